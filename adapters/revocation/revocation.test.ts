import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram, ran } from '#adapters/log/testing/programs.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { type Certificate, certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { revocationMaterial, revocationOf } from '#domain/evidence/revocation/check.ts';
import { addressesIn, parseCrl } from '#domain/evidence/revocation/crl.ts';
import { ocspRequest, parseOcsp } from '#domain/evidence/revocation/ocsp.ts';
import { DomainError } from '#domain/kernel/error.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-revocation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const openssl = ran('openssl (ca, crl, ocsp)', hasProgram('openssl', 'version'));
const run = (...args: string[]): string => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const file = (name: string): Buffer => readFileSync(join(folder, name));
const certificate = (name: string): Certificate => certificatesIn(file(name))[0] as Certificate;

const config = `[ca]
default_ca = here
[here]
dir = .
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_days = 3000
default_crl_days = 30
policy = any
unique_subject = no
[any]
commonName = supplied
[leaf]
basicConstraints = CA:false
crlDistributionPoints = URI:http://ca.test/ca.crl, URI:ldap://ca.test/x
authorityInfoAccess = OCSP;URI:http://ca.test/ocsp, caIssuers;URI:http://ca.test/ca.cer
[responder]
basicConstraints = CA:false
extendedKeyUsage = OCSPSigning
`;

