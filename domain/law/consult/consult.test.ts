import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../kernel/day.ts';
import { amountText } from '../../kernel/money.ts';
import { lawBook } from '../book.ts';
import { next, path, questionsOf, readAnswers } from './interview.ts';
import { type Outcome, outcome } from './outcome.ts';
import type { Answers, Role } from './question.ts';

const root = new URL('../rules/', import.meta.url);
const book = lawBook({
  folders: () => readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
  read: (folder) =>
    readdirSync(new URL(`${folder}/`, root))
      .filter((name) => name.endsWith('.json') && !['contact.json', 'calendar.json', 'profile.json'].includes(name))
      .map((name) => ({ name, content: JSON.parse(readFileSync(new URL(`${folder}/${name}`, root), 'utf8')) as unknown })),
});
const asOf = dayOf('2026-09-30');
const cny = (amount: string) => ({ amount, currency: 'CNY' });

const chinaSale: Answers = {
  debtor_country: 'CN',
  creditor_country: 'CN',
  debtor_kind: 'company',
  creditor_kind: 'company',
  basis: 'sale',
  amount: cny('100000.00'),
  due_on: '2025-03-31',
  interest_kind: 'none-agreed',
  creditor_size: null,
  debtor_size: null,
  paid_amount: null,
  last_demand_on: null,
  acknowledged_on: null,
  suit_on: null,
  disputed: 'no',
  debtor_state: 'able',
  arbitration: false,
  papers: 'signed',
};
const ask = (role: Role, answers: Answers): Outcome => outcome(role, readAnswers(role, answers), asOf, book);
const lines = (result: Outcome, id: string, language: 'zh' | 'en' = 'en'): string =>
  (result.sections.find((section) => section.id === id)?.lines ?? []).map((line) => line[language]).join('\n');
const shown = (result: Outcome): string =>
  result.sections
    .map(({ title, lines: all }) => [`# ${title.zh} / ${title.en}`, ...all.flatMap(({ zh, en }) => [`- ${zh}`, `  ${en}`])].join('\n'))
    .join('\n\n');

describe('the interview', () => {
  it('asks one question a screen, with the reason in both languages, and ends', () => {
    for (const role of ['creditor', 'debtor'] as const) {
      const answers: Record<string, null | string | object> = {};
      for (let step = 0; ; step += 1) {
        const { question, progress } = next(role, answers as Answers);
        expect(progress.done).toBe(step);
        if (!question) break;
        expect(step).toBeLessThan(40);
        expect(question.text.zh && question.text.en && question.why.zh && question.why.en).toBeTruthy();
        answers[question.id] = question.skippable
          ? null
          : question.input === 'country'
            ? 'CN'
            : question.input === 'money'
              ? cny('5')
              : (question.choices?.[0]?.value ?? '');
      }
      expect(() => ask(role, answers as Answers)).not.toThrow();
    }
  });

  it('asks about the governing law only across a border, and about rates only where one was agreed', () => {
    const ids = (answers: Answers) => path('creditor', answers).map((node) => node.id);
    expect(ids({ debtor_country: 'CN', creditor_country: 'CN' })).not.toContain('law');
    expect(ids({ debtor_country: 'DE', creditor_country: 'CN' })).toContain('law');
    expect(ids({ interest_kind: 'none-agreed' })).not.toContain('interest_rate');
    expect(ids({ interest_kind: 'yearly' })).toContain('interest_rate');
    expect(ids({ basis: 'loan' })).toContain('lender_kind');
  });

  it('drops answers to questions that no longer come up', () => {
    expect(readAnswers('creditor', { ...chinaSale, interest_kind: 'yearly', interest_rate: '6' })).toHaveProperty('interest_rate', '6');
    expect(readAnswers('creditor', { ...chinaSale, interest_rate: '6' })).not.toHaveProperty('interest_rate');
  });

  it.each([
    [{ colour: 'blue' }, /a question of this interview/],
    [{ amount: null }, /cannot be skipped/],
    [{ amount: { amount: '12.345', currency: 'CNY' } }, /at most 2 decimals/],
    [{ amount: { amount: '-5', currency: 'CNY' } }, /not negative/],
    [{ due_on: '2026-02-30' }, /a day like/],
    [{ basis: 'gift' }, /one of sale/],
    [{ arbitration: 'yes' }, /true or false/],
    [[], /an object of answers/],
  ])('refuses %j', (answers, message) => {
    expect(() => readAnswers('creditor', answers)).toThrow(message);
  });

  it('never fails on any choice of answers', () => {
    const values = (role: Role) =>
      fc.record(
        Object.fromEntries(
          questionsOf(role).map((q) => {
            const own =
              q.input === 'choice'
                ? fc.constantFrom(...(q.choices ?? []).map((c) => c.value))
                : q.input === 'country'
                  ? fc.constantFrom('CN', 'DE', 'GB', 'US', 'FR', 'AR', 'HK', 'JP', 'TR', 'AE')
                  : q.input === 'money'
                    ? fc.integer({ min: 1, max: 9_999_999 }).map((n) => ({ amount: `${n}.00`, currency: 'CNY' }))
                    : q.input === 'date'
                      ? fc
                          .integer({ min: dayOf('2012-01-01'), max: dayOf('2026-09-30') })
                          .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
                      : q.input === 'number'
                        ? fc.constantFrom('6', '0.05', '24', '36.5')
                        : fc.boolean();
            return [q.id, q.skippable ? fc.option(own as fc.Arbitrary<unknown>) : (own as fc.Arbitrary<unknown>)];
          }),
        ),
      );
    for (const role of ['creditor', 'debtor'] as const) {
      fc.assert(
        fc.property(values(role), (answers) => {
          const result = ask(role, answers as Answers);
          expect(result.sections.map((s) => s.id)).toEqual(expect.arrayContaining(['today', 'next', 'avoid', 'papers']));
          for (const section of result.sections) for (const line of section.lines) expect(line.zh.length * line.en.length).toBeGreaterThan(0);
        }),
        { numRuns: 60 },
      );
    }
  });
});

