import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { found, type House, openHouse, visit } from './house.ts';
import { claimsCsv, ublInvoice } from './papers.ts';

// What a first user does, by role and label, on the whole product: from an invoice dropped on the desk to a letter in the outbox.
let house: House;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let context: BrowserContext;
let page: Page;
const on = (path: string) => page.goto(`${house.address}${path}`);

beforeAll(async () => {
  [house, { browser, close: closeBrowser }] = await Promise.all([openHouse(), openBrowser()]);
  context = await visit(browser, { locale: 'en', width: 1280 });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await found(page, house);
}, 180_000);

afterEach(async ({ task }) => {
  // What the page looked like when a test failed, where somebody asks for it.
  const folder = process.env.BROWSER_SHOTS;
  if (folder && task.result?.state === 'fail') await page.screenshot({ path: join(folder, `${task.id}.png`), fullPage: true });
});

async function allowOwnApproval(allowed: boolean) {
  await on('/settings?part=approval');
  await page.getByLabel('A person may approve their own letter').setChecked(allowed);
  const save = page.getByRole('button', { name: 'Save the settings' });
  if (await save.isDisabled()) return;
  await save.click();
  await page.getByText('The settings are saved').waitFor();
}

afterAll(async () => {
  await closeBrowser?.();
  await house?.close();
});

