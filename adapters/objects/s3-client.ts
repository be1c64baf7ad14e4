import { S3Client, type S3ClientConfig, S3ServiceException } from '@aws-sdk/client-s3';

/** Servers that only speak the older protocol refuse the SDK's default trailing checksums; what is read back is checked instead. */
export const s3Client = (config: S3ClientConfig): S3Client =>
  new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED', ...config });

/** For `.catch`: undefined where there is no such object. */
export const absentObject = (cause: unknown): undefined => {
  if (cause instanceof S3ServiceException && cause.$metadata.httpStatusCode === 404) return undefined;
  throw cause;
};