describe('a creditor in China', () => {
  it('is told the sum, the rule, the end of limitation, the steps and the costs', () => {
    const result = ask('creditor', chinaSale);
    expect(result.position && amountText(result.position.outstanding.principal)).toBe('100000.00');
    expect(lines(result, 'until')).toContain('2028-03-31');
    expect(lines(result, 'next')).toContain('Payment order');
    expect(lines(result, 'cost', 'zh')).toContain('诉讼费用交纳办法');
    expect(lines(result, 'avoid', 'zh')).toContain('讨债公司');
    expect(result.claim).toMatchObject({ basis: 'sale', currency: 'CNY', items: [{ amount: '100000.00', dueOn: '2025-03-31' }] });
    expect(shown(result)).toMatchSnapshot();
  });

  it('with a debt past limitation is told so, and what can still be done', () => {
    const result = ask('creditor', { ...chinaSale, due_on: '2019-03-31' });
    expect(lines(result, 'until')).toContain('ended on 2022-03-31');
    expect(lines(result, 'old')).toContain('voluntary');
    expect(lines(result, 'old')).toContain('five years');
    expect(lines(result, 'next')).not.toContain('Payment order');
    expect(shown(result)).toMatchSnapshot();
  });

  it('saved by a promise in time is not told that it is over', () => {
    const result = ask('creditor', { ...chinaSale, due_on: '2019-03-31', acknowledged_on: '2021-12-01', last_demand_on: '2024-06-01' });
    expect(result.position?.limitation.status).toBe('running');
    expect(lines(result, 'old')).toContain('five years');
  });

  it('with an arbitration clause, a dispute, an insolvent or a missing debtor is sent elsewhere', () => {
    expect(lines(ask('creditor', { ...chinaSale, arbitration: true }), 'next')).toContain('not to the court');
    expect(lines(ask('creditor', { ...chinaSale, disputed: 'yes' }), 'next')).not.toContain('Payment order');
    expect(lines(ask('creditor', { ...chinaSale, debtor_state: 'insolvent' }), 'next')).toContain('administrator');
    expect(lines(ask('creditor', { ...chinaSale, debtor_state: 'missing' }), 'next')).not.toContain('Payment order');
  });

  it('counts the own term of a loan at the agreed rate, a daily one exactly', () => {
    const answers = {
      ...chinaSale,
      basis: 'loan',
      debtor_kind: 'person',
      creditor_kind: 'person',
      due_on: '2026-03-31',
      interest_kind: 'daily',
      interest_rate: '0.02',
      contract_on: '2025-04-01',
      lender_kind: 'private',
    };
    const { claim, position } = ask(
      'creditor',
      readAnswers('creditor', Object.fromEntries(Object.entries(answers).filter(([key]) => !key.endsWith('_size')))),
    );
    expect(claim?.agreedInterest).toEqual({ kind: 'yearly', percent: '7.30', termPercent: '7.30' });
    // 20.00 a day for 365 days of term and 182 days of delay
    expect(position && amountText(position.outstanding.interest)).toBe('10940.00');
  });

  it('of small size is told of the complaint portal only against a large debtor or a public body', () => {
    expect(lines(ask('creditor', chinaSale), 'next')).not.toContain('Complaint portal');
    expect(lines(ask('creditor', { ...chinaSale, creditor_size: 'small', debtor_size: 'large' }), 'next')).toContain('Complaint portal');
  });

  it('is warned when time is nearly up', () => {
    expect(lines(ask('creditor', { ...chinaSale, due_on: '2023-11-01' }), 'next')).toMatch(/^1\. Limitation ends on 2026-11-0/);
  });
});

