import { DomainError } from '#domain/kernel/error.ts';
import { base64, decimal, fromBase64 } from './bytes.ts';
import { hashLength } from './tree.ts';

/** C2SP tlog-checkpoint: the body of a signed note that states a tree. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array; readonly extensions: readonly string[] };

export function checkpointText({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), base64(root), ...extensions].map((line) => `${line}\n`).join('');
}

export function parseCheckpoint(text: string): Checkpoint {
  const bad = (why: string): DomainError => new DomainError('evidence.bad_checkpoint', `expected a checkpoint (c2sp.org/tlog-checkpoint): ${why}`);
  if (!text.endsWith('\n')) throw bad('it does not end with a newline');
  const [origin = '', size = '', root = '', ...extensions] = text.slice(0, -1).split('\n');
  if (origin === '' || extensions.some((line) => line === '')) throw bad('it has an empty line');
  const hash = fromBase64(root);
  if (hash.length !== hashLength) throw bad(`the root has ${hash.length} bytes, expected ${hashLength}`);
  return { origin, size: decimal(size, 'the tree size'), root: hash, extensions };
}
