import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { madePdf } from '#adapters/signed-files/testing/pdf-maker.ts';
import { openBrowser } from './browser.ts';
import { found, type House, openHouse, visit } from './house.ts';

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

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });

test('a contract is registered in the browser, checked page by page, and looked up by a stranger who uploads nothing', async () => {
  const context = await visit(browser, { locale: 'en', width: 1440 });
  const page = await context.newPage();
  await found(page, house);
  await page.getByRole('link', { name: 'Contracts' }).click();
  await page.getByRole('heading', { name: 'No contract is registered yet' }).waitFor();
  const registering = page.getByRole('region', { name: 'Register' });
  const words = ['Purchase contract', 'The price is 100', 'Signed'];
  await registering.getByLabel('Choose files').setInputFiles([file('contract.pdf', madePdf(words))]);
  await registering.getByRole('button', { name: 'Register 1 file' }).click();
  await registering.getByText('1 file is registered.').waitFor();
  await page.getByRole('button', { name: 'Check against this' }).click();
  const checking = page.getByRole('region', { name: 'Check' });
  await checking
    .getByLabel('Choose files')
    .setInputFiles([
      file('contract.pdf', madePdf(['Purchase contract', 'The price is 900', 'Signed'])),
      file('again.pdf', madePdf(words, { packed: true, level: 9 })),
    ]);
  await checking.getByText('page 2: changed from registered page 2').waitFor();
  await checking.getByText('the same pages').waitFor();
  await context.close();

  const stranger = await visit(browser, { locale: 'zh-CN', width: 390 });
  const public_ = await stranger.newPage();
  const sent: string[] = [];
  public_.on('request', (request) => request.method() === 'POST' && sent.push(request.postData() ?? ''));
  await public_.goto(`${house.address}/contracts/look-up`);
  await public_.getByLabel('选择文件', { exact: true }).setInputFiles([file('page.pdf', madePdf(['Signed']))]);
  await public_.getByText('第 1 页与登记的第 3 页呈现一致').waitFor();
  expect(await public_.getByText('Hua Xing Trading Co., Ltd.').count()).toBe(1);
  expect(sent).toHaveLength(1);
  expect(sent[0]).not.toContain('page.pdf');
  expect(Object.keys(JSON.parse(sent[0] as string).files[0]).sort()).toEqual(['pages', 'path', 'sha256']);
  await stranger.close();
}, 120_000);
