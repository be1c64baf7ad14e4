import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { attachCluster } from '#adapters/postgres/embedded/cluster.ts';
import { livingPostmaster } from '#adapters/postgres/embedded/postmaster.ts';

// What a person does with the server: start it, start it again, kill it, press Ctrl-C, ask for a link, back it up.

const root = mkdtempSync(join(tmpdir(), 'quittance-server-'));
const data = join(root, 'data');
const running = new Set<ChildProcess>();

afterAll(async () => {
  for (const child of running) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(root, { recursive: true, force: true });
});

type Started = { readonly child: ChildProcess; readonly words: string; readonly address: string; readonly milliseconds: number };

function run(script: string, args: readonly string[], extra: Record<string, string> = {}): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env;
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, QUITTANCE_DATA: data, QUITTANCE_PORT: '0', ...extra },
  });
}

/** Starts the server and resolves once it says where it is. */
async function start(extra: Record<string, string> = {}): Promise<Started> {
  const begun = performance.now();
  const child = run('apps/server/main.ts', [], extra);
  running.add(child);
  child.once('exit', () => running.delete(child));
  let words = '';
  const ready = new Promise<void>((done, fail) => {
    child.stderr?.on('data', (piece: Buffer) => {
      words += piece.toString();
      if (/Ctrl-C stops everything/.test(words)) done();
    });
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${words}`)));
  });
  await ready;
  return { child, words, address: /ready in .* at (\S+)/.exec(words)?.[1] ?? '', milliseconds: performance.now() - begun };
}

async function finish(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr?.on('data', (piece: Buffer) => (err += piece.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

it('says what is wrong with a setting and does not start', async () => {
  const { code, err } = await finish(run('apps/server/main.ts', [], { QUITTANCE_PORT: 'eighty' }));
  expect([code, err]).toEqual([78, expect.stringMatching(/QUITTANCE_PORT: expected a port .* got "eighty"/)]);
});

it('says when the PostgreSQL of DATABASE_URL does not answer, without the password', async () => {
  const { code, err } = await finish(
    run('apps/server/main.ts', [], { DATABASE_URL: 'postgres://me:hunter22@127.0.0.1:1/none', QUITTANCE_DATA: join(root, 'outside') }),
  );
  expect([code, err]).toEqual([70, expect.stringMatching(/DATABASE_URL \(127\.0\.0\.1:1\), got: .*platform\.database_unreachable/s)]);
  expect(err).not.toContain('hunter22');
});

it('told to stop while it starts, it leaves no database server behind and starts well afterwards', async () => {
  const early = join(root, 'early');
  const folder = join(early, 'postgres');
  // As soon as initdb has run, as soon as the server's process is there, and with the first log line of ours.
  for (const moment of [join(folder, 'data', 'PG_VERSION'), join(folder, 'data', 'postmaster.pid'), join(early, 'server.log')]) {
    if (moment.endsWith('server.log')) rmSync(moment, { force: true });
    const child = run('apps/server/main.ts', [], { QUITTANCE_DATA: early });
    const ended = finish(child);
    while (!existsSync(moment) && child.exitCode === null) await new Promise((resume) => setTimeout(resume, 2));
    child.kill('SIGTERM');
    const { code, err } = await ended;
    expect([code, err]).toEqual([0, expect.stringMatching(/stopping \.\.\.\n$/)]);
    expect([livingPostmaster(join(folder, 'data')), existsSync(join(folder, 'data', 'postmaster.pid'))]).toEqual([undefined, false]);
  }
  const { child, words } = await start({ QUITTANCE_DATA: early });
  expect(words).not.toContain('interrupted');
  child.kill('SIGTERM');
  await once(child, 'exit');
});

it('lives through a first start, a second one, kill -9, a backup, a restore and Ctrl-C', async () => {
  const first = await start();
  const token = /welcome#token=(\S+)/.exec(first.words)?.[1];
  expect(token).toBeDefined();
  expect(await (await fetch(`${first.address}/readyz`)).json()).toEqual({ ready: true });

  const again = await finish(run('apps/server/main.ts', []));
  expect([again.code, again.err]).toEqual([0, `quittance: already running at ${first.address}\n`]);

  const link = await finish(run('apps/cli/main.ts', ['server', 'link', '--json']));
  const made = JSON.parse(link.out) as { link: string; purpose: string };
  expect([link.code, made.purpose]).toEqual([0, 'first-run']);
  const redeem = (secret: string | undefined) =>
    fetch(`${first.address}/v1/session/first-run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: secret, organisation: 'Acme', name: 'Ann', email: 'ann@example.test' }),
    });
  // The later link has replaced the one printed at start.
  expect((await redeem(token)).status).toBe(410);
  expect((await redeem(made.link.split('#token=')[1])).status).toBe(200);

  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  expect(attachCluster(join(data, 'postgres'))).toBeDefined();
  const second = await start();
  expect(second.milliseconds).toBeLessThan(15_000);
  expect(second.words).not.toMatch(/first sign-in/);

  const saved = join(root, 'saved.tar.zst');
  const backup = await finish(run('apps/cli/main.ts', ['backup', saved, '--json']));
  expect([backup.code, backup.err]).toEqual([0, expect.stringContaining('copying')]);
  const refused = await finish(run('apps/cli/main.ts', ['restore', saved]));
  expect([refused.code, refused.err]).toEqual([65, expect.stringContaining('platform.server_runs')]);

  second.child.kill('SIGINT');
  const [code] = (await once(second.child, 'exit')) as [number | null];
  expect(code).toBe(130);
  expect(attachCluster(join(data, 'postgres'))).toBeUndefined();
  const log = readFileSync(join(data, 'server.log'), 'utf8');
  expect(log).not.toContain('ann@example.test');
  expect(log).not.toContain(made.link.split('#token=')[1] ?? 'no token');

  const elsewhere = join(root, 'elsewhere');
  const restored = await finish(run('apps/cli/main.ts', ['restore', saved, '--json'], { QUITTANCE_DATA: elsewhere }));
  expect(restored.code).toBe(0);
  const third = await start({ QUITTANCE_DATA: elsewhere });
  expect(third.words).not.toMatch(/first sign-in/);
  third.child.kill('SIGTERM');
  await once(third.child, 'exit');
  expect(attachCluster(join(elsewhere, 'postgres'))).toBeUndefined();
}, 180_000);
