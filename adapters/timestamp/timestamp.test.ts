import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as pkijs from 'pkijs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { installation, textItem } from '#adapters/log/testing/installation.ts';
import { hasProgram, ran } from '#adapters/log/testing/programs.ts';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { postgresAnchors } from '#adapters/postgres/evidence/anchors.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import type { AnchorVerdict } from '#domain/evidence/anchor.ts';
import { certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { bagInZip, readAll } from '#domain/evidence/bundle/bag.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { checkpointText, parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { parseNote } from '#domain/evidence/note.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { timestampChecker } from '#domain/evidence/timestamp/checker.ts';
import { timestampRequest } from '#domain/evidence/timestamp/request.ts';
import type { Anchor, AnchorProof } from '#usecases/ports/anchor.ts';
import { anchorCheckpoints, renewAnchors } from '#usecases/seal/anchor-checkpoints.ts';
import { embeddedAnchor, timestampAuthority } from './authority-client.ts';
import { embeddedAuthority } from './embedded-authority.ts';
import { nodeSignatures } from './signatures.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-timestamp-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const now = (): Date => new Date('2026-11-23T10:00:00.400Z');
const authority = embeddedAuthority(join(folder, 'keys'), now);
const roots = certificatesIn(Buffer.from(authority.rootPem));
const digest = createHash('sha256').update('a checkpoint').digest();
const openssl = ran('openssl ts', hasProgram('openssl', 'version'));

const proofBy = async (anchor: ReturnType<typeof embeddedAnchor>, on = digest): Promise<AnchorProof> => {
  const answer = await anchor.upgrade(await anchor.submit(on));
  if (answer.state !== 'proven') throw new Error('expected a proof at once');
  return answer;
};
const check = (bytes: Uint8Array, on: Uint8Array = digest, trusted = roots): Promise<AnchorVerdict> =>
  timestampChecker(nodeSignatures, trusted).verify(nodeCrypto, bytes, on, new Map());

function opensslVerifies(tsr: Uint8Array, on: Uint8Array, root: string): boolean {
  writeFileSync(join(folder, 'x.tsr'), tsr);
  writeFileSync(join(folder, 'root.pem'), root);
  const args = ['ts', '-verify', '-digest', Buffer.from(on).toString('hex'), '-in', 'x.tsr', '-CAfile', 'root.pem'];
  return spawnSync('openssl', args, { cwd: folder }).status === 0;
}

describe('the embedded authority', () => {
  it('stamps tokens that our check, OpenSSL and pkijs accept, and keeps its key', async () => {
    const proof = await proofBy(embeddedAnchor(authority));
    expect(await check(proof.bytes)).toMatchObject({ kind: 'proven', before: '2026-11-23T10:00:01Z', detail: { trial: true } });
    if (openssl) expect(opensslVerifies(proof.bytes, digest, authority.rootPem)).toBe(true);
    const response = pkijs.TimeStampResp.fromBER(Uint8Array.from(proof.bytes).buffer);
    const cms = new pkijs.SignedData({ schema: response.timeStampToken?.content });
    expect(await cms.verify({ signer: 0, data: Uint8Array.from(Buffer.from('a checkpoint')).buffer })).toBe(true);
    expect(embeddedAuthority(join(folder, 'keys'), now).rootPem).toBe(authority.rootPem);
    expect(proof.renewBy?.getUTCFullYear()).toBe(2036);
  });

  it('proves nothing on another digest, under other roots or with any byte changed', async () => {
    const { bytes } = await proofBy(embeddedAnchor(authority));
    expect((await check(bytes, randomBytes(32))).kind).toBe('false');
    const other = embeddedAuthority(join(folder, 'other'), now);
    expect((await check(bytes, digest, certificatesIn(Buffer.from(other.rootPem)))).kind).toBe('unknown-authority');
    expect((await check(bytes, digest, [])).kind).toBe('unknown-authority');
    const later = embeddedAuthority(join(folder, 'keys'), () => new Date('2046-01-01'));
    expect((await check((await proofBy(embeddedAnchor(later))).bytes)).kind).toBe('false');
    // Outside the signature stand a version, a repeated algorithm and a copy of the root: whatever changes there changes
    // neither time nor authority. In a bundle the manifest refuses those changes too.
    const sound = await check(bytes);
    let refused = 0;
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] as number) ^ (1 << (at % 8));
      const answer = await check(changed);
      if (answer.kind === 'proven') expect(answer).toEqual(sound);
      else refused += 1;
    }
    expect(refused / bytes.length).toBeGreaterThan(0.6);
  }, 60_000);

  it.skipIf(!openssl)(
    'proves nothing else to OpenSSL whatever byte is changed',
    async () => {
      const { bytes } = await proofBy(embeddedAnchor(authority));
      const said = (tsr: Uint8Array): string => {
        writeFileSync(join(folder, 'y.tsr'), tsr);
        return execFileSync('openssl', ['ts', '-reply', '-in', 'y.tsr', '-text'], {
          cwd: folder,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
      };
      const sound = said(bytes);
      let [tried, refused] = [0, 0];
      // Every seventh byte, each time another bit; what lies outside the signature may change, the stamp it proves may not.
      for (let at = 0; at < bytes.length; at += 7) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] as number) ^ (1 << (at % 8));
        tried += 1;
        if (opensslVerifies(changed, digest, authority.rootPem))
          expect(said(changed).replace(/^Status: .*$/m, '')).toBe(sound.replace(/^Status: .*$/m, ''));
        else refused += 1;
      }
      expect(refused / tried).toBeGreaterThan(0.6);
    },
    60_000,
  );

  it('refuses a policy that is not its own', async () => {
    const refused = authority.respond(timestampRequest(digest, 7n, '1.2.3.4'));
    expect(await check(refused)).toMatchObject({ kind: 'false', why: { en: expect.stringContaining('status 2') } });
  });
});