describe('across a border', () => {
  it('shows the routes to a title and says which are open', () => {
    const result = ask('creditor', {
      ...chinaSale,
      debtor_country: 'DE',
      law: 'debtor',
      amount: { amount: '20000.00', currency: 'EUR' },
      creditor_size: null,
    });
    expect(lines(result, 'next')).toContain('New York Convention');
    expect(result.position?.jurisdiction).toBe('DE');
  });

  it('offers the European procedures only between two member states, and small claims only below the ceiling', () => {
    const answers: Answers = {
      ...chinaSale,
      debtor_country: 'DE',
      law: 'debtor',
      creditor_size: null,
      amount: { amount: '20000.00', currency: 'EUR' },
    };
    expect(lines(ask('creditor', answers), 'next')).not.toContain('European');
    expect(lines(ask('creditor', { ...answers, creditor_country: 'FR' }), 'next')).toContain('European order for payment');
    expect(lines(ask('creditor', { ...answers, creditor_country: 'FR' }), 'next')).not.toContain('European small claims');
    const small = { ...answers, creditor_country: 'FR', amount: { amount: '2000.00', currency: 'EUR' } };
    expect(lines(ask('creditor', small), 'next')).toContain('European small claims');
    expect(lines(ask('creditor', { ...answers, law: 'creditor' }), 'next')).not.toContain('Payment order:');
  });

  it('asks for the part of a country where law differs inside it', () => {
    const us = {
      ...chinaSale,
      debtor_country: 'US',
      creditor_country: 'US',
      debtor_region_us: 'US-TX',
      amount: { amount: '1000.00', currency: 'USD' },
    };
    const texas = ask('creditor', readAnswers('creditor', Object.fromEntries(Object.entries(us).filter(([key]) => !key.endsWith('_size')))));
    expect(texas.claim?.governingLaw).toBe('US-TX');
    expect(texas.position?.jurisdiction).toBe('US-TX');
    expect(path('creditor', { debtor_country: 'CN', creditor_country: 'CN' }).some((node) => node.id.includes('region'))).toBe(false);
    const scots = ask('creditor', {
      ...chinaSale,
      debtor_country: 'GB',
      creditor_country: 'GB',
      debtor_region_gb: 'GB-SCT',
      due_on: '2018-01-31',
      amount: { amount: '1000.00', currency: 'GBP' },
    });
    expect(lines(scots, 'old')).toContain('the debt itself is gone');
  });

  it('is honest where there is no law on file', () => {
    const result = ask('creditor', { ...chinaSale, debtor_country: 'AR', creditor_country: 'AR', amount: { amount: '1000.00', currency: 'ARS' } });
    expect(result.refusal?.code).toBe('law.not_covered');
    expect(lines(result, 'today')).toContain('ask local counsel');
    expect(lines(result, 'until')).toContain('5 years');
    expect(lines(result, 'cost')).toContain('995 days');
  });
});

