import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import { found, type House, openHouse, type SignedIn, type View, visit } from './house.ts';

// Every page in both languages, wide and on a phone: no serious axe finding, nothing that scrolls sideways, no error in
// the console, the document's language set.
let house: House;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let signedIn: SignedIn;
let caseId = '';
let assessmentId = '';

beforeAll(async () => {
  [house, { browser, close: closeBrowser }] = await Promise.all([openHouse(), openBrowser()]);
  const context = await visit(browser, { locale: 'en', width: 1440 });
  const page = await context.newPage();
  await found(page, house);
  await page.getByRole('button', { name: 'Load the demo portfolio' }).click();
  await page.getByRole('button', { name: 'Remove the demo' }).waitFor();
  const row = await page.evaluate(async () => (await (await fetch('/v1/cases?limit=1&sort=amount')).json()).items[0] as { id: string });
  caseId = row.id;
  assessmentId = await page.evaluate(async (id) => (await (await fetch(`/v1/cases/${id}`)).json()).assessmentId as string, caseId);
  signedIn = await context.storageState();
  await context.close();
}, 180_000);

afterAll(async () => {
  await closeBrowser?.();
  await house?.close();
});

const inside: readonly (readonly [string, () => string])[] = [
  ['desk', () => '/'],
  ['cases', () => '/cases'],
  ['filing', () => '/claims/new'],
  ...(['overview', 'timeline', 'money', 'evidence', 'calls', 'flow', 'debtor', 'assets', 'law', 'letters'] as const).map(
    (tab) => [`case ${tab}`, () => `/cases/${caseId}?tab=${tab}`] as const,
  ),
  ['report', () => `/reports/${assessmentId}`],
  ['outbox', () => '/outbox'],
  ['review', () => '/review'],
  ['review decided', () => '/review?state=decided'],
  ['learning', () => '/review/learning'],
  ['imports', () => '/imports'],
  ['contracts', () => '/contracts'],
  ['settings', () => '/settings'],
  ['privacy', () => '/settings/privacy'],
  ['evidence log', () => '/settings/log'],
  ['audit', () => '/audit'],
];
const outside: readonly (readonly [string, () => string])[] = [
  ['sign-in', () => '/sign-in'],
  ['welcome without a link', () => '/welcome'],
  ['consultation', () => '/consult'],
  ['a question', () => '/consult?role=creditor'],
  ['contract look-up', () => '/contracts/look-up'],
  ['no page', () => '/nowhere'],
];
const views: readonly View[] = [
  { locale: 'en', width: 1440 },
  { locale: 'zh-CN', width: 1440 },
  { locale: 'en', width: 380 },
  { locale: 'zh-CN', width: 380 },
];

describe.each(views)('in $locale at $width px', (view) => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await visit(browser, view, signedIn);
  });
  afterAll(() => context?.close());

  test.each([...inside, ...outside])('%s', async (_, path) => {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    const address = path();
    await page.goto(`${house.address}${address}${address.includes('?') ? '&' : '?'}lang=${view.locale}`);
    await page.waitForLoadState('networkidle');
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await expect.poll(() => page.locator('.skeleton').count()).toBe(0);

    expect(await page.evaluate(() => document.documentElement.lang)).toBe(view.locale);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });
});
