import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { s3From } from '#adapters/objects/open.ts';
import { s3Client } from '#adapters/objects/s3-client.ts';
import type { PublicLog, TileStore } from '#usecases/ports/evidence-log.ts';
import { inParallel } from './in-parallel.ts';
import { tileBucket } from './tile-bucket.ts';
import { tileFiles } from './tile-files.ts';

/**
 * Where an installation's public log lies: in the bucket under log/ when S3_URL is set, else in `folder`. A log that grew in
 * the folder before moves into the bucket first, its checkpoint last.
 */
export async function openLogFiles(folder: string, s3Url?: string): Promise<LogFiles> {
  if (s3Url === undefined) return { ...tileFiles(folder), later: (number) => tileFiles(join(folder, String(number))) };
  const place = { ...s3From(s3Url), prefix: 'log/' };
  const inBucket = tileBucket(place);
  if (existsSync(join(folder, 'checkpoint')) && (await inBucket.open('checkpoint')) === undefined) await move(folder, place);
  return { ...inBucket, later: (number) => tileBucket({ ...place, prefix: `${place.prefix}${number}/` }) };
}

/** The first log's files, and those of logs that follow it, below the same place: 2/checkpoint, 2/tile/0/000 ... */
export type LogFiles = TileStore & PublicLog & { later(number: number): TileStore & PublicLog };

async function move(folder: string, { bucket, prefix, client: config }: Parameters<typeof tileBucket>[0]): Promise<void> {
  const client = s3Client(config);
  const send = (path: string): Promise<unknown> =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + path, Body: readFileSync(join(folder, path)) }));
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  await inParallel(
    paths.filter((path) => path !== 'checkpoint'),
    16,
    send,
  );
  await send('checkpoint');
}