/** An authority by OpenSSL, RSA, behind HTTP: nobody here wrote it. */
describe.skipIf(!openssl)('an authority by URL', () => {
  let server: Server;
  let url: string;
  let root: string;
  const run = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  let spoil: (request: Buffer) => Buffer = (request) => request;

  beforeAll(async () => {
    writeFileSync(join(folder, 'tsa.cnf'), configuration);
    run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test Root', '-days', '30');
    run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Test TSA');
    run(...'x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 20 -extfile tsa.cnf -extensions ext'.split(' '));
    root = readFileSync(join(folder, 'ca.pem'), 'utf8');
    server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        writeFileSync(join(folder, 'q.tsq'), spoil(Buffer.concat(pieces)));
        run('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'q.tsq', '-out', 'r.tsr');
        response.setHeader('content-type', 'application/timestamp-reply').end(readFileSync(join(folder, 'r.tsr')));
      });
    });
    await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }, 60_000);
  afterAll(() => void server.close());

  it('is asked, checked and believed only under its own root', async () => {
    spoil = (request) => request;
    const proof = await proofBy(timestampAuthority({ url, name: 'test' }));
    expect(await check(proof.bytes, digest, certificatesIn(Buffer.from(root)))).toMatchObject({
      kind: 'proven',
      detail: { authority: 'Test TSA', root: 'Test Root' },
    });
    expect((await check(proof.bytes)).kind).toBe('unknown-authority');
    expect(opensslVerifies(proof.bytes, digest, root)).toBe(true);
    expect(opensslVerifies(proof.bytes, randomBytes(32), root)).toBe(false);
  });

  it('is refused when it answers another question, and when it is away', async () => {
    spoil = (request) => Buffer.from(timestampRequest(digest, BigInt(request.length)));
    await expect(proofBy(timestampAuthority({ url, name: 'test' }))).rejects.toMatchObject({
      code: 'evidence.timestamp_mismatch',
      data: { what: 'nonce' },
    });
    await expect(proofBy(timestampAuthority({ url: 'http://127.0.0.1:1/', name: 'test' }))).rejects.toMatchObject({
      code: 'evidence.authority_away',
    });
  });
});

const configuration = `[tsa]
default_tsa = main
[main]
serial = ./serial
signer_cert = ./tsa.pem
certs = ./ca.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
ess_cert_id_chain = no
[ext]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
`;

