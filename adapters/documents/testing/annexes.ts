import { moneyOf } from '#domain/kernel/money.ts';
import type { AnnexEntry } from '#domain/registry/assets/annex.ts';
import type { AssetAnnexPaper, EvidenceIndexPaper, FlowAnnexPaper } from '#usecases/ports/documents.ts';
import { issueOf, sampleClaim } from './claim.ts';

export function sampleAnnex(seed: number, assets = 3): AssetAnnexPaper {
  const claim = sampleClaim(seed, 2);
  const entry = (i: number, status: 'usable' | 'checked' | 'clue'): AnnexEntry => ({
    node: `clue:${i}`,
    kind: { zh: '货物', en: 'goods' },
    name: `LED lamps, 14 pallets, lot ${i}`,
    status,
    holders: ['Nordhafen Logistik GmbH'],
    hold: { zh: '由债务人自己持有', en: 'held by the debtor itself' },
    ...(i === 1 ? { share: { min: 75, max: 100 } } : {}),
    owedBy: [],
    place: ['Musterkai 4, Hamburg', 'DE'],
    valueMinor: 3_800_000n + BigInt(i),
    currency: 'EUR',
    source: 'warehouse receipt LS-2026-11',
    asOf: '2026-11-12',
    confidence: 95,
    note: 'seen at gate 3',
    ...(status === 'clue'
      ? {}
      : { evidence: { recordId: '01923f00-0000-7000-8000-00000000000a', sha256: `${i % 10}`.repeat(64), name: 'warehouse-receipt.pdf' } }),
    how: [{ at: Date.parse('2026-11-20T08:00:00Z'), after: 'checked', why: 'receipt compared with the keeper by telephone' }],
    notVerified: status === 'clue' ? [{ zh: '仅为线索，尚未有人核实', en: 'a clue only: nobody has checked it' }] : [],
  });
  return {
    issue: { ...issueOf(seed) },
    purpose: 'preservation',
    claim,
    amount: moneyOf('44383.07', 'EUR'),
    amountAsOf: claim.items[0]?.dueOn ?? issueOf(seed).writtenOn,
    withInterest: true,
    annex: {
      assets: Array.from({ length: assets }, (_, i) => entry(i, i % 2 === 0 ? 'usable' : 'checked')),
      clues: [entry(assets, 'clue')],
      withheld: 2,
      otherKinds: 0,
      cluesLeftOut: 1,
    },
  };
}

export function sampleFlow(seed: number, transfers = 4): FlowAnnexPaper {
  const recordId = '01923f00-0000-7000-8000-00000000000b';
  const spending = Array.from({ length: transfers }, (_, i) => ({
    from: 'borrower:b',
    to: `shop${i}`,
    amount: moneyOf(`${100 + i}.00`, 'EUR'),
    on: '2026-01-07',
    kind: 'spending' as const,
    fromLoan: moneyOf(`${100 + i}.00`, 'EUR'),
    reference: 'materials',
    sources: [{ recordId, account: 0, entry: i + 1 }],
  }));
  return {
    issue: issueOf(seed),
    creditor: 'Hua Xing Lending Ltd',
    debtor: 'Example Builders Ltd',
    statements: [{ name: 'account.csv', recordId, sha256: 'ab'.repeat(32), logIndex: 41 }],
    nodes: [
      { id: 'lender:a', name: 'Hua Xing Lending Ltd', role: 'lender' },
      { id: 'borrower:b', name: 'Example Builders Ltd', role: 'borrower' },
      ...spending.map(({ to }, i) => ({ id: to, name: `Shop ${i} #${seed}`, role: 'other' as const })),
    ],
    edges: [
      {
        from: 'lender:a',
        to: 'borrower:b',
        amount: moneyOf('1000.00', 'EUR'),
        on: '2026-01-05',
        kind: 'loan',
        fromLoan: moneyOf('1000.00', 'EUR'),
        sources: [{ recordId, account: 0, entry: 0 }],
      },
      ...spending,
    ],
    left: [{ source: { recordId, account: 0, entry: 9 }, why: 'reversal' }],
    unreadable: ['scan.pdf'],
  };
}

export function sampleEvidence(seed: number, exhibits = 9): EvidenceIndexPaper {
  return {
    issue: issueOf(seed),
    caption: { zh: '买卖合同纠纷', en: 'Contract of sale' },
    claimant: '上海华兴贸易有限公司',
    respondent: 'Nordhafen Logistik GmbH',
    submittedBy: '上海华兴贸易有限公司',
    exhibits: Array.from({ length: exhibits }, (_, i) => ({
      number: String(i + 1),
      name: i % 2 === 0 ? `买卖合同 HX/NL 2026-0${i}` : `Delivery note ${i}`,
      origin: '债权人',
      proves: '双方存在买卖合同关系，约定货款 44,100.00 欧元及三十日账期',
      original: (['original', 'copy', 'electronic'] as const)[i % 3] ?? 'copy',
      pages: { from: i * 4 + 1, to: i * 4 + 4 },
      bytes: 182_340 + i,
      sha256: `${i}`.repeat(64).slice(0, 64),
      sealed: { index: 10_400 + i, at: '2026-11-20T08:00:00Z' },
    })),
  };
}
