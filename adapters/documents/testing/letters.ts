import { dayOf } from '#domain/kernel/day.ts';
import { moneyOf } from '#domain/kernel/money.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { type DemandLetter, demandLetter } from '#domain/procedure/letters/demand.ts';
import type { ClearanceLetter } from '#usecases/ports/documents.ts';
import { issueOf, sampleClaim, samplePosition } from './claim.ts';

export function sampleLetter(seed: number, items?: number): DemandLetter {
  const claim = sampleClaim(seed, items);
  const letter = demandLetter({
    claim,
    position: samplePosition(claim),
    issue: {
      ...issueOf(seed),
      answerAt: 'https://quittance.example/d/7F3K92QD',
      contact: { name: '李敏 Li Min', phone: '+86 21 5555 0100', email: 'finance@huaxing.example' },
      payTo: { holder: claim.creditor.name, account: 'DE89 3704 0044 0532 0130 00', bank: 'Beispielbank', bic: 'COBADEFFXXX' },
      enclosures: [{ zh: '发票三张', en: 'three invoices' }],
    },
  });
  if (isRefusal(letter)) throw new Error(`expected a letter, got ${letter.code}`);
  return letter;
}

export function sampleClearance(seed: number): ClearanceLetter {
  const claim = sampleClaim(seed, 2);
  const eur = (text: string) => moneyOf(text, 'EUR');
  return {
    issue: issueOf(seed),
    creditor: claim.creditor,
    debtor: claim.debtor,
    ending: 'settled',
    items: claim.items.map((item) => ({ label: item.number, amount: item.amount })),
    payments: [
      { paidOn: dayOf('2026-06-30'), amount: eur('2000.00'), reference: 'part' },
      { paidOn: dayOf('2026-11-20'), amount: eur('26000.00'), reference: 'QT-2026-0042' },
    ],
    owed: eur('29400.00'),
    received: eur('28000.00'),
    released: eur('1400.00'),
    dischargedOn: dayOf('2026-11-20'),
  };
}
