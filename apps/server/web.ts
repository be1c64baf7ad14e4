import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '#domain/kernel/error.ts';

const project = resolve(import.meta.dirname, '..', '..');
export const webFolder = join(project, 'apps', 'web', 'dist');
const marker = join(webFolder, '.sources');

/** Builds the web pages unless they were built from exactly these sources. */
export async function ensureWeb(onProgress: (text: string) => void): Promise<undefined> {
  const sources = digestOfSources();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === sources) return undefined;
  onProgress('building the web pages (once per change) ...');
  // Built beside and renamed: a build cut short leaves the earlier pages whole.
  const staging = `${webFolder}.${process.pid}`;
  const output = await build(staging);
  if (output !== undefined) {
    rmSync(staging, { recursive: true, force: true });
    throw new DomainError('platform.web_not_built', `the web pages could not be built:\n${output}`);
  }
  writeFileSync(join(staging, '.sources'), sources);
  rmSync(webFolder, { recursive: true, force: true });
  renameSync(staging, webFolder);
  return undefined;
}

/** Resolves with nothing when it worked, otherwise with the builder's first words. */
function build(outDir: string): Promise<string | undefined> {
  const args = [
    join(project, 'node_modules/vite/bin/vite.js'),
    'build',
    '--config',
    join(project, 'apps/web/vite.config.ts'),
    '--outDir',
    outDir,
    '--logLevel',
    'warn',
  ];
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: join(project, 'apps/web'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    let words = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (words = (words + piece.toString()).slice(0, 4000)));
    child.once('error', (error) => done(error.message));
    child.once('close', (code) => done(code === 0 ? undefined : words.trim().split('\n').slice(0, 12).join('\n') || `it ended with ${code}`));
  });
}

/** Over the names and bytes of everything that goes into the pages. */
function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const part of ['apps/web', 'contract', 'package-lock.json']) {
    for (const file of filesBelow(join(project, part))) hash.update(file.slice(project.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !/^dist(\.|$)/.test(name) && !/\.test\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

// The pages run their own scripts only; antd writes its styles at run time, and PDFs and pictures come as blobs.
const contentPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Serves the built pages: a file where there is one, otherwise the page itself, whose router knows the path. */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  await app.register(staticFiles, { root: webFolder, serve: false });
  app.get('/*', { logLevel: 'warn' }, async (request, reply) => {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '/');
    if (path.startsWith('/v1/')) throw new DomainError('api.not_found', `There is no GET ${path}.`);
    const isFile = /^\/[\w./@+-]+\.\w+$/.test(path) && !path.includes('..') && existsSync(join(webFolder, path));
    void reply.header('content-security-policy', contentPolicy).header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
    // Vite puts a hash of the content into the names below assets/.
    if (isFile && path.startsWith('/assets/')) return reply.sendFile(path, { maxAge: '365d', immutable: true });
    if (isFile) return reply.sendFile(path, { maxAge: 0 });
    if (/\.\w+$/.test(path)) throw new DomainError('api.not_found', `There is no GET ${path}.`);
    return reply.sendFile('index.html', { maxAge: 0 });
  });
}
