import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { checkClip } from '#domain/evidence/recording/clip.ts';
import { wav } from '../integration/wav.ts';
import { openBrowser } from './browser.ts';
import { found, type House, openHouse, visit } from './house.ts';

// What a clerk does with calls, recordings and bank statements of a case, by role and label, on the whole product.
let house: House;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let context: BrowserContext;
let page: Page;
let caseId = '';
const shots = process.env.BROWSER_SHOTS;
/** Others may use the machine beside. */
const patient = { timeout: 20_000 };

beforeAll(async () => {
  [house, { browser, close: closeBrowser }] = await Promise.all([openHouse(), openBrowser()]);
  context = await visit(browser, { locale: 'en', width: 1440 });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await found(page, house);
  caseId = await ask('POST', '/v1/claims', {
    basis: 'loan',
    creditor: { name: 'Hua Xing Lending Ltd', address: { lines: ['Haiwan Road 1'], city: 'Ningbo', country: 'CN' } },
    debtor: { name: 'Example Builders Ltd', address: { lines: ['Kai 4'], city: 'Hamburg', country: 'DE' }, timeZone: 'Europe/Berlin' },
    currency: 'EUR',
    governingLaw: 'DE',
    items: [{ number: 'L-1', amount: '1000.00', issuedOn: '2026-01-05', dueOn: '2026-03-05' }],
  }).then((filed) => filed.caseId as string);
}, 180_000);

afterEach(async ({ task }) => {
  if (shots && task.result?.state === 'fail') await page.screenshot({ path: join(shots, `${task.id}.png`), fullPage: true });
});
afterAll(async () => {
  await closeBrowser?.();
  await house?.close();
});

/** A call of the API as the person who is signed in. */
const ask = (method: string, path: string, body?: object): Promise<Record<string, unknown>> =>
  page.evaluate(
    async ([verb, url, text]) => {
      const init = text ? { body: text, headers: { 'content-type': 'application/json' } } : {};
      const answer = await fetch(url as string, { method: verb as string, ...init });
      return answer.status === 204 ? {} : answer.json();
    },
    [method, path, body === undefined ? '' : JSON.stringify(body)],
  );

/** Every view that somebody lives in, for whoever asks to look at them (BROWSER_SHOTS names a folder). */
async function look(name: string) {
  if (!shots) return;
  const signedIn = await context.storageState();
  for (const locale of ['en', 'zh-CN'] as const) {
    for (const width of [1440, 390]) {
      const other = await browser.newContext({
        viewport: { width, height: 900 },
        timezoneId: 'Asia/Shanghai',
        storageState: signedIn,
        reducedMotion: 'reduce',
      });
      const view = await other.newPage();
      const url = new URL(page.url());
      url.searchParams.set('lang', locale);
      await view.goto(url.href);
      await view.waitForLoadState('networkidle');
      await view.screenshot({ path: join(shots, `${name}-${locale}-${width}.png`), fullPage: true });
      await other.close();
    }
  }
}

