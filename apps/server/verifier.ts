import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '#domain/kernel/error.ts';

const project = resolve(import.meta.dirname, '..', '..');
const verifierPage = join(project, 'apps', 'verifier', 'dist', 'verifier.html');
const fingerprintWorker = join(project, 'apps', 'verifier', 'dist', 'fingerprint.js');
const marker = join(dirname(verifierPage), '.sources');

/** Builds the offline verifier page, and the web's worker of the same core, unless it was built from exactly these sources, and answers where it lies. */
export async function ensureVerifier(onProgress: (text: string) => void): Promise<string> {
  const sources = digestOfSources();
  if (existsSync(verifierPage) && existsSync(fingerprintWorker) && existsSync(marker) && readFileSync(marker, 'utf8') === sources)
    return verifierPage;
  onProgress('building the offline verifier page (once per change) ...');
  // Built beside and renamed: a build cut short leaves the earlier page whole.
  const staging = `${verifierPage}.${process.pid}`;
  const output = await build(staging);
  if (output !== undefined) {
    for (const each of [staging, `${staging}.worker.js`]) rmSync(each, { force: true });
    throw new DomainError('platform.web_not_built', `the verifier page could not be built:\n${output}`);
  }
  renameSync(staging, verifierPage);
  renameSync(`${staging}.worker.js`, fingerprintWorker);
  writeFileSync(marker, sources);
  return verifierPage;
}

/** In a process of its own, so that the bundler's memory goes when it ends. Resolves with nothing when it worked. */
function build(out: string): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(project, 'apps/verifier/build.ts'), out], {
      cwd: project,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    let words = '';
    child.stderr.on('data', (piece: Buffer) => (words = (words + piece.toString()).slice(0, 4000)));
    child.once('error', (error) => done(error.message));
    child.once('close', (code) => done(code === 0 ? undefined : words.trim() || `it ended with ${code}`));
  });
}

/** Over the names and bytes of everything that goes into the page. */
function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const part of ['apps/verifier', 'domain/evidence', 'domain/kernel', 'package-lock.json']) {
    for (const file of filesBelow(join(project, part))) hash.update(file.slice(project.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && !name.endsWith('.test.ts'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

/** GET /verifier.html. The page carries its own content policy: it runs its one script and asks nobody. */
export function serveVerifier(app: FastifyInstance, file: string): void {
  app.get('/verifier.html', { logLevel: 'warn' }, async (request, reply) => {
    const saved = (request.query as { download?: string }).download !== undefined;
    if (saved) reply.header('content-disposition', 'attachment; filename="verifier.html"');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .send(readFileSync(file));
  });
  // Beside the page lies the worker that the web's pages hash files with: no page, so nothing but script.
  app.get('/fingerprint.js', { logLevel: 'warn' }, async (_, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'")
      .send(readFileSync(join(dirname(file), 'fingerprint.js'))),
  );
}
