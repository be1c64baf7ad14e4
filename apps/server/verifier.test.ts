import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { ensureVerifier, serveVerifier } from './verifier.ts';

it('the offline verifier is built once, served as one page that asks nobody, and given to keep', async () => {
  const file = await ensureVerifier(() => {});
  const said: string[] = [];
  expect(await ensureVerifier((text) => void said.push(text))).toBe(file);
  expect(said).toEqual([]);
  const app = Fastify();
  serveVerifier(app, file);
  const page = await app.inject('/verifier.html');
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.body).toBe(readFileSync(file, 'utf8'));
  expect(page.body).toMatch(/default-src 'none'/);
  expect(page.body).not.toMatch(/\b(?:src|href)="https?:/);
  expect((await app.inject('/verifier.html?download')).headers['content-disposition']).toContain('verifier.html');
  const worker = await app.inject('/fingerprint.js');
  expect([worker.statusCode, worker.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
  expect(worker.body).toContain('quittance.pdf-page/v1');
  await app.close();
}, 60_000);