describe('calls of a case', { timeout: 120_000 }, () => {
  test('the empty room says how calls come, and takes no recording without a basis', async () => {
    await page.goto(`${house.address}/cases/${caseId}?tab=calls&lang=en`);
    await page.getByRole('heading', { name: 'No call yet' }).waitFor();
    await page.getByText('Fill in when the call began').waitFor();
    expect(await page.getByText('Drop the recording here').count()).toBe(0);
  });

  test('a recording with purpose and consent is sealed, drawn, and played', async () => {
    await page.getByLabel('Call began').fill('2026-11-20T17:00');
    await page.getByLabel('Purpose').fill('proof of the payment that was promised');
    await page.getByLabel('Consent given').fill('2026-11-20T17:01');
    await page.getByLabel('Given by').fill('Mr Example');
    await page.locator('input[type=file]').setInputFiles({ name: 'call.wav', mimeType: 'audio/wav', buffer: wav(200) });
    const recording = page.getByRole('region', { name: 'call.wav' });
    await recording.getByText('sealed', { exact: true }).waitFor();
    await page.getByText('proof of the payment that was promised').waitFor();
    await page.getByText(/^spoken, by Mr Example/).waitFor();
    await recording.getByText('0:00 of 3:20').waitFor();
    await recording.getByText('logged').waitFor();
    await look('calls');

    const wave = recording.getByRole('slider');
    await wave.focus();
    await wave.press('PageUp');
    await wave.press('ArrowRight');
    await expect.poll(() => wave.getAttribute('aria-valuenow'), patient).toBe('35');
    await wave.press(' ');
    await recording.getByRole('button', { name: 'Pause' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0), patient).toBeGreaterThan(35.2);
    await wave.press(' ');
    await recording.getByRole('button', { name: 'Play', exact: true }).waitFor();
  });

  test('thirty seconds are marked by key and by mouse, and their proof verifies without the rest', async () => {
    const recording = page.getByRole('region', { name: 'call.wav' });
    const wave = recording.getByRole('slider');
    await wave.press('Home');
    for (const _ of [1, 2]) await wave.press('PageUp');
    await wave.press('c');
    await recording.getByText('Clip that proves itself').click();
    const [from, to] = [recording.getByLabel('From second'), recording.getByLabel('To second')];
    expect([Number(await from.inputValue()), Number(await to.inputValue())]).toEqual([60, 90]);

    const box = await wave.boundingBox();
    if (!box) throw new Error('expected the waveform to have a place');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 4 });
    await page.mouse.up();
    expect([Math.round(Number(await from.inputValue())), Math.round(Number(await to.inputValue()))]).toEqual([100, 120]);
    await look('clip');

    const [download] = await Promise.all([page.waitForEvent('download'), recording.getByRole('button', { name: 'Download the proof' }).click()]);
    const policy = await page.evaluate(async () => (await fetch('/v1/public/log/policy')).text());
    const { verdict } = checkClip(nodeCrypto, await readFile(await download.path()), parsePolicy(nodeCrypto, policy));
    expect(verdict).toMatchObject({ bytes: 'same', inclusion: 'proven', log: 'valid', context: { consent: { how: 'spoken', by: 'Mr Example' } } });
    expect(verdict.sound?.fromSeconds).toBeLessThanOrEqual(100);
    expect(verdict.sound?.toSeconds).toBeGreaterThanOrEqual(120);
  });

  test('what the browser cannot decode is said, not drawn', async () => {
    await page.getByLabel('Call began').fill('2026-11-21T17:00');
    await page.getByLabel('Purpose').fill('proof');
    await page.getByLabel('Consent given').fill('2026-11-21T17:01');
    await page.getByLabel('Given by').fill('Mr Example');
    await page.locator('input[type=file]').setInputFiles({ name: 'noise.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(5_000, 7) });
    const recording = page.getByRole('region', { name: 'noise.mp3' });
    await recording.getByRole('button', { name: 'Draw here' }).click();
    await recording.getByText('Your browser cannot decode this format').waitFor();
  });

  test('a provider is set up in the settings; its call in spite of a no is shown as a breach', async () => {
    await page.goto(`${house.address}/settings?part=telephony&lang=en`);
    const part = page.getByRole('region', { name: 'Telephony' });
    await part.getByLabel('Name of the provider').fill('Example Telephony');
    await part.getByRole('button', { name: 'Set up' }).click();
    const secret = (await part.locator('code.secret').textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    const url = (await part.locator('code.telephony-url').textContent()) ?? '';
    await page.locator('#part-telephony').scrollIntoViewIfNeeded();
    await look('telephony');
    await page.reload();
    await part.getByRole('strong').getByText('Example Telephony').waitFor();
    expect(await page.content()).not.toContain(secret);

    await ask('POST', `/v1/cases/${caseId}/overlays`, { overlay: 'on-hold', on: true, reason: 'a test' });
    const send = async (type: string, data: object) => {
      const body = JSON.stringify({ specversion: '1.0', id: type, source: 'test', type, subject: 'c1', data });
      const [id, at] = [type, String(Math.floor(Date.now() / 1000))];
      const mac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
        .update(`${id}.${at}.${body}`)
        .digest('base64');
      const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${mac}` };
      return (await (await fetch(url, { method: 'POST', body, headers })).json()) as Record<string, unknown>;
    };
    expect(await send('call.started', { case: caseId, direction: 'outbound', to: '+4940123456' })).toMatchObject({ connect: false });
    expect(await send('call.ended', { outcome: 'answered' })).toMatchObject({ breach: 'called-in-spite' });
    await page.goto(`${house.address}/cases/${caseId}?tab=calls&lang=en`);
    await page.getByText('Breach: called although the contact policy said no').waitFor();
    await page.getByText('not allowed').click();
    expect(await page.content()).not.toContain('40123456');
    await look('breach');
    await ask('POST', `/v1/cases/${caseId}/overlays`, { overlay: 'on-hold', on: false, reason: 'a test' });
  });
});

describe('the flow of funds', { timeout: 120_000 }, () => {
  const csv = [
    'Date,Amount,Currency,Counterparty,Counterparty account,Description',
    '2026-01-03,200.00,EUR,Old Customer Ltd,DE75512108001245126199,invoice 7',
    '2026-01-05,1000.00,EUR,Hua Xing Lending Ltd,DE02120300000000202051,loan',
    '2026-01-07,-700.00,EUR,Shop Ltd,DE02500105170137075030,materials',
    '2026-01-09,-150.00,EUR,Grand Casino,DE02100500000054540402,chips',
    '2026-02-05,-100.00,EUR,Hua Xing Lending Ltd,DE02120300000000202051,instalment 1',
  ].join('\n');

  test('teaches which statements to add, and draws what comes in', async () => {
    await page.goto(`${house.address}/cases/${caseId}?tab=flow&lang=en`);
    await page.getByRole('heading', { name: 'No bank statement yet' }).waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'account.csv', mimeType: 'text/csv', buffer: Buffer.from(`${csv}\n`) });
    await page.getByRole('img', { name: /1,000.00 lent, .*650.00 of it spent, .*100.00 of it paid back, 5 transfers/ }).waitFor();
    await page.getByText('first in, first out').first().waitFor();
    expect(await page.getByRole('row').count()).toBe(6);
    await page
      .getByRole('button', { name: /Show the sources of .*700.00/ })
      .getByText('#')
      .waitFor();
    await look('flow');
  });

  test('every transfer opens the entry it stands on', async () => {
    await page.getByRole('button', { name: /Show the sources of .*700.00/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Where this transfer stands' });
    await sheet.getByText('account 1, entry 3').waitFor();
    await sheet.getByRole('link', { name: 'account.csv' }).waitFor();
    if (shots) await page.screenshot({ path: join(shots, 'flow-cited.png') });
    await page.keyboard.press('Escape');
  });

  test('is filtered by day and amount, and given away as a table', async () => {
    await page.getByLabel('Least amount').fill('500');
    await expect.poll(() => page.getByRole('row').count(), patient).toBe(3);
    const link = page.getByRole('link', { name: 'Table (CSV)' });
    await expect.poll(() => link.getAttribute('href'), patient).toContain('least=500');
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const table = await readFile(await download.path(), 'utf8');
    expect(table.split('\r\n')[2]).toMatch(/^2026-01-07,spending,Example Builders Ltd,Shop Ltd,700.00,EUR,500.00,materials,[0-9a-f-]{36},\d+,0,2$/);
    await page.getByLabel('Least amount').fill('');
  });
});
