import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import { found, type House, openHouse, type SignedIn, type View, visit } from './house.ts';

// The asset map of the demo's worked example: read, checked, added to and taken along, by keyboard too, in both languages and widths.
let house: House;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let signedIn: SignedIn;
let caseId = '';

beforeAll(async () => {
  [house, { browser, close: closeBrowser }] = await Promise.all([openHouse(), openBrowser()]);
  const context = await visit(browser, { locale: 'en', width: 1440 });
  const page = await context.newPage();
  await found(page, house);
  await page.getByRole('button', { name: 'Load the demo portfolio' }).click();
  await page.getByRole('button', { name: 'Remove the demo' }).waitFor();
  caseId = await page.evaluate(async () => (await (await fetch('/v1/cases?q=Nordlicht')).json()).items[0].id as string);
  signedIn = await context.storageState();
  await context.close();
}, 240_000);
afterAll(async () => {
  await closeBrowser?.();
  await house?.close();
});

/** A busy machine is slow, not wrong. */
const patient = { timeout: 20_000 };

const words = {
  en: {
    list: 'Assets and what to do next',
    change: 'Change the status',
    reason: 'Reason',
    save: 'Save',
    undo: 'Undo',
    add: 'Add a clue',
    name: 'What it is called',
    source: 'Source',
    usable: /usable/,
    out: 'Annex and export',
    pdf: 'Annex as PDF',
    checked: 'checked',
    needed: /is needed/,
  },
  'zh-CN': {
    list: '财产清单与下一步',
    change: '变更状态',
    reason: '原因',
    save: '保存',
    undo: '撤销',
    add: '添加线索',
    name: '名称',
    source: '来源',
    usable: /可用于执行/,
    out: '附件与导出',
    pdf: '附件（PDF）',
    checked: '已核实',
    needed: /必填/,
  },
} as const;
const views: readonly View[] = [
  { locale: 'en', width: 1440 },
  { locale: 'zh-CN', width: 1440 },
  { locale: 'en', width: 390 },
  { locale: 'zh-CN', width: 390 },
];

describe.each(views)('in $locale at $width px', (view) => {
  const w = words[view.locale];
  let context: BrowserContext;
  beforeAll(async () => {
    context = await visit(browser, view, signedIn);
  });
  afterAll(() => context?.close());
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${house.address}/cases/${caseId}?tab=assets&lang=${view.locale}`);
    return page;
  };
  const opened = async (): Promise<Page> => {
    const page = await open();
    await page.getByRole('heading', { name: w.list }).waitFor();
    return page;
  };
  const fits = async (page: Page) =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

  test('graph, world and list tell of the same things; the goods in the port stand first', { timeout: 120_000 }, async () => {
    const page = await opened();
    await page.locator('.asset-canvas canvas').first().waitFor();
    expect(await page.locator('.world-marks button').count()).toBeGreaterThanOrEqual(2);
    const rows = page.locator('.asset-list tbody tr');
    expect(await rows.count()).toBeGreaterThanOrEqual(8);
    expect(await rows.first().textContent()).toContain('LED-Leuchten');
    await page.locator('.asset-filters').getByRole('button', { name: w.usable }).click();
    await expect.poll(() => rows.count(), patient).toBe(1);
    await fits(page);
    await page.close();
  });

  test('the facts open by keyboard, a status moves with its reason and is taken back', { timeout: 120_000 }, async () => {
    const page = await opened();
    const receivable = page.getByRole('button', { name: /^Exemple Rivage Distribution SARL, facture/ }).first();
    await receivable.focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('SHA-256').or(sheet.getByText(/2231/)).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await fits(page);
    await sheet.getByRole('button', { name: w.change, exact: true }).click();
    await page.getByRole('dialog').getByLabel(w.reason).fill('seen in the ledger of the third party');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: w.save }).click();
    const row = page.locator('.asset-list tbody tr', { hasText: 'facture 2231' });
    await expect.poll(() => row.textContent(), patient).toMatch(w.usable);
    await page.getByRole('button', { name: w.undo }).click();
    await expect.poll(() => row.textContent(), patient).toContain(w.checked);
    await page.close();
  });

  test('a clue is added by hand, after what is missing has been said', { timeout: 120_000 }, async () => {
    const page = await opened();
    await page.getByRole('button', { name: w.add }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: w.save }).click();
    expect(await sheet.getByText(w.needed).count()).toBe(2);
    const name = `crates ${view.locale} ${view.width}`;
    await sheet.getByLabel(w.name, { exact: true }).fill(name);
    await sheet.getByLabel(w.source, { exact: true }).fill('visit');
    expect(await seriousFindings(page)).toEqual([]);
    await sheet.getByRole('button', { name: w.save }).click();
    await page.getByRole('dialog').getByRole('heading', { name }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.asset-list tbody tr', { hasText: name }).waitFor();
    await page.close();
  });

  test('the annex is one press away, and a refusal is told as one', { timeout: 120_000 }, async () => {
    const page = await opened();
    await page.getByRole('button', { name: w.out }).click();
    const link = page.getByRole('dialog').getByRole('link', { name: w.pdf });
    const href = await link.getAttribute('href');
    const answer = await page.evaluate(async (url) => {
      const got = await fetch(url);
      return [got.status, got.headers.get('content-type')] as const;
    }, String(href));
    expect(answer).toEqual([200, 'application/pdf']);
    await page.close();

    const shut = await context.newPage();
    await shut.route('**/v1/cases/*/assets', (route) =>
      route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'x', title: 'x', status: 403, code: 'session.scope' }),
      }),
    );
    await shut.goto(`${house.address}/cases/${caseId}?tab=assets&lang=${view.locale}`);
    expect(await shut.locator('.asset-room [role=alert]').textContent()).not.toBe('');
    await shut.close();
  });
});
