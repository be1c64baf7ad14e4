import type { Bilingual } from '../../../kernel/text.ts';
import helplines from '../helplines.json' with { type: 'json' };
import type { Ground, Section } from '../outcome.ts';
import { say, sourced } from '../words.ts';

/** What to do when the collection itself is unlawful. */
export function conductHelp({ answers }: Ground): Section | undefined {
  const inChina = answers.debtor_country === 'CN';
  const law = { instrument: '治安管理处罚法（2025）', article: '50', status: 'verified' as const };
  const lines: Bilingual[] = [];
  switch (answers.conduct) {
    case 'threat':
      lines.push(say('先保证安全，马上报警，保留录音、录像和短信。', 'Safety first: call the police and keep recordings and messages.'));
      if (inChina)
        lines.push(sourced(say('威胁人身安全、滋扰、纠缠、跟踪可处拘留', 'threats, pestering and stalking can be punished with detention'), law));
      break;
    case 'night':
      lines.push(
        say(
          '书面要求停止在夜间和反复联系，写明可以联系的时间，保留来电记录。',
          'Ask in writing that calls at night and again and again stop, say when you can be reached, and keep the call log.',
        ),
      );
      if (inChina)
        lines.push(
          sourced(
            say(
              '反复滋扰、纠缠，干扰正常生活的，可以报警，可处拘留或者罚款',
              'repeated pestering that disturbs normal life can be reported to the police and punished with detention or a fine',
            ),
            law,
          ),
        );
      break;
    case 'others':
      lines.push(
        say(
          '书面要求停止向他人透露和公开，保存截图，可向监管部门投诉或起诉侵权。',
          'Demand in writing that telling others and publishing stop; keep screenshots; complain to the regulator or sue.',
        ),
      );
      if (inChina)
        lines.push(
          sourced(
            say(
              '个人信息处理者不得公开其处理的个人信息，非法提供个人信息须承担责任',
              'personal information may not be published, and giving it away unlawfully has consequences',
            ),
            { instrument: '个人信息保护法', article: '25, 66', status: 'verified' },
          ),
        );
      break;
    case 'authority':
      lines.push(
        say(
          '冒充公检法或伪造文书很可能是诈骗：不付款，报警，并向法院核实。',
          'Posing as an authority or forging papers is most likely fraud: do not pay, report it, and check with the court.',
        ),
      );
      break;
    default:
      return undefined;
  }
  if (inChina && answers.basis === 'loan') {
    lines.push(
      sourced(
        say(
          '以暴力、胁迫、恐吓、跟踪、骚扰等手段催收高利放贷等产生的非法债务，情节严重的，构成犯罪',
          'collecting usury or other unlawful debt by violence, threats, stalking or harassment is a crime in serious cases',
        ),
        { instrument: '刑法', article: '293之一', status: 'verified' },
      ),
    );
  }
  lines.push(say('催收违法不等于债务消灭：合法的部分仍应协商偿还。', 'Unlawful collection does not cancel the debt: what is lawful is still owed.'));
  return { id: 'conduct', title: say('催收方式不当怎么办', 'If the collection is unlawful'), lines };
}

/** Public help at the person's place, only where it is known. */
export function whereToTurn({ role, answers }: Ground): Section | undefined {
  const place = role === 'debtor' ? answers.debtor_country : answers.creditor_country;
  const wanted = new Set([
    'any',
    ...(answers.conduct === 'threat' ? ['violence'] : []),
    ...(answers.demand_from === 'court' ? ['court'] : []),
    ...(answers.basis === 'loan' && answers.lender_kind !== 'private' ? ['lender'] : []),
  ]);
  const own = role === 'debtor' ? wanted : new Set(place === 'CN' ? ['any', 'court'] : []);
  const lines = helplines.lines.filter((line) => line.country === place && own.has(line.for)).map(({ zh, en }) => say(zh, en));
  return lines.length > 0 ? { id: 'help', title: say('可以找谁', 'Where to turn'), lines } : undefined;
}
