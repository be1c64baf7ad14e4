import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasProgram, ran } from '#adapters/log/testing/programs.ts';
import { certificatesIn, issued } from '#domain/evidence/asn1/certificate.ts';
import { nodeSignatures } from './signatures.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-sm2-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const openssl = ran('openssl (SM2 signer)', hasProgram('openssl', 'version'));
const run = (command: string): void => void execFileSync('openssl', command.split(' '), { cwd: folder, stdio: 'pipe' });

describe.skipIf(!openssl)('SM2 with SM3', () => {
  it('holds for what OpenSSL signs under the standard id, and for nothing changed', async () => {
    run('genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out k.pem');
    run('pkey -in k.pem -pubout -outform DER -out p.der');
    writeFileSync(join(folder, 'm'), '购销合同');
    run('pkeyutl -sign -inkey k.pem -rawin -in m -digest sm3 -pkeyopt distid:1234567812345678 -out s');
    const [spki, message, signature] = ['p.der', 'm', 's'].map((name) => readFileSync(join(folder, name))) as [Buffer, Buffer, Buffer];
    const verify = (on: Uint8Array, by: Uint8Array) => nodeSignatures.verify({ kind: 'sm2' }, spki, on, by);
    expect(await verify(message, signature)).toBe(true);
    expect(await verify(Buffer.from('other'), signature)).toBe(false);
    for (let at = 0; at < signature.length; at++) {
      const changed = Uint8Array.from(signature);
      changed[at] = (changed[at] as number) ^ 1;
      expect(await verify(message, changed)).toBe(false);
    }
    run('req -x509 -key k.pem -sm3 -sigopt distid:1234567812345678 -subj /CN=SM2 -days 30 -out c.pem');
    const [certificate] = certificatesIn(readFileSync(join(folder, 'c.pem')));
    if (!certificate) throw new Error('expected a certificate');
    expect(await issued(nodeSignatures, certificate, certificate)).toBe(true);
  });
});
