import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const project = resolve(import.meta.dirname, '..', '..');

export type House = { readonly address: string; readonly welcome: string; readonly close: () => Promise<void> };

/** The whole product as `npm start` runs it, in a folder and on a port of its own. */
export async function openHouse(): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'q-house-'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(project, 'apps/server/main.ts')], {
    cwd: project,
    env: { ...cleared(process.env), QUITTANCE_DATA: folder, QUITTANCE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const welcome = await saidLink(child);
  return {
    address: new URL(welcome).origin,
    welcome,
    close: async () => {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Nothing of the developer's own settings; the server refuses names it does not know. */
const cleared = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(QUITTANCE_|DATABASE_URL|PUBLIC_URL|SMTP_URL|MAIL_FROM|S3_URL)/.test(name)));

/** The one-time link that the start prints; fails with what was printed when the start fails. */
function saidLink(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    const hear = (piece: Buffer) => {
      said += piece.toString();
      const link = /http:\/\/\S+\/welcome#token=\S+/.exec(said)?.[0];
      if (link) done(link);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => fail(new Error(`expected a running house, it ended with ${code}:\n${said.slice(-2000)}`)));
  });
}

export type View = { readonly locale: 'zh-CN' | 'en'; readonly width: number };

export type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** A visitor with a language and a screen: a fresh one, or one who has signed in elsewhere. */
export const visit = (browser: Browser, view: View, signedIn?: SignedIn): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: view.width, height: 900 },
    locale: view.locale === 'en' ? 'en-GB' : 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...(signedIn ? { storageState: signedIn } : {}),
  });

/** Founds the organisation by the printed link, as the first person would. */
export async function found(page: Page, house: House): Promise<void> {
  await page.goto(house.welcome.replace('/welcome', '/welcome?lang=en'));
  await page.getByLabel('Name of your organisation').fill('Hua Xing Trading Co., Ltd.');
  await page.getByLabel('Your name').fill('Li Wei');
  await page.getByLabel('Email').fill('li.wei@huaxing.example');
  await page.getByLabel('Password').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor();
}
