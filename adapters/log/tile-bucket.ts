import type { Readable } from 'node:stream';
import { DeleteObjectsCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3ClientConfig } from '@aws-sdk/client-s3';
import { absentObject, s3Client } from '#adapters/objects/s3-client.ts';
import { tilePath } from '#domain/evidence/tiles.ts';
import type { PublicLog, TileStore } from '#usecases/ports/evidence-log.ts';
import { inParallel } from './in-parallel.ts';
import { firstOf, firstsFilled } from './tile-places.ts';

export type TileBucket = { readonly bucket: string; readonly prefix: string; readonly client: S3ClientConfig };

/** The public log in an S3 bucket, under `prefix` and the paths of c2sp.org/tlog-tiles. S3 answers a write when it is durable. */
export function tileBucket({ bucket, prefix, client: config }: TileBucket): TileStore & PublicLog {
  const client = s3Client(config);
  const put = (path: string, Body: Uint8Array | string, ContentType: string, CacheControl: string): Promise<unknown> =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + path, Body, ContentType, CacheControl }));
  const open: PublicLog['open'] = async (path) => {
    const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: prefix + path })).catch(absentObject);
    if (!found?.Body) return undefined;
    return { size: found.ContentLength ?? 0, content: found.Body as Readable as AsyncIterable<Buffer> };
  };
  const removePartial = async (path: string): Promise<void> => {
    const found = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${prefix}${path}.p/` }));
    const Objects = (found.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
    if (Objects.length > 0) await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }));
  };
  return {
    open,
    read: (tile) =>
      firstOf(tile, async (path) => {
        const found = await open(path);
        if (!found) return undefined;
        const pieces: Uint8Array[] = [];
        for await (const piece of found.content) pieces.push(piece);
        return Buffer.concat(pieces);
      }),
    async write(tiles) {
      await inParallel(tiles, 16, ({ tile, bytes }) => put(tilePath(tile), bytes, 'application/octet-stream', 'public, max-age=31536000, immutable'));
      await inParallel(firstsFilled(tiles), 8, removePartial);
    },
    publish: async (signed) => void (await put('checkpoint', signed, 'text/plain; charset=utf-8', 'no-cache')),
  };
}
