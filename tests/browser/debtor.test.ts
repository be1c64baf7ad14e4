import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { found, type House, openHouse, visit } from './house.ts';

// A person copies an official page, says whose it is, takes the word back, and judges an article: as in the browser.
let house: House;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let page: Page;
let caseId = '';

beforeAll(async () => {
  [house, { browser, close: closeBrowser }] = await Promise.all([openHouse(), openBrowser()]);
  const context = await visit(browser, { locale: 'en', width: 1440 });
  page = await context.newPage();
  await found(page, house);
  caseId = await page.evaluate(async () => {
    const claim = {
      basis: 'sale',
      creditor: { name: 'Hua Xing Trading' },
      debtor: { name: '上海华兴贸易有限公司', address: { lines: ['张江路1号'], country: 'CN' } },
      currency: 'CNY',
      governingLaw: 'CN',
      items: [{ number: 'F-1', amount: '48000.00', issuedOn: '2026-02-10', dueOn: '2026-03-12' }],
    };
    const answer = await fetch('/v1/claims', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(claim) });
    return ((await answer.json()) as { caseId: string }).caseId;
  });
}, 400_000);

afterAll(async () => {
  await closeBrowser?.();
  await house?.close();
});

const paste =
  '失信被执行人信息\n被执行人姓名/名称：上海华兴贸易有限公司\n执行法院：上海市浦东新区人民法院\n案号：（2025）沪0115执100号\n发布时间：2025年05月01日';

test('a page is copied, said to be somebody else’s, looked at in the queue, and confirmed by the keyboard', async () => {
  await page.goto(`${house.address}/cases/${caseId}?tab=debtor&lang=en`);
  const capture = page.getByRole('region', { name: 'Copy an official page' });
  await capture.getByRole('button', { name: /^Dishonest judgment debtors/ }).click();
  const link = capture.getByRole('link', { name: /Open zxgk/ }).first();
  expect(await link.getAttribute('href')).toBe('https://zxgk.court.gov.cn/shixin/');
  // While it reads, its name begins with the spinner's.
  const read = capture.getByRole('button', { name: /Read$/ });
  const text = capture.getByLabel(/What “Dishonest judgment debtors” shows/);
  await text.fill('请输入验证码');
  await read.click();
  await capture.getByRole('alert').getByText('captcha').first().waitFor();
  await text.fill(paste);
  await read.click();
  const mine = capture.getByRole('checkbox', { name: '上海华兴贸易有限公司' });
  expect(await mine.isChecked()).toBe(true);
  await mine.uncheck();
  await capture.getByLabel('Purpose').fill('enforceability of the claim');
  await capture.getByRole('button', { name: 'Confirm and seal' }).click();
  await capture.getByRole('status').getByText('Sealed').waitFor();

  await page.goto(`${house.address}/review?lang=en`);
  await page.getByRole('article', { name: /Dishonest judgment debtor/ }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('y');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'the same name' }).click();
  await dialog.getByRole('button', { name: 'Say so' }).click();
  await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();

  await page.goto(`${house.address}/cases/${caseId}?tab=debtor&lang=en`);
  await page.getByText('Decided: 1').click();
  const decided = page.getByRole('article', { name: /Dishonest judgment debtor/ });
  await decided.getByText('is the debtor').waitFor();
  await decided.getByRole('button', { name: 'Take back' }).click();
  await page
    .getByRole('article', { name: /Dishonest judgment debtor/ })
    .getByRole('button', { name: 'Somebody else' })
    .waitFor();
}, 120_000);

test('an article is pasted and judged', async () => {
  await page.goto(`${house.address}/cases/${caseId}?tab=debtor&lang=en`);
  const news = page.getByRole('region', { name: 'News and public opinion' });
  await news.getByRole('button', { name: 'Paste an article' }).click();
  await news.getByLabel('Headline').fill('上海华兴贸易有限公司被起诉');
  await news.getByLabel('Purpose').fill('ability to pay');
  await news.getByRole('button', { name: 'Keep', exact: true }).click();
  const article = news.getByRole('article', { name: '上海华兴贸易有限公司被起诉' });
  await article.getByText('likely about the debtor, adverse').waitFor();
  await article.getByRole('button', { name: 'About the debtor, adverse' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('names the debtor');
  await page.getByRole('dialog').getByRole('button', { name: 'Say so' }).click();
  await article.getByText('about the debtor, adverse', { exact: true }).waitFor();
  await page.goto(`${house.address}/cases/${caseId}?lang=en`);
  await page.getByText('Adverse news, confirmed by a person').first().waitFor();
}, 120_000);