const loan: Answers = {
  demand_from: 'collector',
  recognise: 'partly',
  debtor_country: 'CN',
  creditor_country: 'CN',
  debtor_kind: 'person',
  creditor_kind: 'company',
  basis: 'loan',
  demanded: cny('30000.00'),
  amount: cny('10000.00'),
  received: cny('8000.00'),
  due_on: '2025-06-30',
  interest_kind: 'yearly',
  interest_rate: '36',
  contract_on: '2024-07-01',
  lender_kind: 'private',
  paid_amount: null,
  last_demand_on: null,
  acknowledged_on: null,
  suit_on: null,
  conduct: 'threat',
  ability: 'parts',
};

describe('a debtor who got a demand', () => {
  it('learns that too much is asked, that interest is capped and counted from what was received', () => {
    const result = ask('debtor', loan);
    expect(result.claim?.items[0]?.amount).toBe('8000.00');
    expect(lines(result, 'check')).toContain('too much');
    expect(lines(result, 'conduct')).toContain('police');
    expect(lines(result, 'help', 'zh')).toContain('110');
    expect(shown(result)).toMatchSnapshot();
  });

  it('past limitation learns of the defence and of what would lose it', () => {
    const result = ask('debtor', { ...loan, demand_from: 'creditor', due_on: '2018-01-31', contract_on: '2017-02-01', conduct: 'none' });
    expect(lines(result, 'old')).toContain('plead limitation yourself');
    expect(lines(result, 'next')).toContain('without admitting');
    expect(result.sections.some((section) => section.id === 'conduct')).toBe(false);
  });

  it('with court papers learns the time limit first', () => {
    const result = ask('debtor', { ...loan, demand_from: 'court', court_papers_on: '2026-09-20' });
    expect(lines(result, 'next')).toMatch(/^1\. An order for payment: object in writing within 15 days/);
    expect(lines(result, 'help', 'zh')).toContain('12368');
  });

  it('learns when the demand is not too much', () => {
    expect(lines(ask('debtor', { ...loan, demanded: cny('8000.00') }), 'check')).toContain('not more than');
  });
});

describe('what a lawyer would object to', () => {
  it('tells the holder of an undated Chinese IOU how the debt falls due and from when the period runs', () => {
    const iou: Answers = { ...chinaSale, basis: 'loan', creditor_kind: 'person', debtor_kind: 'person', due_on: null, contract_on: '2022-03-01' };
    const until = lines(ask('creditor', iou), 'until', 'zh');
    expect(until).toContain('民法典 511(4), 675');
    expect(until).toContain('诉讼时效制度若干问题的规定 4');
  });

  it('does not leave open what Chinese law settles: no court raises limitation of its own motion', () => {
    const old = lines(ask('creditor', { ...chinaSale, due_on: '2020-10-15' }), 'old', 'zh');
    expect(old).toContain('法院不得主动适用');
    expect(old).not.toContain('依当地法律');
  });

  it('calls collection of unlawful debt a crime only in serious cases (刑法 293之一), and compares no sum without naming what it leaves out', () => {
    const night: Answers = {
      debtor_country: 'CN',
      creditor_country: 'CN',
      debtor_kind: 'person',
      creditor_kind: 'company',
      basis: 'loan',
      amount: cny('20000'),
      due_on: '2025-06-30',
      demand_from: 'collector',
      conduct: 'night',
      demanded: cny('48000'),
    };
    const found = ask('debtor', night);
    expect(lines(found, 'conduct', 'zh')).toContain('情节严重的');
    expect(lines(found, 'conduct', 'zh')).toContain('治安管理处罚法（2025） 50');
    expect(lines(found, 'check', 'zh')).toContain('没有填写约定的利息');
  });
});
