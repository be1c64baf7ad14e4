import { amountText, moneyOf } from '#domain/kernel/money.ts';
import { moneyInTable } from '#domain/kernel/wording.ts';
import type { AnnexEntry } from '#domain/registry/assets/annex.ts';
import { purposes } from '#domain/registry/assets/annex-purpose.ts';
import { statusWords } from '#domain/registry/assets/graph.ts';
import type { AssetAnnexPaper } from '#usecases/ports/documents.ts';
import type { CaptionKey } from '../captions.ts';
import { frame, partyLines, type Speaker } from './frame.ts';

/** The annex as `asset-annex.typ` reads it: parties, claim, assets element by element, clues apart, what was left out. */
export function assetAnnexPaper(paper: AssetAnnexPaper, say: Speaker): unknown {
  const about = purposes[paper.purpose];
  const { annex, claim } = paper;
  const made = frame(say, paper.issue, `${say.of(about.title)} ${paper.issue.reference}`, claim.creditor.name);
  return {
    ...made,
    foot: { ...made.foot, left: `${paper.issue.reference} · ${say.of(about.title)}` },
    heading: say.of(about.title),
    facts: [
      [say.caption('annex.reference'), paper.issue.reference],
      [say.caption('annex.writtenOn'), say.day(paper.issue.writtenOn)],
      [say.caption('annex.rule'), say.cite([about.rule]).join('; ')],
    ],
    note: say.of(about.note),
    sections: {
      parties: say.caption('annex.parties'),
      claim: say.caption('annex.claim'),
      assets: say.caption('annex.assets'),
      clues: say.caption('annex.clues'),
      leftOut: say.caption('annex.leftOut'),
    },
    parties: [
      [say.of(about.applicant), [claim.creditor.name, ...partyLines(claim.creditor, say, { contacts: true })]],
      [say.of(about.respondent), [claim.debtor.name, ...partyLines(claim.debtor, say, { contacts: false }), ...identifiers(paper)]],
      ...claim.guarantors.map((one) => [say.caption('party.guarantor'), [one.name, ...partyLines(one, say, { contacts: false })]]),
    ],
    claim: [
      [
        say.caption('annex.amount'),
        `${moneyInTable(paper.amount)} (${say.caption(paper.withInterest ? 'annex.withInterest' : 'annex.principalOnly')} ${say.day(paper.amountAsOf)})`,
      ],
      [
        say.caption('annex.basis'),
        claim.items
          .slice(0, 12)
          .map((item) => item.number)
          .join(', '),
      ],
    ],
    assets: annex.assets.map((entry, i) => block(entry, `${say.caption('annex.asset')} ${i + 1}`, say)),
    noAssets: say.caption('annex.noAssets'),
    clues: annex.clues.map((entry, i) => block(entry, `${say.caption('annex.clue')} ${i + 1}`, say)),
    caution: say.caption('annex.clues.caution'),
    leftOut: leftOut(paper, say),
    statement: say.caption('annex.statement'),
    signature: {
      closing: '',
      name: claim.creditor.name,
      signature: say.caption('seal.signature'),
      date: say.day(paper.issue.writtenOn),
      seal: say.caption('seal.ring'),
    },
  };
}

const identifiers = ({ claim }: AssetAnnexPaper): string[] =>
  claim.debtor.identifiers.slice(0, 3).map(({ scheme, value }) => `${scheme.toUpperCase()} ${value}`);

function block(entry: AnnexEntry, label: string, say: Speaker): unknown {
  const rows: [CaptionKey, string | readonly string[]][] = [
    ['annex.kind', say.of(entry.kind)],
    ['annex.holder', [entry.holders.length > 0 ? entry.holders.join(', ') : say.caption('annex.notKnown'), say.of(entry.hold)]],
    ...(entry.share ? [['annex.share', shareText(entry.share)] as [CaptionKey, string]] : []),
    ...(entry.owedBy.length > 0 ? [['annex.owedBy', entry.owedBy.join(', ')] as [CaptionKey, string]] : []),
    ['annex.place', entry.place.length > 0 ? entry.place.map((one) => say.country(one)).join(', ') : say.caption('annex.notKnown')],
    ['annex.value', valueText(entry) ?? say.caption('annex.notKnown')],
    ['annex.source', `${entry.source}, ${entry.asOf}`],
    ['annex.status', `${say.of(statusWords[entry.status])}; ${say.caption('annex.confidence')} ${entry.confidence}/100`],
    [
      'annex.how',
      [...(entry.note ? [entry.note] : []), ...entry.how.map(({ after, why, at }) => `${dayOf(at)} · ${say.of(statusWords[after])}: ${why}`)],
    ],
    ['annex.notVerified', entry.notVerified.length > 0 ? entry.notVerified.map((one) => say.of(one)) : say.caption('annex.nothingOpen')],
  ];
  return {
    label,
    name: entry.name,
    status: entry.status,
    rows: rows.flatMap(([key, value]) => {
      const lines = [value].flat().filter((line) => line !== '');
      return lines.length > 0 ? [[say.caption(key), lines]] : [];
    }),
    evidence: entry.evidence
      ? {
          label: say.caption('annex.evidence'),
          name: entry.evidence.name ?? '',
          record: `${say.caption('annex.record')} ${entry.evidence.recordId}`,
          sha256: entry.evidence.sha256 ?? '',
        }
      : null,
  };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const shareText = ({ min, max }: { readonly min: number; readonly max: number }): string => {
  const [least, most] = [min, max].map((one) => String(Math.round(one * 100) / 100));
  return least === most ? `${least}%` : `${least}–${most}%`;
};
const valueText = ({ valueMinor, currency }: AnnexEntry): string | undefined =>
  valueMinor === undefined || !currency ? undefined : moneyInTable(moneyOf(amountText({ minor: valueMinor, currency }), currency));

function leftOut({ annex }: AssetAnnexPaper, say: Speaker): string[] {
  const counts: readonly (readonly [number, CaptionKey])[] = [
    [annex.withheld, 'annex.leftOut.withheld'],
    [annex.cluesLeftOut, 'annex.leftOut.clues'],
    [annex.otherKinds, 'annex.leftOut.otherKinds'],
  ];
  return counts.flatMap(([n, key]) => (n > 0 ? [`${n} ${say.caption(key)}`] : []));
}
