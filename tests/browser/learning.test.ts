import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import { brands, decide } from './decided.ts';
import { found, type House, openHouse, visit } from './house.ts';

// What the matcher takes from a reviewer's words, as an administrator sees it: too few, what would change, in force, back, one word taken back.
let house: House;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let page: Page;

beforeAll(async () => {
  [house, { browser, close: closeBrowser }] = await Promise.all([openHouse(), openBrowser()]);
  page = await (await visit(browser, { locale: 'en', width: 1440 })).newPage();
  await found(page, house);
}, 400_000);
afterAll(async () => {
  await closeBrowser?.();
  await house?.close();
});

const open = async () => {
  await page.goto(`${house.address}/review/learning?lang=en`);
  await page.getByRole('heading', { name: 'What the matcher learned', level: 1 }).waitFor();
};

test('with too few decisions it says which are missing, and offers nothing to put in force', { timeout: 60_000 }, async () => {
  await page.goto(`${house.address}/review?lang=en`);
  await page.getByRole('link', { name: 'What the matcher learned' }).click();
  await page.getByText('8 more “it is the debtor”, 8 more “somebody else”, 24 more of either kind').waitFor();
  await page.getByText('The shipped coefficients', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Show what would change' }).isDisabled()).toBe(true);
  await page.getByRole('heading', { name: 'Nothing has been decided yet' }).waitFor();
});

test('with enough it shows what would change, puts it in force and goes back', { timeout: 240_000 }, async () => {
  await decide(page, brands);
  await open();
  await page.getByText('Enough decisions to learn from.').waitFor();
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByText('The decisions held out are judged better, with no wrong match more.').waitFor();
  await page.getByText('The shipped coefficients', { exact: true }).waitFor();
  await page.getByText(/^Coefficients that move/).click();
  await page.getByRole('rowheader', { name: 'where every pair starts' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('Learned from your decisions').waitFor();
  await page.getByText(/Fitted to \d+ decisions by Li Wei,/).waitFor();

  await page.getByRole('button', { name: 'Take the shipped ones again' }).click();
  await page.getByText('Your decisions stay, so you can learn from them again.').waitFor();
  await page.getByRole('tooltip').getByRole('button', { name: 'Take the shipped ones again' }).click();
  await page.getByText('The shipped coefficients', { exact: true }).waitFor();
});

test('one word is taken back: it is gone from the list and waits in the queue', { timeout: 60_000 }, async () => {
  await open();
  const decisions = page.getByRole('region', { name: 'The decisions' });
  await decisions.getByRole('button', { name: 'could not be told' }).click();
  const pair = `${brands.at(-1)} Ltd ~ ${brands.at(-1)} York Ltd`;
  await decisions.getByRole('button', { name: `Take back ${pair}` }).click();
  await decisions.getByRole('heading', { name: 'No decision of this kind' }).waitFor();
  await page.goto(`${house.address}/review?lang=en`);
  await page.getByRole('article', { name: new RegExp(`${brands.at(-1)} York Ltd`) }).waitFor();
});

test('who may not change settings sees it all and is told why nothing can be put in force', { timeout: 60_000 }, async () => {
  await page.route('**/v1/session', async (route) => {
    const answer = await route.fetch();
    const session = (await answer.json()) as { scopes: string[] };
    await route.fulfill({ response: answer, json: { ...session, scopes: session.scopes.filter((scope) => scope !== 'settings:write') } });
  });
  await open();
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByText('Only who may change settings can do this.').waitFor();
  expect(await page.getByRole('button', { name: 'Put in force' }).isDisabled()).toBe(true);
  await page.unroute('**/v1/session');

  await page.route('**/v1/registry/matching', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"Not now","status":503,"code":"api.unavailable"}' }),
  );
  await page.goto(`${house.address}/review/learning?lang=en`);
  await page.getByRole('alert').getByText('Not now').waitFor();
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
});
