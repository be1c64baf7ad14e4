import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import { found, type House, openHouse, visit } from './house.ts';

// The evidence log in the settings: its state, who may not begin a new one and why, and the new log with what cannot be undone said before.
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
  await page.goto(`${house.address}/settings/log?lang=en`);
  await page.getByRole('heading', { name: 'Evidence log', level: 1 }).waitFor();
};
/** Answers the log's state as the server does, but for what is changed. */
const pretend = (change: (standing: Record<string, unknown>) => object) =>
  page.route('**/v1/log', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change((await answer.json()) as Record<string, unknown>) });
  });

test('says that nobody witnesses it, and shows its keys by fingerprint', { timeout: 60_000 }, async () => {
  await page.goto(`${house.address}/settings?lang=en`);
  await page.getByRole('link', { name: 'Evidence log' }).click();
  await page.getByText('Self-asserted', { exact: true }).waitFor();
  const log = page.getByRole('list').getByRole('listitem', { name: /^quittance\.local/ });
  await log.getByText('open, records go here').waitFor();
  const told = await page.evaluate(async () => (await (await fetch('/v1/log')).json()).logs[0].keys as { fingerprint: string }[]);
  expect(told).toHaveLength(2);
  const shown = await log.locator('.fingerprint').allTextContents();
  expect(shown.map((print) => print.replaceAll(' ', ''))).toEqual(told.map(({ fingerprint }) => fingerprint));
  expect(await seriousFindings(page)).toEqual([]);
});

test('is not for an organisation that shares the log, nor for who is no administrator', { timeout: 60_000 }, async () => {
  await pretend((standing) => ({ ...standing, organisations: 3 }));
  await open();
  await page.getByText('3 organisations share this log.').waitFor();
  expect(await page.getByRole('button', { name: 'Begin a new log' }).isDisabled()).toBe(true);
  await page.unroute('**/v1/log');

  await page.route('**/v1/session', async (route) => {
    const answer = await route.fetch();
    const session = (await answer.json()) as { scopes: string[] };
    await route.fulfill({ response: answer, json: { ...session, scopes: session.scopes.filter((scope) => scope !== 'evidence:erase') } });
  });
  await open();
  await page.getByText('Only an administrator can begin a new log.').waitFor();
  expect(await page.getByRole('button', { name: 'Begin a new log' }).isDisabled()).toBe(true);
  await page.unroute('**/v1/session');
});

test('a request that waits for its witnesses is told as such', { timeout: 60_000 }, async () => {
  await pretend((standing) => ({
    ...standing,
    selfAsserted: false,
    logs: (standing.logs as object[]).map((log) => ({ ...log, rotationAskedAt: '2026-11-28T05:00:00.000Z' })),
  }));
  await open();
  await page.getByRole('status').getByText('asks its witnesses to cosign the last checkpoint').waitFor();
  await page.getByText('A new log has been asked for.').waitFor();
  await page.unroute('**/v1/log');
});

test('a new log begins after its reason and what cannot be undone are said', { timeout: 120_000 }, async () => {
  await open();
  await page.getByRole('button', { name: 'Begin a new log' }).click();
  const sheet = page.getByRole('dialog', { name: 'Begin a new log' });
  await sheet.getByText('It cannot be opened again.').waitFor();
  const deed = sheet.getByRole('button', { name: 'Close this log and begin a new one' });
  expect(await deed.isDisabled()).toBe(true);
  await sheet.getByRole('button', { name: 'yearly change of keys' }).click();
  expect(await deed.isDisabled()).toBe(true);
  await sheet.getByRole('checkbox', { name: /cannot be opened again/ }).check();
  expect(await seriousFindings(page)).toEqual([]);
  await deed.click();

  await page
    .getByRole('status')
    .getByText(/^The log quittance\.local\/.*\/2 has begun$/)
    .waitFor({ timeout: 60_000 });
  await page.getByText('keys/log-2.*.pem').waitFor();
  const logs = page.locator('.logs > li');
  expect(await logs.count()).toBe(2);
  await logs.nth(0).getByText('open, records go here').waitFor();
  await logs
    .nth(0)
    .getByText(/its last checkpoint, of \d+ entr(y|ies), is the first entry here/)
    .waitFor();
  await logs.nth(1).getByText('closed, still served').waitFor();
  const policy = await page.evaluate(async () => (await fetch('/v1/public/log/policy')).text());
  expect(policy.match(/^log /gm)).toHaveLength(4);

  await page.goto(`${house.address}/audit?lang=en`);
  await page.getByText('yearly change of keys').first().waitFor({ state: 'attached' });
});