describe('one claim through the house', () => {
  test('an e-invoice dropped on the desk is read, nothing is filed before the button', async () => {
    await on('/?lang=en');
    await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor();
    const xml = ublInvoice('R-2026-17', 'Nordhafen Logistik GmbH');
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'invoice.xml', { type: 'application/xml' }));
      return data;
    }, xml);
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await page.getByText('Drop the paper here').waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page.getByRole('heading', { name: 'What was read' }).waitFor();
    const debtor = page.getByRole('region', { name: 'Who owes' }).getByLabel('Name', { exact: true });
    await expect.poll(() => debtor.inputValue(), { timeout: 10_000 }).toBe('Nordhafen Logistik GmbH');
    expect(await page.getByLabel('Amount 1').inputValue()).toBe('1190.00');
    expect(await page.evaluate(async () => (await (await fetch('/v1/cases')).json()).items)).toEqual([]);
  });

  test('a field that cannot be filed says why and loses nothing', async () => {
    await page.getByLabel('Amount 1').fill('1.190,00');
    await page.getByRole('button', { name: 'File the claim' }).click();
    await page.getByText('Write the amount with a point for decimals').first().waitFor();
    expect(await page.getByLabel('Amount 1').inputValue()).toBe('1.190,00');
    await page.getByLabel('Amount 1').fill('1190.00');
  });

  test('filing opens a case with a report', async () => {
    await page.getByRole('button', { name: 'File the claim' }).click();
    await page.getByText(/is filed against Nordhafen Logistik GmbH/).waitFor();
    await page.getByRole('link', { name: 'Open the case' }).click();
    await page.getByRole('heading', { level: 1, name: /Hanse Handel GmbH .* Nordhafen Logistik GmbH/ }).waitFor();
    await page.getByRole('heading', { name: 'Three checks' }).waitFor();
    const due = page.getByText(/^€1,[12]\d\d\.\d\d$/).first();
    await due.waitFor();
  });

  test('the figure opens its trace and gives the focus back', async () => {
    const opener = page.getByRole('button', { name: /^Trace/ }).first();
    await opener.click();
    const sheet = page.getByRole('dialog', { name: 'How this figure comes about' });
    await sheet.waitFor();
    expect(await sheet.getByRole('listitem').count()).toBeGreaterThan(1);
    await sheet.getByText('Total due').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('a paper is attached, sealed and given back byte for byte', async () => {
    await page.getByRole('tab', { name: 'Evidence' }).click();
    // Other rooms have fields for files too, and may come later.
    await page
      .getByRole('region', { name: 'Add papers' })
      .locator('input[type=file]')
      .setInputFiles({ name: 'delivery.txt', mimeType: 'text/plain', buffer: Buffer.from('ten pallets received') });
    const link = page.getByRole('link', { name: 'Download delivery.txt' });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(await readFile(await download.path(), 'utf8')).toBe('ten pallets received');
  });

  test('a demand letter waits for approval; the writer may approve it only when the house allows', async () => {
    const address = page.url();
    await allowOwnApproval(false);
    await page.goto(address);
    await page.getByRole('tab', { name: 'Letters' }).click();
    await page.getByRole('radio', { name: 'Post' }).check();
    await page.getByRole('button', { name: 'Write and put up for approval' }).click();
    await page.getByText('awaiting approval', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.locator('.failed[role=alert]').waitFor();

    await allowOwnApproval(true);
    await on('/outbox');
    await page.getByRole('button', { name: 'Approve' }).click();
    // At night in the debtor's place it stays approved until the contact policy lets it go.
    await page
      .getByText('ready to post', { exact: true })
      .or(page.getByText('approved', { exact: true }))
      .last()
      .waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    const href = await page.getByRole('link', { name: /^PDF/ }).first().getAttribute('href');
    const head = await page.evaluate(async (path) => new TextDecoder().decode((await (await fetch(path)).arrayBuffer()).slice(0, 5)), href ?? '');
    expect(head).toBe('%PDF-');
  });

  test('a closing can be taken back', async () => {
    await on('/cases');
    await page.getByRole('link', { name: 'Nordhafen Logistik GmbH' }).click();
    await page.getByRole('button', { name: 'Close the case' }).click();
    const dialog = page.getByRole('dialog', { name: 'Close the case' });
    await dialog.getByLabel('How it ended').selectOption('withdrawn');
    await dialog.getByLabel('Reason').fill('filed twice by mistake');
    await dialog.getByRole('button', { name: 'Close the case' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The case is open again').waitFor();
    await page.getByRole('button', { name: 'Close the case' }).waitFor();
  });
});

test('the palette finds a case by its debtor, by keyboard alone', async () => {
  await on('/');
  await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Nordhafen');
  await page.getByRole('option', { name: /Nordhafen Logistik GmbH/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Nordhafen/ }).waitFor();
});

test('a list with one bad row is filed without it, and the bad row comes back as a file', async () => {
  await on('/imports');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'claims.csv', mimeType: 'text/csv', buffer: Buffer.from(claimsCsv) });
  await page.getByRole('heading', { name: 'Which column is what' }).waitFor();
  await page.getByText('twelve').first().waitFor();
  await page.getByRole('button', { name: 'File the rows' }).click();
  const rejected = page.getByRole('link', { name: 'Rejected rows (CSV)' });
  await rejected.waitFor();
  await expect.poll(() => page.getByText('done', { exact: true }).count(), { timeout: 20_000 }).toBeGreaterThan(0);
  const csv = await page.evaluate(async (path) => await (await fetch(path)).text(), (await rejected.getAttribute('href')) ?? '');
  expect(csv).toContain('twelve');
  expect(csv).not.toContain('C-1');
});

test('the language stays as chosen', async () => {
  await on('/');
  await page.getByRole('button', { name: '中 中文' }).click();
  await page.getByRole('heading', { name: '工作台', level: 1 }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: '工作台', level: 1 }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  await page.getByRole('button', { name: 'EN English' }).click();
  await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor();
});

test('the consultation asks one question a screen, goes back, and its answers open a case', async () => {
  await on('/consult?lang=en');
  await page.getByRole('button', { name: /Somebody owes me/ }).click();
  await page.getByText('Why do we ask?').waitFor();
  await page.getByRole('button', { name: 'Germany' }).click();
  await page.getByRole('heading', { level: 1, name: /In which country are you/ }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: /side that owes/ }).waitFor();
  expect(await page.getByRole('button', { name: 'Germany' }).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: 'Germany' }).click();

  // Answer what must be answered, skip what may be skipped, until the result stands there.
  for (let screens = 0; screens < 40; screens++) {
    const result = page.getByRole('button', { name: 'Open a case from this' });
    const heading = page.locator('h1');
    await heading.or(result).first().waitFor();
    if ((await result.count()) > 0) break;
    const asked = (await heading.textContent()) ?? '';
    const skip = page.getByRole('button', { name: 'Skip, I do not know' });
    if (asked.includes('to be paid')) {
      await page.getByLabel('Day').fill('2026-01-31');
      await page.getByRole('button', { name: 'Next' }).click();
    } else if ((await skip.count()) > 0) await skip.click();
    else if ((await page.getByLabel('Amount').count()) > 0) {
      await page.getByLabel('Amount').fill('12,000.00');
      await page.getByRole('button', { name: 'Next' }).click();
    } else await page.getByRole('group', { name: 'Choices' }).getByRole('button').first().click();
    await expect
      .poll(async () =>
        (await result.count()) > 0
          ? ''
          : await heading
              .first()
              .textContent()
              .catch(() => asked),
      )
      .not.toBe(asked);
  }
  await page.getByText(/^€12,\d{3}\.\d\d$/).waitFor();
  await page.getByRole('button', { name: 'Open a case from this' }).click();
  await page.getByRole('heading', { level: 1, name: 'New claim' }).waitFor();
  expect(await page.getByLabel('Amount 1').inputValue()).toBe('12000.00');
});