describe.skipIf(!openssl)('revocation by lists and answers of OpenSSL', () => {
  const day = 86_400_000;
  let [ca, good, bad]: Certificate[] = [];
  const of = (which: Certificate | undefined, at: number, ...files: string[]) =>
    revocationOf(nodeSignatures, which as Certificate, ca as Certificate, revocationMaterial(files.map(file)), at);

  beforeAll(() => {
    writeFileSync(join(folder, 'ca.cnf'), config);
    for (const [name, text] of [
      ['index.txt', ''],
      ['serial', '1000'],
      ['crlnumber', '01'],
    ] as const)
      writeFileSync(join(folder, name), text);
    run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Revoking CA', '-days', '3650');
    for (const [name, section] of [
      ['good', 'leaf'],
      ['bad', 'leaf'],
      ['responder', 'responder'],
    ] as const) {
      run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
      run('ca', '-batch', '-config', 'ca.cnf', '-extensions', section, '-in', `${name}.csr`, '-out', `${name}.pem`, '-notext');
    }
    run('ca', '-config', 'ca.cnf', '-revoke', 'bad.pem', '-crl_reason', 'keyCompromise');
    run('ca', '-config', 'ca.cnf', '-gencrl', '-out', 'ca.crl.pem');
    run('crl', '-in', 'ca.crl.pem', '-outform', 'DER', '-out', 'ca.crl');
    for (const name of ['good', 'bad']) {
      for (const [by, out] of [
        ['ca', ''],
        ['responder', '-delegated'],
      ] as const) {
        run('ocsp', '-issuer', 'ca.pem', '-cert', `${name}.pem`, '-reqout', `${name}.req`, '-no_nonce');
        run(
          'ocsp',
          '-index',
          'index.txt',
          '-CA',
          'ca.pem',
          '-rsigner',
          `${by}.pem`,
          '-rkey',
          `${by}.key`,
          '-reqin',
          `${name}.req`,
          '-respout',
          `${name}${out}.ocsp`,
          '-ndays',
          '7',
        );
      }
    }
    [ca, good, bad] = [certificate('ca.pem'), certificate('good.pem'), certificate('bad.pem')];
  }, 60_000);

  it('is good or revoked as OpenSSL says, by list, by the issuer’s answer and by its responder’s', async () => {
    const at = Date.now() + 60_000;
    for (const source of ['ca.crl', 'good.ocsp', 'good-delegated.ocsp']) expect(await of(good, at, source), source).toMatchObject({ kind: 'good' });
    for (const source of ['ca.crl', 'bad.ocsp', 'bad-delegated.ocsp']) {
      expect(await of(bad, at, source), source).toMatchObject({ kind: 'revoked', reason: 'keyCompromise' });
    }
    expect(run('crl', '-in', 'ca.crl', '-inform', 'DER', '-CAfile', 'ca.pem', '-noout', '-text')).toContain(
      (bad as Certificate).serial.toString(16).toUpperCase(),
    );
    expect(run('ocsp', '-respin', 'bad-delegated.ocsp', '-issuer', 'ca.pem', '-cert', 'bad.pem', '-CAfile', 'ca.pem', '-no_nonce')).toMatch(
      /bad\.pem: revoked/,
    );
  });

  it('counts by the time asked about, and is not known where nothing speaks for that time', async () => {
    const revokedAt = parseCrl(file('ca.crl')).revoked.get((bad as Certificate).serial)?.at as number;
    expect(await of(bad, revokedAt - day, 'ca.crl')).toMatchObject({ kind: 'good', revokedLater: expect.any(String) });
    expect(await of(bad, revokedAt, 'ca.crl')).toMatchObject({ kind: 'revoked' });
    expect(await of(good, Date.now() + 60 * day, 'ca.crl', 'good.ocsp')).toMatchObject({ kind: 'not-known' });
    expect(await of(good, Date.now())).toMatchObject({ kind: 'not-known' });
    expect(await of(good, Date.now(), 'bad.ocsp')).toMatchObject({ kind: 'not-known' });
    const stranger = certificate('responder.pem');
    expect(
      await revocationOf(nodeSignatures, good as Certificate, stranger, revocationMaterial([file('ca.crl'), file('good.ocsp')]), Date.now()),
    ).toMatchObject({
      kind: 'not-known',
    });
  });

  it('asks a request that OpenSSL reads and answers, and finds the addresses in a certificate', async () => {
    writeFileSync(join(folder, 'ours.req'), await ocspRequest(nodeSignatures, good as Certificate, ca as Certificate));
    run(
      'ocsp',
      '-index',
      'index.txt',
      '-CA',
      'ca.pem',
      '-rsigner',
      'ca.pem',
      '-rkey',
      'ca.key',
      '-reqin',
      'ours.req',
      '-respout',
      'ours.ocsp',
      '-ndays',
      '7',
    );
    expect(await of(good, Date.now() + 60_000, 'ours.ocsp')).toMatchObject({ kind: 'good', by: 'ocsp' });
    expect(addressesIn(good as Certificate)).toEqual({
      crl: ['http://ca.test/ca.crl'],
      ocsp: ['http://ca.test/ocsp'],
      issuer: ['http://ca.test/ca.cer'],
    });
    expect(addressesIn(ca as Certificate)).toEqual({ crl: [], ocsp: [], issuer: [] });
  });

  it('is never good by a list or an answer with a byte changed, and no bytes end the reading in anything but a refusal', async () => {
    const at = Date.now() + 60_000;
    for (const [name, which] of [
      ['ca.crl', bad],
      ['bad.ocsp', bad],
      ['bad-delegated.ocsp', bad],
      ['good.ocsp', good],
    ] as const) {
      const bytes = file(name);
      const sound = await of(which, at, name);
      for (let at_ = 0; at_ < bytes.length; at_ += 3) {
        const changed = Uint8Array.from(bytes);
        changed[at_] = (changed[at_] as number) ^ (1 << (at_ % 8));
        const verdict = await revocationOf(nodeSignatures, which as Certificate, ca as Certificate, revocationMaterial([changed]), at);
        // Around the signed part stand bytes that say nothing (a version, a copy of a certificate): then the verdict is the same.
        if (verdict.kind !== 'not-known') expect(verdict, `${name} ${at_}`).toEqual(sound);
      }
    }
    fc.assert(
      fc.property(
        fc.constantFrom('ca.crl', 'good.ocsp'),
        fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        (name, changes) => {
          const hurt = Buffer.from(file(name));
          for (const [at_, byte] of changes) hurt[at_ % hurt.length] = byte;
          for (const read of [parseCrl, parseOcsp]) {
            try {
              read(hurt);
            } catch (cause) {
              expect(cause).toBeInstanceOf(DomainError);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);
});
