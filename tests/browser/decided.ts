import type { Page } from 'playwright-core';

/**
 * Files a claim against a company of each name, copies an official page of entries, and gives a word on every one, as a signed-in visitor's
 * own requests: three times "it is the debtor" and twice "somebody else", the very last time "cannot tell".
 */
export const decide = (page: Page, brands: readonly string[]): Promise<void> =>
  page.evaluate(async (names) => {
    const call = async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(path, { method, ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    for (const [n, brand] of names.entries()) {
      const { caseId } = await call('POST', '/v1/claims', {
        basis: 'sale',
        creditor: { name: 'Hua Xing Trading' },
        debtor: { name: `${brand} Ltd`, address: { lines: ['张江路1号'], country: 'CN' } },
        currency: 'CNY',
        governingLaw: 'CN',
        items: [{ number: `L-${n}`, amount: '4800.00', issuedOn: '2026-02-10', dueOn: '2026-03-12' }],
      });
      // All of them close enough to be asked about, and no more than a search answers; the shipped coefficients take most of the others for
      // the debtor.
      const same = ['Trading', 'Services', 'Group'].map((trade) => `${brand} ${trade} Ltd`);
      const others = ['York', 'Kent'].map((place) => `${brand} ${place} Ltd`);
      const paste = [...same, ...others]
        .map(
          (name, i) =>
            `失信被执行人信息\n被执行人姓名/名称：${name}\n执行法院：上海市浦东新区人民法院\n案号：（2025）沪0115执${n}${i}0号\n发布时间：2025年05月01日`,
        )
        .join('\n\n');
      await call('POST', `/v1/cases/${caseId}/captures`, {
        page: 'dishonest-judgment-debtor',
        paste,
        aboutDebtor: [],
        purpose: 'enforceability of the claim',
        legalBasis: 'legal-claims',
        retentionDays: 365,
      });
      const { hits } = (await call('GET', `/v1/cases/${caseId}/debtor`)) as { hits: { id: string; name: string }[] };
      const word = (verdict: string, of: readonly string[]) =>
        call('POST', '/v1/review/judgements', {
          hits: hits.filter(({ name }) => of.includes(name)).map(({ id }) => id),
          verdict,
          why: verdict === 'positive' ? 'the same address and director' : 'another town',
        });
      for (const name of same) await word('positive', [name]);
      const last = n === names.length - 1;
      await word('negative', last ? others.slice(1) : others);
      if (last) await word('unsure', others.slice(0, 1));
    }
  }, brands);

export const brands = [
  'Brunel',
  'Castor',
  'Dorval',
  'Elmira',
  'Fenwick',
  'Galway',
  'Hexham',
  'Ilford',
  'Jarrow',
  'Kelso',
  'Lydney',
  'Morpeth',
  'Norwood',
  'Oundle',
  'Purley',
] as const;