describe('from the log to the verifier', () => {
  it('anchors a checkpoint, raises the grade, stands in the bundle, and bounds time under the roots of the verifier only', async () => {
    const database = await testDatabase();
    const here = installation(database);
    const { tenant, actor } = await database.newTenant();
    const sealed = await database.withTenant(tenant, actor, (tx) => here.seals.seal(tx, [textItem(tenant, '借条')]));
    await here.sequencer().round();
    const ids = sealed.map(({ recordId }) => recordId);
    const renamed: Anchor['upgrade'] = async (pending) => {
      const answer = await embeddedAnchor(authority).upgrade(pending);
      return answer.state === 'proven' ? { ...answer, fileName: `outside-${answer.fileName}` } : answer;
    };
    const grades = async () => (await here.seals.status(tenant, ids)).map(({ grade }) => grade);
    const sweep = (outside: boolean) =>
      anchorCheckpoints({
        crypto: nodeCrypto,
        log: here.parts.log,
        store: postgresAnchors(database, here.logKey.name),
        anchors: outside
          ? [embeddedAnchor(authority), { ...embeddedAnchor(authority), authority: 'https://tsa.test', upgrade: renamed }]
          : [embeddedAnchor(authority)],
        now,
        onError: (error) => {
          throw error;
        },
      });
    expect(await sweep(false)).toEqual({ submitted: 1, proven: 1, pending: 0 });
    // The platform's own stamp is in the bundle, but nothing outside has seen the log yet.
    expect(await grades()).toEqual(['logged']);
    expect(await sweep(true)).toEqual({ submitted: 1, proven: 1, pending: 0 });
    expect(await grades()).toEqual(['anchored']);
    expect(await sweep(true)).toEqual({ submitted: 0, proven: 0, pending: 0 });

    const zip = await here.bundle({ tenant, actor, scope: { kind: 'records', ids } });
    const verify = (anchors: Parameters<typeof verifyBundle>[2]['anchors']) =>
      verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(zip)), {
        policy: parsePolicy(nodeCrypto, here.selfAsserted),
        reportKeys: [here.reportKey],
        known: [],
        anchors,
      });
    const time = async (trusted: typeof roots) => {
      const answer = await verify([timestampChecker(nodeSignatures, trusted)]);
      expect(answer.findings).toEqual([]);
      return answer.claims.find(({ claim }) => claim === 'time-bound');
    };
    expect(await time(roots)).toMatchObject({ verdict: 'proven', detail: { before: '2026-11-23T10:00:01Z' } });
    expect(await time([])).toMatchObject({ verdict: 'not-proven', detail: { before: null } });

    const bag = await bagInZip(nodeCrypto, memorySource(zip));
    const path = bag.paths.find((each) => each.endsWith('.tsr')) as string;
    const signed = new TextDecoder().decode(await readAll(bag, 'checkpoints/1.txt'));
    const body = nodeCrypto.sha256(new TextEncoder().encode(checkpointText(parseCheckpoint(parseNote(signed).text))));
    if (openssl) expect(opensslVerifies(await readAll(bag, path), body, authority.rootPem)).toBe(true);
  });
});

describe('renewal', () => {
  it('stamps the same tree again within 90 days of the end of a certificate, once', async () => {
    const database = await testDatabase();
    const here = installation(database);
    const { tenant, actor } = await database.newTenant();
    await database.withTenant(tenant, actor, (tx) => here.seals.seal(tx, [textItem(tenant, '借条')]));
    await here.sequencer().round();
    let at = now();
    const clock = (): Date => at;
    const fresh = embeddedAuthority(join(folder, 'renewal'), clock);
    const parts = {
      crypto: nodeCrypto,
      log: here.parts.log,
      store: postgresAnchors(database, here.logKey.name),
      anchors: [embeddedAnchor(fresh)],
      now: clock,
      onError: (error: unknown) => {
        throw error;
      },
    };
    await anchorCheckpoints(parts);
    expect(await renewAnchors(parts)).toBe(0);
    at = new Date(fresh.notAfter.getTime() - 60 * 86_400_000);
    const next = embeddedAuthority(join(folder, 'renewal-next'), clock);
    expect(await renewAnchors({ ...parts, anchors: [embeddedAnchor(next)] })).toBe(1);
    expect(await renewAnchors({ ...parts, anchors: [embeddedAnchor(next)] })).toBe(0);
    expect((await here.parts.log.anchors(1)).map(({ fileName }) => fileName.slice(0, 14))).toEqual(['trial-tsa-2026', 'trial-tsa-2036']);
  });
});
