import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '#usecases/ports/credentials.ts';

const hashOf = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();

export const randomSecrets: Secrets = {
  fresh() {
    const secret = randomBytes(32).toString('base64url');
    return { secret, hash: hashOf(secret) };
  },
  hashOf,
  equal: (a, b) => a.length === b.length && timingSafeEqual(a, b),
};
