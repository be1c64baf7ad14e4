import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { found, type House, openHouse, visit } from './house.ts';

// The evidence tab of a case, as an administrator uses it: what to show, holds, erasure in two steps.

let house: House;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let context: BrowserContext;
let page: Page;
let number: string;
let caseId: string;

beforeAll(async () => {
  [house, { browser, close: closeBrowser }] = await Promise.all([openHouse(), openBrowser()]);
  context = await visit(browser, { locale: 'en', width: 1440 });
  page = await context.newPage();
  await found(page, house);
  const filed = await page.evaluate(async () => {
    const answer = await fetch('/v1/claims', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'sealed-1' },
      body: JSON.stringify({
        basis: 'loan',
        creditor: { name: 'Hua Xing Trading' },
        debtor: { kind: 'person', name: 'Lin Wanqing', address: { lines: [], country: 'CN' } },
        currency: 'CNY',
        governingLaw: 'CN',
        items: [{ number: 'IOU-7', amount: '20000.00', issuedOn: '2026-02-10', dueOn: '2026-05-12' }],
      }),
    });
    return (await answer.json()) as { caseId: string; number: string };
  });
  ({ caseId, number } = filed);
  await page.goto(`${house.address}/cases/${caseId}?tab=evidence`);
  await page.getByRole('heading', { name: 'Sealed records' }).waitFor();
}, 180_000);
afterAll(async () => {
  await closeBrowser?.();
  await house?.close();
});

describe('the rooms of a case', () => {
  it('are walked with the arrows, and keep what was typed', async () => {
    const kept = page.getByRole('tabpanel', { name: 'Evidence' }).getByLabel('What it proves');
    await kept.fill('the loan');
    await page.getByRole('tab', { name: 'Evidence', selected: true }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('tab', { name: 'Money', selected: true }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Money');
    expect(new URL(page.url()).searchParams.get('tab')).toBe('money');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'Sealed records' }).waitFor();
    expect(await kept.inputValue()).toBe('the loan');
    await kept.fill('');
  });
});

describe('the sealed records of a case', () => {
  it('show how far they have come, and a bundle of what was chosen', async () => {
    const steps = page.getByRole('list', { name: 'How far the records have come' });
    await steps.getByText('logged', { exact: true }).waitFor();
    const download = page.getByRole('link', { name: 'Download this bundle' });
    await download.waitFor();
    expect(await download.getAttribute('href')).not.toContain('hashOnly');
    await page.getByLabel('How to show assessment.json').getByText('hash only').click();
    expect(await download.getAttribute('href')).toContain('hashOnly=');
    await page.getByLabel('How to show assessment.json').getByText('leave out').click();
    await page.getByText('Choose at least one record.').waitFor();
  });

  it('are held by a hold, and erased in two steps once it is released', async () => {
    await page.getByRole('button', { name: 'Place a hold' }).click();
    const placing = page.getByRole('dialog', { name: 'Place a hold' });
    expect(await placing.getByRole('button', { name: 'Place a hold' }).isDisabled()).toBe(true);
    await placing.getByLabel('Reason').fill('suit filed');
    await placing.getByRole('button', { name: 'Place a hold' }).click();
    await page.getByText('suit filed').waitFor();

    const erase = page.getByRole('dialog', { name: 'Erase personal data' });
    const look = async () => {
      await page.getByRole('button', { name: 'Erase…' }).click();
      await erase.getByLabel('Reason').fill('debt paid');
      await erase.getByRole('button', { name: 'Show what would be destroyed' }).click();
      await erase.getByText('This will be destroyed, for good').waitFor();
    };
    await look();
    await erase.getByText('A hold forbids it').waitFor();
    expect(await erase.getByRole('button', { name: 'Erase for good' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Release' }).click();
    const releasing = page.getByRole('dialog', { name: 'Release the hold' });
    await releasing.getByLabel('Reason').fill('withdrawn');
    await releasing.getByRole('button', { name: 'Release' }).click();
    await page.getByText('No hold:').waitFor();

    await look();
    await erase.getByText('assessment.json').waitFor();
    expect(await erase.getByRole('button', { name: 'Erase for good' }).isDisabled()).toBe(true);
    await erase.getByLabel(`Type the number of the case (${number})`).fill(number);
    await erase.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByText('Erased: 1 record.').waitFor();
    await page.getByText('Its entry in the log stays and tells nothing.').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toContain('Lin Wanqing');
  });
}, 120_000);
