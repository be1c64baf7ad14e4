import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { type Evidence, openEvidence } from '#adapters/log/open.ts';
import { bundleFile, fileSource } from '#adapters/objects/bundle-file.ts';
import { type Database, openDatabase } from '#adapters/postgres/database.ts';
import { startCluster } from '#adapters/postgres/embedded/cluster.ts';
import { migrate } from '#adapters/postgres/migrate.ts';
import { clientOf } from '#adapters/postgres/transaction.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { hex, utf8 } from '#domain/evidence/bytes.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import type { SealItem } from '#usecases/ports/sealing.ts';
import { writeBundle } from '#usecases/seal/bundle.ts';
import { sealTogether } from '#usecases/seal/seal-together.ts';
import { portableCrypto } from '../apps/verifier/portable-crypto.ts';
import { prepareSha256 } from '../apps/verifier/wasm-sha256.ts';
import { withHouse } from './house.ts';
import { atLeast, atMost, figure, type Row } from './row.ts';
import { verifyInPage } from './verifier-page.ts';

/** Seals, bundles and verifies on an embedded PostgreSQL with every fsync on. */
export async function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quittance-bench-evidence-'));
  const cluster = await startCluster({ folder: join(folder, 'postgres') });
  const stop = new AbortController();
  let sequencing: Promise<void> | undefined;
  let database: Database | undefined;
  try {
    await migrate(cluster.connection('postgres'));
    database = openDatabase(cluster.connection('postgres'), 40);
    const folders = { objects: join(folder, 'objects'), log: join(folder, 'log'), keys: join(folder, 'keys') };
    const evidence = await openEvidence({ transactions: database, folders });
    const tenant = uuid7(Date.now(), randomBytes(10));
    await database.withSystem('bench', (tx) => clientOf(tx).query("insert into tenants (id, name, kind) values ($1, 'Bench', 'creditor')", [tenant]));
    const errors: unknown[] = [];
    sequencing = evidence.keepSequencing(stop.signal, (error) => void errors.push(error));
    await sealBatch(evidence, database, tenant, 1_000);
    const measured = [
      await batch(evidence, database, tenant),
      ...(await single(evidence, database, tenant)),
      await checkpointDelay(evidence, database, tenant),
      ...(await largeRecording(evidence, database, tenant, folder)),
    ];
    if (errors.length > 0) throw new AggregateError(errors, 'the sequencer failed while it was measured');
    stop.abort();
    await sequencing;
    return [...measured, ...(await overHttp())];
  } finally {
    stop.abort();
    await sequencing;
    await database?.close();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The real server, asked as a program with many hashes would: one request a hash, and a thousand a request. */
function overHttp(): Promise<readonly Row[]> {
  return withHouse(async (house) => {
    const record = (i: number) => ({
      sha256: hex(nodeCrypto.sha256(utf8(`content ${i}`))),
      size: 1_000 + i,
      mediaType: 'application/pdf',
      name: `file-${i}.pdf`,
    });
    const seal = (from: number, count: number) =>
      house.call('POST', '/v1/records', { records: Array.from({ length: count }, (_, i) => record(from + i)) });
    const inLanes = async (lanes: number, count: number, work: (i: number) => Promise<unknown>): Promise<number> => {
      let next = 0;
      const begun = performance.now();
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          while (next < count) await work(next++);
        }),
      );
      return (count / (performance.now() - begun)) * 1_000;
    };
    await inLanes(32, 2_000, (i) => seal(i, 1));
    const one = await inLanes(32, 10_000, (i) => seal(i, 1));
    const many = await inLanes(4, 40, (i) => seal(i * 1_000, 1_000));
    return [
      atLeast('sealing a given hash over HTTP, one a request, 32 callers, durable', one, 'items/s', 2_000),
      figure('sealing given hashes over HTTP, 1,000 a request, 4 callers, durable', many * 1_000, 'items/s'),
    ];
  });
}

const actor = { kind: 'system', id: 'bench' } as const;

function item(tenant: string, text: string): SealItem {
  const content = utf8(text);
  return {
    tenant,
    kind: 'report',
    contentSha256: hex(nodeCrypto.sha256(content)),
    size: content.length,
    mediaType: 'application/json',
    context: { source: 'batch', row: 1 },
    content,
  };
}

const report = (i: number): string =>
  JSON.stringify({
    debtor: `Example Trading ${i} Ltd`,
    amount: `${1000 + i}.00`,
    currency: 'CNY',
    due: '2026-03-01',
    invoice: `INV-${i}`,
    note: 'x'.repeat(200),
  });

async function sealBatch(evidence: Evidence, database: Database, tenant: string, count: number): Promise<string> {
  const ids = await database.withTenant(tenant, actor, (tx) =>
    evidence.sealing.seal(
      tx,
      Array.from({ length: count }, (_, i) => item(tenant, report(i))),
    ),
  );
  return (ids.at(-1) as { recordId: string }).recordId;
}

async function untilLogged(evidence: Evidence, tenant: string, ids: readonly string[]): Promise<void> {
  for (;;) {
    const status = await evidence.sealing.status(tenant, ids);
    if (status.length === ids.length && status.every(({ grade }) => grade !== 'received')) return;
    await new Promise((later) => setTimeout(later, 5));
  }
}

async function batch(evidence: Evidence, database: Database, tenant: string): Promise<Row> {
  const count = 60_000;
  const begun = performance.now();
  const lasts: string[] = [];
  for (let done = 0; done < count; done += 10_000) lasts.push(await sealBatch(evidence, database, tenant, 10_000));
  await untilLogged(evidence, tenant, lasts);
  return atLeast('batch sealing, from seal() to a signed and fsynced tree', (count / (performance.now() - begun)) * 1000, 'items/s', 10_000);
}

