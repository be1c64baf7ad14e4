import type { Party } from '#domain/claim/party.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { type Day, dayOf, isDay, isoDay } from '#domain/kernel/day.ts';
import { dayWords } from '#domain/kernel/wording.ts';
import type { Reason } from '../check.ts';
import { type PaperFacts, plain } from '../paper-facts.ts';
import type { RegisterEntry } from './debtor.ts';

/** Who may act for a party by a register; `until` is the ISO day from which the register no longer said so. */
export type Officer = { readonly name: string; readonly until?: string };

/**
 * Could the person who signed bind the debtor? Found among the register's officers at the day of signing, found in a power of
 * attorney, not found, or not covered where no register tells officers. A register's silence is never "was not authorised".
 */
export function signatory(debtor: Party, papers: readonly PaperFacts[], register: readonly Answer<RegisterEntry>[]): Reason[] {
  return papers.filter(({ kind, signedBy }) => kind === 'contract' && signedBy).flatMap((contract) => authority(debtor, contract, papers, register));
}

function authority(debtor: Party, contract: PaperFacts, papers: readonly PaperFacts[], register: readonly Answer<RegisterEntry>[]): Reason[] {
  const { signedBy = '', date, exhibit } = contract;
  const evidence = { exhibit, detail: signedBy };
  if (debtor.kind === 'person' && plain(debtor.name) === plain(signedBy))
    return [
      {
        code: 'check.authority_found',
        severity: 'good',
        text: { zh: `${exhibit} 由债务人本人签署。`, en: `${exhibit} was signed by the debtor in person.` },
        evidence,
      },
    ];
  const entries = register.flatMap((answer) =>
    answer.kind === 'found' && answer.value.officers ? [{ answer, officers: answer.value.officers }] : [],
  );
  for (const { answer, officers } of entries) {
    const officer = officers.find((one) => plain(one.name) === plain(signedBy) && inOffice(one, date));
    if (officer)
      return [
        {
          code: 'check.authority_found',
          severity: 'good',
          text: {
            zh: `${exhibit} 的签署人“${signedBy}”${officer.until ? '在签署时' : ''}是 ${answer.source} 登记的法定代表人或负责人。`,
            en: `“${signedBy}”, who signed ${exhibit}, ${officer.until ? 'was' : 'is'} by ${answer.source} a legal representative or officer${officer.until ? ' at the time' : ''}.`,
          },
          evidence: { ...evidence, source: answer.source },
        },
      ];
  }
  const power = papers.find((paper) => grants(paper, debtor, signedBy, date));
  if (power)
    return [
      {
        code: 'check.authority_by_power',
        severity: 'good',
        text: {
          zh: `${exhibit} 的签署人“${signedBy}”持有授权委托书（${power.exhibit}）。`,
          en: `“${signedBy}”, who signed ${exhibit}, holds a power of attorney (${power.exhibit}).`,
        },
        evidence,
      },
    ];
  if (entries.length === 0)
    return [
      {
        code: 'check.authority_not_covered',
        severity: 'info',
        text: {
          zh: `没有登记信息载明债务人的法定代表人，“${signedBy}”签署 ${exhibit} 的权限无从核对。可补：授权委托书、公章，或其后的履行与确认。`,
          en: `No register asked tells who may act for the debtor, so the authority of “${signedBy}” to sign ${exhibit} could not be checked. A power of attorney, the company’s seal, or performance and acknowledgment afterwards would show it.`,
        },
        evidence,
      },
    ];
  const when = date === undefined ? { zh: '', en: '' } : { zh: `（${dayWords(date).zh}）`, en: ` (${dayWords(date).en})` };
  return [
    {
      code: 'check.authority_not_found',
      severity: 'warning',
      text: {
        zh: `${exhibit}${when.zh} 的签署人“${signedBy}”不在登记的法定代表人或负责人之列，也没有授权委托书。可补：授权委托书、公章，或其后的履行与确认。`,
        en: `“${signedBy}”, who signed ${exhibit}${when.en}, is not among the officers that the register names, and there is no power of attorney. A power of attorney, the company’s seal, or performance and acknowledgment afterwards would cure it.`,
      },
      evidence: { ...evidence, ...(entries[0] ? { source: entries[0].answer.source } : {}) },
    },
  ];
}

/** In office when it was signed; where the contract has no day, only who is in office now. */
function inOffice({ until }: Officer, signedOn: Day | undefined): boolean {
  if (until === undefined) return true;
  return signedOn !== undefined && isDay(until) && signedOn <= dayOf(until);
}

function grants(paper: PaperFacts, debtor: Party, signedBy: string, signedOn: Day | undefined): boolean {
  if (paper.kind !== 'power-of-attorney' || !paper.agent || plain(paper.agent) !== plain(signedBy)) return false;
  if (paper.buyer && ![debtor.name, ...(debtor.otherNames ?? [])].map(plain).includes(plain(paper.buyer))) return false;
  if (signedOn === undefined) return true;
  return (paper.date === undefined || paper.date <= signedOn) && (paper.validUntil === undefined || signedOn <= paper.validUntil);
}

/** Did the debtor exist when the contract was made, by what registers say of its beginning and end? */
export function existence(signedOn: Day | undefined, register: readonly Answer<RegisterEntry>[]): Reason[] {
  if (signedOn === undefined) return [];
  return register.flatMap((answer): Reason[] => {
    if (answer.kind !== 'found') return [];
    const { since, ended } = answer.value;
    const evidence = (detail: string) => ({ source: answer.source, detail: `${detail} / ${isoDay(signedOn)}` });
    const reasons: Reason[] = [];
    if (since && isDay(since) && dayOf(since) > signedOn)
      reasons.push({
        code: 'check.founded_after_contract',
        severity: 'warning',
        text: {
          zh: `按 ${answer.source}，债务人成立于 ${since}，晚于合同签订日 ${isoDay(signedOn)}。`,
          en: `By ${answer.source} the debtor was founded on ${since}, after the contract of ${isoDay(signedOn)}.`,
        },
        evidence: evidence(since),
      });
    if (ended && isDay(ended) && dayOf(ended) < signedOn)
      reasons.push({
        code: 'check.dissolved_before_contract',
        severity: 'error',
        text: {
          zh: `按 ${answer.source}，债务人于 ${ended} 注销，早于合同签订日 ${isoDay(signedOn)}。`,
          en: `By ${answer.source} the debtor was dissolved on ${ended}, before the contract of ${isoDay(signedOn)}.`,
        },
        evidence: evidence(ended),
      });
    return reasons;
  });
}
