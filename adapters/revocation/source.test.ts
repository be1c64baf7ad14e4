import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { installation, textItem } from '#adapters/log/testing/installation.ts';
import { hasProgram, ran } from '#adapters/log/testing/programs.ts';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { postgresAnchors } from '#adapters/postgres/evidence/anchors.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { timestampChecker } from '#domain/evidence/timestamp/checker.ts';
import type { Anchor } from '#usecases/ports/anchor.ts';
import { anchorCheckpoints } from '#usecases/seal/anchor-checkpoints.ts';
import { collectRevocation } from '#usecases/seal/collect-revocation.ts';
import { revocationSource } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-source-'));
const openssl = ran('openssl (time-stamping authority with revocation)', hasProgram('openssl', 'version'));
const run = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
const file = (name: string): Buffer => readFileSync(join(folder, name));

describe.skipIf(!openssl)('what a token can be judged by later', () => {
  let server: Server;
  let host = '';
  let token: Buffer;
  let asked: string[] = [];
  let away = false;
  const digest = createHash('sha256').update('a checkpoint').digest();
  const stamp = (of: Uint8Array): Buffer => {
    writeFileSync(join(folder, 'q.tsq'), run('ts', '-query', '-digest', Buffer.from(of).toString('hex'), '-sha256', '-cert'));
    return run('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'q.tsq');
  };
  const source = () => revocationSource({ privateHosts: [host] });

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        if (away) return response.writeHead(503).end();
        if (request.url === '/ca.cer') return response.end(file('ca.der'));
        if (request.url === '/ca.crl') return response.end(file('ca.crl'));
        writeFileSync(join(folder, 'asked.req'), Buffer.concat(pieces));
        run(...'ocsp -index index.txt -CA ca.pem -rsigner ca.pem -rkey ca.key -reqin asked.req -respout asked.ocsp -ndays 7'.split(' '));
        response.end(file('asked.ocsp'));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(
      join(folder, 'tsa.cnf'),
      `[ca]\ndefault_ca = here\n[here]\ndir = .\ndatabase = index.txt\nserial = serial\ncrlnumber = crlnumber\nnew_certs_dir = .\ncertificate = ca.pem\nprivate_key = ca.key\ndefault_md = sha256\ndefault_days = 3000\ndefault_crl_days = 30\npolicy = any\n[any]\ncommonName = supplied\n[stamping]\nbasicConstraints = CA:false\nextendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\ncrlDistributionPoints = URI:http://${host}/ca.crl\nauthorityInfoAccess = OCSP;URI:http://${host}/ocsp, caIssuers;URI:http://${host}/ca.cer\n[tsa]\ndefault_tsa = t\n[t]\nserial = tsserial\nsigner_cert = tsa.pem\nsigner_key = tsa.key\nsigner_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha256\ness_cert_id_alg = sha256\n`,
    );
    for (const [name, text] of [
      ['index.txt', ''],
      ['serial', '1000'],
      ['crlnumber', '01'],
      ['tsserial', '01'],
    ] as const)
      writeFileSync(join(folder, name), text);
    run(...'req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=Root -days 3650'.split(' '));
    run(...'x509 -in ca.pem -outform DER -out ca.der'.split(' '));
    run(...'req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=TSA'.split(' '));
    run(...'ca -batch -config tsa.cnf -extensions stamping -in tsa.csr -out tsa.pem -notext'.split(' '));
    run(...'ca -config tsa.cnf -gencrl -out ca.crl.pem'.split(' '));
    run(...'crl -in ca.crl.pem -outform DER -out ca.crl'.split(' '));
    token = stamp(digest);
  }, 60_000);
  afterAll(async () => {
    await new Promise((done) => server?.close(done));
    rmSync(folder, { recursive: true, force: true });
  });
  const check = (files: ReadonlyMap<string, Uint8Array>) =>
    timestampChecker(nodeSignatures, certificatesIn(file('ca.pem'))).verify(nodeCrypto, token, digest, files);

  it('is fetched from where the certificates say, speaks for the token, and is said to be missing where it is', async () => {
    asked = [];
    const { files, complete } = await source().collect(token);
    expect(complete).toBe(true);
    expect([...files.keys()].map((path) => path.replace(/[0-9a-f]{16}/, '*')).sort()).toEqual(['certs/*.der', 'revocation/*.ocsp']);
    expect(asked).toEqual(['GET /ca.cer', 'POST /ocsp']);
    expect(await check(files)).toMatchObject({ kind: 'proven', detail: { revocation: { kind: 'good', by: 'ocsp' } } });
    expect(await check(new Map())).toMatchObject({ kind: 'proven', detail: { revocation: { kind: 'not-known' } } });
    expect(await check(new Map([['revocation/a.crl', file('ca.crl')]]))).toMatchObject({ detail: { revocation: { kind: 'good', by: 'crl' } } });
  });

  it('never comes from a private address unless the operator named it, and an authority that is away leaves it open', async () => {
    asked = [];
    expect(await revocationSource({ privateHosts: [] }).collect(token)).toMatchObject({ complete: false });
    expect(asked).toEqual([]);
    away = true;
    expect(await source().collect(token)).toMatchObject({ complete: false });
    away = false;
  });

  it('stands in the bundle, and a key revoked before its stamp makes the time false', async () => {
    const database = await testDatabase();
    const here = installation(database);
    const { tenant, actor } = await database.newTenant();
    const ids = await database.withTenant(tenant, actor, (tx) => here.seals.seal(tx, [textItem(tenant, 'a')]));
    await here.sequencer().round();
    const anchor: Anchor = {
      kind: 'rfc3161',
      authority: 'https://tsa.test',
      submit: async (of) => ({ state: 'pending', bytes: stamp(of) }),
      upgrade: async ({ bytes }) => ({ state: 'proven', bytes, fileName: 'tsa.tsr', provesBefore: new Date() }),
    };
    const store = postgresAnchors(database, 'quittance.test/log');
    const onError = (error: unknown) => {
      throw error;
    };
    await anchorCheckpoints({ crypto: nodeCrypto, log: here.parts.log, store, anchors: [anchor], now: () => new Date(), onError });
    expect(await collectRevocation({ store, source: source(), onError })).toBe(1);
    expect(await collectRevocation({ store, source: source(), onError })).toBe(0);
    const bundle = await here.bundle({ tenant, actor, scope: { kind: 'records', ids: ids.map(({ recordId }) => recordId) } });
    const trust = {
      policy: parsePolicy(nodeCrypto, here.selfAsserted),
      reportKeys: [here.reportKey],
      known: [],
      anchors: [timestampChecker(nodeSignatures, certificatesIn(file('ca.pem')))],
    };
    const verify = (zip: Uint8Array, more = trust) => verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(zip)), more);
    const time = async (more = trust) => (await verify(bundle, more)).claims.find(({ claim }) => claim === 'time-bound');
    expect(await time()).toMatchObject({ verdict: 'proven', detail: { anchors: [{ detail: { revocation: { kind: 'good' } } }] } });
    // The root in certs/ is material and never trust.
    expect(await time({ ...trust, anchors: [timestampChecker(nodeSignatures, [])] })).toMatchObject({ verdict: 'not-proven' });

    run(...'ca -config tsa.cnf -revoke tsa.pem -crl_compromise 20260101000000Z'.split(' '));
    run(...'ca -config tsa.cnf -gencrl -out ca.crl.pem'.split(' '));
    run(...'crl -in ca.crl.pem -outform DER -out revoked.crl'.split(' '));
    expect(await check(new Map([['revocation/b.crl', file('revoked.crl')]]))).toMatchObject({ kind: 'false' });
  }, 60_000);
});