/** One item a call, as 32 callers of the API ask for it: `seal` answers when the item is durable. */
async function oneByOne(
  evidence: Evidence,
  tenant: string,
  seal: (items: readonly SealItem[]) => Promise<readonly { readonly recordId: string }[]>,
): Promise<{ readonly acknowledged: number; readonly logged: number }> {
  const count = 12_000;
  let next = 0;
  const lasts: string[] = [];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (next < count) {
        const i = next++;
        const [sealed] = await seal([item(tenant, report(i))]);
        lasts.push((sealed as { recordId: string }).recordId);
      }
    }),
  );
  const acknowledged = performance.now() - begun;
  await untilLogged(evidence, tenant, lasts.slice(-32));
  return { acknowledged: (count / acknowledged) * 1000, logged: (count / (performance.now() - begun)) * 1000 };
}

async function single(evidence: Evidence, database: Database, tenant: string): Promise<readonly Row[]> {
  const together = sealTogether(evidence);
  const shared = await oneByOne(evidence, tenant, (items) => together(tenant, actor, items));
  const alone = await oneByOne(evidence, tenant, (items) => database.withTenant(tenant, actor, (tx) => evidence.sealing.seal(tx, items)));
  return [
    atLeast('single-item sealing, 32 callers, durable (sealTogether)', shared.acknowledged, 'items/s', 2_000),
    atLeast('the same, to a signed tree', shared.logged, 'items/s', 2_000),
    figure('single-item sealing, 32 callers, a transaction for each item', alone.acknowledged, 'items/s'),
  ];
}

async function checkpointDelay(evidence: Evidence, database: Database, tenant: string): Promise<Row> {
  let worst = 0;
  for (let i = 0; i < 20; i++) {
    const begun = performance.now();
    const last = await sealBatch(evidence, database, tenant, 1);
    await untilLogged(evidence, tenant, [last]);
    worst = Math.max(worst, performance.now() - begun);
  }
  return atMost('worst time from seal() to a checkpoint, of 20', worst, 'ms', 1_000);
}

async function largeRecording(evidence: Evidence, database: Database, tenant: string, folder: string): Promise<readonly Row[]> {
  const size = 1_073_741_824;
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  const { marks, object } = await evidence.sealed.put(recording(size));
  const stored = performance.now() - begun;
  const caseId = uuid7(Date.now(), randomBytes(10));
  const [sealed] = await database.withTenant(tenant, actor, (tx) =>
    evidence.sealing.seal(tx, [
      {
        tenant,
        caseId,
        kind: 'call',
        contentSha256: marks.sha256,
        size,
        chunks: marks.chunks,
        mediaType: 'audio/wav',
        name: 'call.wav',
        context: {},
        object,
      },
    ]),
  );
  await untilLogged(evidence, tenant, [(sealed as { recordId: string }).recordId]);
  const path = join(folder, 'bundle.zip');
  const sink = await bundleFile(path);
  await writeBundle(evidence, { tenant, actor, scope: { kind: 'records', ids: [(sealed as { recordId: string }).recordId] } }, sink);
  await sink.close();
  const checking = performance.now();
  const source = await fileSource(path);
  const trust = { policy: parsePolicy(nodeCrypto, await evidence.policyText()), reportKeys: [evidence.reportKey], known: [], anchors: [] };
  const answer = await verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, source), trust);
  const checked = performance.now() - checking;
  await prepareSha256();
  const inPage = performance.now();
  const samePage = await verifyBundle(portableCrypto, () => bagInZip(portableCrypto, source), trust);
  const pageTook = performance.now() - inPage;
  await source.close();
  clearInterval(watch);
  const inBrowser = await verifyInPage(path, await evidence.policyText());
  if (answer.verdict !== 'self-asserted' || samePage.verdict !== answer.verdict)
    throw new Error(`expected the bundle to verify, got ${answer.verdict}`);
  const megabytes = statSync(path).size / 1e6;
  return [
    figure('storing a 1 GiB recording encrypted, hashed, fsynced and read back', (size / 1e6 / stored) * 1000, 'MB/s'),
    atLeast('verifying a bundle of 1 GiB', (megabytes / checked) * 1000, 'MB/s', 500, oneHash(path, megabytes)),
    atLeast("the same by the verifier page's own code (V8)", (megabytes / pageTook) * 1000, 'MB/s', 50),
    atLeast('the same in the page, opened from a file in a real browser', (megabytes / inBrowser) * 1000, 'MB/s', 50),
    atMost('memory that storing, bundling and verifying 1 GiB adds at its peak', (peak - before) / 1e6, 'MB', 200),
  ];
}

/** What the machine's own programs make of one SHA-256 over the same file; verifying takes two and a CRC-32. */
function oneHash(path: string, megabytes: number): Row['peer'] {
  const begun = performance.now();
  const { status } = spawnSync('openssl', ['dgst', '-sha256', path], { stdio: 'ignore' });
  return status === 0 ? { name: 'openssl dgst -sha256, one hash', value: (megabytes / (performance.now() - begun)) * 1000 } : undefined;
}

function* recording(size: number): Iterable<Uint8Array> {
  const piece = createHash('sha512').update('noise').digest();
  const noise = Buffer.alloc(262_144, piece);
  for (let at = 0; at < size; at += noise.length) {
    noise.writeUInt32BE(at >>> 8, 0);
    yield noise;
  }
}
