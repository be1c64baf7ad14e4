import type { PositionJson, TraceStepJson } from '#contract/schemas/law.ts';
import { useWords } from '../words/words.tsx';
import { Amount, Day } from './amount.tsx';
import { Cite, Standing } from './citation.tsx';
import { Sheet } from './sheet.tsx';
import './trace.css';

/** Every step a lawyer would want to see: rule, article, value in force, days counted, rounding. */
export function TraceList(props: { readonly steps: readonly TraceStepJson[] }) {
  const { say, t } = useWords();
  if (props.steps.length === 0) return <p className="quiet">{t('trace.none')}</p>;
  return (
    <ol className="trace">
      {props.steps.map((step, at) => (
        // Steps are an ordered, unchanging list; the same rule may stand in it several times.
        // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity
        <li key={at}>
          <div className="between">
            <span className="grow">{say(step.text)}</span>
            {step.amount && <Amount {...step.amount} strong />}
          </div>
          <div className="facts">
            {step.value && (
              <span className="num">
                {t('trace.value')} {step.value} {step.unit && say(step.unit)}
              </span>
            )}
            {(step.from || step.to) && (
              <span>
                <Day on={step.from} /> → <Day on={step.to} />
              </span>
            )}
            {step.days !== undefined && <span className="num">{t('trace.days', { n: step.days })}</span>}
            {step.rounding && <span>{t('trace.rounding', { rule: say(step.rounding) })}</span>}
            <Standing status={step.citation ? undefined : step.status} />
          </div>
          {step.citation && <Cite of={step.citation} />}
          <p className="small faint mono">{step.rule}</p>
        </li>
      ))}
    </ol>
  );
}

/** The sum with its parts above the steps: principal + interest + compensation + costs - paid = total. */
export function TraceSheet(props: { readonly position: PositionJson; readonly onClose: () => void }) {
  const { t, day } = useWords();
  const { position } = props;
  return (
    <Sheet title={t('trace.title')} onClose={props.onClose}>
      <p className="quiet small">{t('trace.asOf', { day: day(position.asOf), where: position.jurisdiction })}</p>
      <SumTable position={position} />
      <h3 className="trace-head">{t('trace.steps')}</h3>
      <TraceList steps={position.trace} />
    </Sheet>
  );
}

export function SumTable(props: { readonly position: PositionJson }) {
  const { t } = useWords();
  const { position } = props;
  const zero = (amount: string) => /^-?0+(\.0+)?$/.test(amount);
  const rows = [
    ['sum.principal', position.principal, ''],
    ['sum.interest', position.interest, '+'],
    ['sum.compensation', position.compensation, '+'],
    ['sum.costs', position.costs, '+'],
    ['sum.paid', position.paid, '−'],
  ] as const;
  return (
    <table className="sum">
      <tbody>
        {rows
          .filter(([key, amount]) => key === 'sum.principal' || !zero(amount))
          .map(([key, amount, sign]) => (
            <tr key={key}>
              <th scope="row">{t(key)}</th>
              <td className="right">
                {sign} <Amount amount={amount} currency={position.currency} />
              </td>
            </tr>
          ))}
        <tr className="sum-total">
          <th scope="row">{t('sum.total')}</th>
          <td className="right">
            <Amount amount={position.total} currency={position.currency} strong />
          </td>
        </tr>
      </tbody>
    </table>
  );
}
