import { DomainError } from '#domain/kernel/error.ts';
import { type AdoptingStore, fileObjects } from './files.ts';
import { s3Objects } from './s3.ts';

/** The object store of an installation: a bucket when S3_URL is set, else files. */
export function openObjects(folder: string, s3Url?: string): AdoptingStore {
  return s3Url === undefined ? fileObjects(folder) : s3Objects({ ...s3From(s3Url), spool: `${folder}/spool` });
}

/** s3://key:secret@host:port/bucket for any server (?tls=off for plain HTTP), s3://bucket for AWS with its own credentials. */
export function s3From(text: string): { bucket: string; client: Parameters<typeof s3Objects>[0]['client'] } {
  const url = new URL(text);
  const bucket = url.pathname.slice(1);
  const region = url.searchParams.get('region') ?? undefined;
  if (bucket === '') return { bucket: url.hostname, client: region ? { region } : {} };
  if (!/^[a-z0-9.-]{3,63}$/.test(bucket))
    throw new DomainError('evidence.bad_bucket', `expected one bucket name after the host in S3_URL, got "${bucket.slice(0, 80)}"`);
  const local = /^(?:localhost|127\.|\[::1\])/.test(url.hostname);
  const plain = url.searchParams.get('tls') === 'off' || (local && url.searchParams.get('tls') !== 'on');
  return {
    bucket,
    client: {
      endpoint: `${plain ? 'http' : 'https'}://${url.host}`,
      region: region ?? 'us-east-1',
      forcePathStyle: true,
      ...(url.username ? { credentials: { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) } } : {}),
    },
  };
}
