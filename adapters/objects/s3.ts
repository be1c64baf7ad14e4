import { createReadStream } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, type S3ClientConfig } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { DomainError } from '#domain/kernel/error.ts';
import type { AdoptingStore } from './files.ts';
import { checkedName, missing, receive, sha256Of } from './incoming.ts';
import { absentObject, s3Client } from './s3-client.ts';

export type S3Options = {
  readonly bucket: string;
  /** Put before every name, e.g. "objects/". */
  readonly prefix?: string;
  readonly client: S3ClientConfig;
  /** Where content waits while its hash is not known yet. */
  readonly spool?: string;
};

/** Objects in an S3 bucket under <prefix>ab/cd/<sha256>. Content is spooled and hashed first, uploaded in parts, read back. */
export function s3Objects({ bucket, prefix = '', client: config, spool = join(tmpdir(), 'quittance-spool') }: S3Options): AdoptingStore {
  const client = s3Client(config);
  const key = (sha256: string): string => `${prefix}${checkedName(sha256).slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;

  async function* read(sha256: string, range?: { readonly from: number; readonly to: number }): AsyncIterable<Uint8Array> {
    const Range = range ? `bytes=${range.from}-${range.to - 1}` : undefined;
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key(sha256), ...(Range ? { Range } : {}) })).catch(absentObject);
    if (!answer?.Body) throw missing(sha256);
    yield* answer.Body as Readable as AsyncIterable<Buffer>;
  }
  const size = async (sha256: string): Promise<number | undefined> =>
    (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key(sha256) })).catch(absentObject))?.ContentLength;

  async function upload(path: string, sha256: string): Promise<void> {
    await new Upload({ client, params: { Bucket: bucket, Key: key(sha256), Body: createReadStream(path) }, queueSize: 2 }).done();
    const stored = await sha256Of(read(sha256));
    if (stored !== sha256)
      throw new DomainError('evidence.object_differs', `the bucket gives back SHA-256 ${stored}, uploaded was ${sha256}`, { sha256 });
  }

  return {
    adoptsAtOnce: false,
    async adopt(path, sha256) {
      await upload(path, sha256);
      await unlink(path);
    },
    async put(content, options = {}) {
      const { path, marks } = await receive(spool, content, options);
      try {
        if ((await size(marks.sha256)) !== marks.size) await upload(path, marks.sha256);
        return marks;
      } finally {
        await unlink(path);
      }
    },
    async *read(sha256, range) {
      if (range && range.to <= range.from) {
        if ((await size(sha256)) === undefined) throw missing(sha256);
        return;
      }
      yield* read(sha256, range);
    },
    size,
    async remove(sha256) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key(sha256) }));
    },
  };
}
