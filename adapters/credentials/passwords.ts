import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Passwords } from '#usecases/ports/credentials.ts';

// OWASP Password Storage Cheat Sheet (2024): scrypt N=2^15, r=8, p=3; 32 MiB each.
const cost = { logN: 15, r: 8, p: 3 } as const;

const form = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]{16,64})\$([A-Za-z0-9_-]{43})$/;

// Each takes 32 MiB and a tenth of a second of a core: two at a time leave room for everything else.
let running = 0;
const waiting: (() => void)[] = [];

export const scryptPasswords: Passwords = {
  async hash(password) {
    const salt = randomBytes(16);
    const key = await derive(password, salt, cost);
    return `scrypt$${cost.logN}$${cost.r}$${cost.p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
  },
  async verify(password, stored) {
    const match = form.exec(stored ?? '');
    const [, logN, r, p, salt, expected] = match ?? [];
    const asked = { logN: Number(logN), r: Number(r), p: Number(p) };
    // A stored text cannot make us spend more than we chose to.
    const sound = match !== null && asked.logN >= 10 && asked.logN <= 17 && asked.r >= 1 && asked.r <= 8 && asked.p >= 1 && asked.p <= 4;
    const key = await derive(password, sound ? Buffer.from(salt ?? '', 'base64url') : randomBytes(16), sound ? asked : cost);
    return sound && timingSafeEqual(key, Buffer.from(expected ?? '', 'base64url'));
  },
};

async function derive(password: string, salt: Buffer, { logN, r, p }: { logN: number; r: number; p: number }): Promise<Buffer> {
  if (running >= 2) await new Promise<void>((turn) => waiting.push(turn));
  running += 1;
  try {
    return await new Promise((done, fail) => {
      const options = { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r };
      // Unicode has two spellings of many passwords; NFKC makes them one (RFC 8265 OpaqueString).
      scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) => (error ? fail(error) : done(key)));
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
