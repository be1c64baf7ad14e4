import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import { found, type House, openHouse, type View, visit } from './house.ts';

// The pages anyone may open: the law with every mark, countries, contact, and the check of a paper.
let house: House;
let browser: Browser;
let closeBrowser: () => Promise<void>;

beforeAll(async () => {
  [house, { browser, close: closeBrowser }] = await Promise.all([openHouse(), openBrowser()]);
}, 180_000);

afterAll(async () => {
  await closeBrowser?.();
  await house?.close();
});

const at = async (view: View, path: string): Promise<{ page: Page; errors: string[] }> => {
  const context = await visit(browser, view);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(`${house.address}${path}${path.includes('?') ? '&' : '?'}lang=${view.locale}`);
  await page.waitForLoadState('networkidle');
  return { page, errors };
};
const wide: View = { locale: 'en', width: 1440 };

const views: readonly View[] = [wide, { locale: 'zh-CN', width: 1440 }, { locale: 'en', width: 380 }, { locale: 'zh-CN', width: 380 }];
const paths = [
  '/law',
  '/law?place=CN&beside=DE',
  '/law?place=BR&topic=interest.late',
  '/law/countries',
  '/law/countries?code=DE&from=SG',
  '/law/contact',
  '/verify',
];

describe.each(views)('in $locale at $width px', (view) => {
  test.each(paths)('%s', async (path) => {
    const { page, errors } = await at(view, path);
    await page.locator('h1').waitFor();
    await expect.poll(() => page.locator('.skeleton').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(view.locale);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });
});

describe('the law', () => {
  test('shows every rule and series of the place, each with its status', async () => {
    const { page } = await at(wide, '/law?place=CN');
    const told = await page.evaluate(async () => (await fetch('/v1/public/law/rules?jurisdiction=CN')).json());
    const shown = await page
      .getByRole('article')
      .evaluateAll((cards) => cards.map((card) => [card.getAttribute('aria-labelledby'), card.getAttribute('data-status')]));
    const expected = [...told.rules, ...told.series].map((one: { id: string; citation: { status: string } }) => [one.id, one.citation.status]);
    expect(new Map(shown as [string, string][])).toEqual(new Map(expected as [string, string][]));
    const lpr = page.getByRole('article', { name: 'Loan prime rate, one year' });
    await lpr.getByText(/^All \d+ figures as a table$/).click();
    expect(await lpr.getByRole('row').count()).toBe(told.series.find((one: { id: string }) => one.id === 'CN.LPR_1Y').points.length + 1);
    await page.context().close();
  });

  test('says the German rule for business as an exception of its own, and filters by status', async () => {
    const { page } = await at(wide, '/law?place=DE&topic=interest.late');
    await page.getByText('German base rate (Basiszinssatz) + 9 percentage points').waitFor();
    await page
      .getByText(/for business against business or business against public body/)
      .first()
      .waitFor();
    await page.getByLabel('Topic').selectOption('');
    await page.getByRole('button', { name: /^not verified/ }).click();
    // Only what bears the mark itself or in an exception stays.
    await expect.poll(() => page.getByRole('article').filter({ hasNotText: 'not verified' }).count()).toBe(0);
    expect(await page.locator('article[data-status="unverified"]').count()).toBeGreaterThan(0);
    expect(new URL(page.url()).searchParams.get('status')).toBe('unverified');
    await page.context().close();
  });

  test('sets two places side by side and says where one is silent', async () => {
    const { page } = await at(wide, '/law?place=US-CA');
    await page.getByRole('link', { name: /where it is silent: United States/ }).waitFor();
    await page.getByLabel('Compare with').selectOption('GB');
    await page.getByText('No rule of its own here.').first().waitFor();
    await page.getByRole('article', { name: 'Contract: six years' }).waitFor();
    await page.context().close();
  });
});

test('a country tells its conventions and routes, with the old figures labelled', async () => {
  const { page } = await at(wide, '/law/countries');
  await page.getByLabel('Find a country').fill('braz');
  await page.getByRole('link', { name: 'Brazil' }).click();
  await page.getByRole('heading', { name: 'To a title from China' }).waitFor();
  await page.getByText('historical: Doing Business 2020').waitFor();
  await page.getByLabel("Routes from the creditor's seat in").selectOption('SG');
  await page.getByRole('heading', { name: 'To a title from Singapore' }).waitFor();
  await page.context().close();
});

test('contact at night is refused with its rule and the next allowed time on the other clock', async () => {
  const { page } = await at(wide, '/law/contact?place=DE');
  await page.getByLabel('The debtor is', { exact: true }).selectOption('business');
  // Five in the morning in Shanghai is the evening before in Berlin.
  await page.getByLabel('When').fill('2026-11-24T05:00');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText(/There it is 23 Nov 2026, 22:00 .*Europe\/Berlin/).waitFor();
  await page.getByText(/Next allowed: 24 Nov 2026, \d\d:\d\d/).waitFor();
  await page.getByRole('heading', { name: 'What stands against it' }).waitFor();
  await page.context().close();
});

describe('the check of a paper', () => {
  test('an unknown code says so and what to do; a mistyped one says what is expected', async () => {
    const { page } = await at(wide, '/verify?code=432E-5DE0-20BB');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText(/is not known here/).waitFor();
    await page.getByLabel('Code on the paper').fill('hello');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page
      .getByText(/twelve digits and letters A to F/i)
      .nth(1)
      .waitFor();
    await page.context().close();
  });

  test('the code of a report that was issued is genuine, without a word on the debtor', async () => {
    const context = await visit(browser, wide);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await found(page, house);
    await page.getByRole('button', { name: 'Load the demo portfolio' }).click();
    await page.getByRole('button', { name: 'Remove the demo' }).waitFor();
    const paper = await page.evaluate(async () => {
      const ask = async (path: string) => (await fetch(path)).json();
      const [row] = (await ask('/v1/cases?limit=1&sort=amount')).items;
      const { assessmentId } = await ask(`/v1/cases/${row.id}`);
      return { sha256: (await ask(`/v1/assessments/${assessmentId}`)).sha256 as string, debtor: row.debtor as string };
    });
    await context.close();
    const stranger = await at(wide, '/verify');
    await stranger.page.getByLabel('Code on the paper').fill(paper.sha256.slice(0, 12));
    await stranger.page.getByRole('button', { name: 'Check', exact: true }).click();
    await stranger.page.getByText('Genuine: this paper was issued here').waitFor();
    await stranger.page.getByText(paper.sha256).waitFor();
    expect(await stranger.page.locator('main').textContent()).not.toContain(paper.debtor);
    await stranger.page.context().close();
  });
});
