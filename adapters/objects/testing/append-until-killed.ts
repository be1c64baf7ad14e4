import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileObjects } from '../files.ts';
import { growingObjects } from '../growing.ts';
import { knownBytes } from './known-bytes.ts';

// The process of the kill test: appends pieces of a known stream from where it stands and says after each answer how far it
// is, until somebody kills it.
const told = JSON.parse(process.argv[2] as string) as { folder: string; id: string; key: string };
const objects = growingObjects(join(told.folder, 'growing'), fileObjects(join(told.folder, 'objects')));
const key = Buffer.from(told.key, 'hex');
let at = await objects.size(told.id, key);
writeSync(1, `${at}\n`);
for (;;) {
  at = await objects.append(told.id, key, knownBytes(at, 150_000 + (at % 1_300_001)), at);
  writeSync(1, `${at}\n`);
}
