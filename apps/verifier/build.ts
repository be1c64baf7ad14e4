import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const project = resolve(import.meta.dirname, '..', '..');
export const verifierPage = join(import.meta.dirname, 'dist', 'verifier.html');

/** Bundles the verifier into one HTML file that needs no server and no network, and answers its path. */
export async function buildVerifier(out = verifierPage): Promise<string> {
  const code = await scriptOf('page.ts');
  // A closing tag inside the script's texts would end it early.
  const script = code.replaceAll('</script', '<\\/script');
  const hash = `sha256-${createHash('sha256').update(script).digest('base64')}`;
  const html = readFileSync(join(import.meta.dirname, 'page.html'), 'utf8')
    .replace('%SCRIPT_HASH%', hash)
    .replace('/* the script */', () => script);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, html);
  return out;
}

/** The worker in which the web's pages hash files and tell their pages apart. */
export async function buildFingerprint(out: string): Promise<string> {
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, await scriptOf('fingerprint.ts'));
  return out;
}

async function scriptOf(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    resolve: { alias: [{ find: /^#domain\//, replacement: `${join(project, 'domain')}/` }] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: join(import.meta.dirname, entry), formats: ['iife'], name: 'verifier' },
    },
  });
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((result) => ('output' in result ? result.output : []));
  const code = chunks.find((chunk) => chunk.type === 'chunk')?.code;
  if (code === undefined) throw new Error(`expected one script from the build of ${entry}, got none`);
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = await buildVerifier(process.argv[2]);
  process.stdout.write(`${page}\n${await buildFingerprint(`${page}.worker.js`)}\n`);
}
