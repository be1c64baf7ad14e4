import { bagInfoText, bagitText, formatManifest, sha256Hex } from '#domain/evidence/bundle/bag.ts';
import { coverText } from '#domain/evidence/bundle/cover.ts';
import { instructions } from '#domain/evidence/bundle/instructions.ts';
import { bundleVersion, contentPath, folderOfLog, type IndexLine, numberText, pathOf } from '#domain/evidence/bundle/layout.ts';
import { concat, hex, utf8 } from '#domain/evidence/bytes.ts';
import { canonicalJson, type Json } from '#domain/evidence/canonical.ts';
import type { Crypto, Signer } from '#domain/evidence/crypto.ts';
import { formatNote, signatureType, verifierKey } from '#domain/evidence/note.ts';
import { formatProof, formatUpdate } from '#domain/evidence/proof.ts';
import { type EvidenceRecord, parseRecord } from '#domain/evidence/record.ts';
import { pathHashes, type ReadNode } from '#domain/evidence/subtree.ts';
import { nodesFromTiles } from '#domain/evidence/tiles.ts';
import { consistencyPath, inclusionPath } from '#domain/evidence/tree.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { AnchorFile, LogStore, SignedCheckpoint } from '../ports/evidence-log.ts';
import type { Logs, OneLog } from '../ports/logs.ts';
import type { Content, ObjectStore, SealedObjects } from '../ports/objects.ts';
import type { FoundRecord, RecordScope, RecordStore } from '../ports/records.ts';
import type { Actor, Transactions } from '../ports/transactions.ts';
import type { Vault } from '../ports/vault.ts';
import { type Closed, unpackClosed } from './closed.ts';
import { type BundleSink, ZipWriter } from './zip-writer.ts';

export type BundleParts = {
  readonly crypto: Crypto;
  readonly vault: Vault;
  readonly records: RecordStore;
  readonly transactions: Transactions;
  readonly logs: Logs;
  readonly objects: ObjectStore;
  readonly sealed: SealedObjects;
  readonly reportSigner: Signer;
};

export type BundleRequest = {
  readonly tenant: string;
  readonly actor: Actor;
  readonly scope: RecordScope;
  /** Selective disclosure: only these records; all of the scope when absent. */
  readonly only?: readonly string[];
  /** Records shown without their content: hash and proof only. */
  readonly withoutContent?: readonly string[];
  /** Source, purpose and pages of the 证据目录, where the case knows them better than the record. */
  readonly describe?: (record: EvidenceRecord) => Partial<Pick<IndexLine, 'name' | 'source' | 'purpose' | 'pages'>>;
  /** The content of a record that keeps none of its own: it lies in another room, as the very bytes that were hashed. */
  readonly contentElsewhere?: (record: EvidenceRecord) => Promise<Uint8Array | undefined>;
  /** How many pages a PDF has; undefined when it cannot be read. The 证据目录 numbers pages through all of them. */
  readonly countPages?: (pdf: Uint8Array) => Promise<number | undefined>;
  /** Prints the cover index as PDF. */
  readonly print?: (lines: readonly IndexLine[], language: 'zh' | 'en') => Promise<Uint8Array | undefined>;
  /** The policy that this installation publishes; for information in the bundle. */
  readonly policy?: string;
  /** Certificates and revocation data for the anchors: file name under certs/ or revocation/ to bytes. */
  readonly material?: ReadonlyMap<string, Uint8Array>;
};

export type BundleSummary = {
  readonly records: number;
  readonly contents: number;
  readonly withheld: number;
  readonly erased: number;
  readonly notYetLogged: number;
  readonly origin: string;
  readonly treeSize: number;
  readonly cosigned: boolean;
};

type Opened = { readonly found: FoundRecord; readonly closed: Closed; readonly record: EvidenceRecord; readonly number: string };

/** Writes the bundle of a case: a ZIP with a BagIt bag, the same bytes for the same evidence and checkpoint. */
export async function writeBundle(parts: BundleParts, request: BundleRequest, sink: BundleSink): Promise<BundleSummary> {
  const found = await parts.transactions.withTenant(request.tenant, request.actor, (tx) => parts.records.find(tx, request.scope));
  const chosen = found.filter(({ id }) => request.only === undefined || request.only.includes(id));
  const living = chosen.filter(({ closed }) => closed !== undefined);
  const logs = await parts.logs();
  const heads = new Map<number, number>();
  for (const log of logs) heads.set(log.number, (await log.store.head()).size);
  const ready = living.filter(({ log, logIndex }) => log !== undefined && logIndex !== undefined && logIndex < (heads.get(log) ?? 0));
  if (ready.length === 0) {
    throw new DomainError(
      'evidence.nothing_to_bundle',
      `expected logged records in the scope, got ${chosen.length} of which ${chosen.length - living.length} are erased; wait until they are logged or choose others`,
      { found: found.length, chosen: chosen.length },
    );
  }
  const spanned = logs.filter(({ number }) => ready.some(({ log = 0 }) => log >= number) && ready.some(({ log = 0 }) => log <= number));
  const opened = [
    ...ready.map((each, i) => openRecord(parts.vault, each, numberText(i + 1))),
    ...spanned.slice(1).map((log, i) => openFirst(log, numberText(ready.length + i + 1))),
  ];
  const chapters: Chapter[] = [];
  for (const log of spanned) chapters.push(await chapterOf(parts.crypto, log, opened, log === spanned.at(-1)));
  const { last } = chapters.at(-1) as Chapter;

  const bag = new BagWriter(parts.crypto, new ZipWriter(parts.crypto, sink), `quittance-evidence-${last.checkpoint.size}`);
  const { added: contents, pages } = await addContents(parts, bag, opened, request);
  await addRecords(parts.crypto, bag, opened, chapters);
  const main = chapters.at(-1) as Chapter;
  for (const chapter of [main, ...chapters.slice(0, -1)]) await addAnchors(parts.crypto, bag, chapter);
  const material = new Map(request.material);
  for (const { log, anchors } of chapters)
    for (const [path, bytes] of await log.store.material(anchors.map(({ size }) => size))) material.set(path, bytes);
  for (const [path, bytes] of [...material].sort(([a], [b]) => (a < b ? -1 : 1))) await bag.addTag(path, bytes);
  await addCover(bag, request, opened, pages, last);
  await bag.finish(parts.reportSigner, `${last.checkpoint.origin}/report`);
  return {
    records: opened.length,
    contents,
    withheld: opened.length - contents,
    erased: chosen.length - living.length,
    notYetLogged: living.length - ready.length,
    origin: last.checkpoint.origin,
    treeSize: last.checkpoint.size,
    cosigned: last.signed.split('\n— ').length > 3,
  };
}

/** One log in a bundle: the checkpoint that its records are proven by, and where its growth and anchors stand. */
type Chapter = {
  readonly log: OneLog;
  readonly folder: string;
  readonly last: SignedCheckpoint;
  readonly read: ReadNode;
  readonly anchors: readonly AnchorFile[];
};

async function chapterOf(crypto: Crypto, log: OneLog, opened: readonly Opened[], main: boolean): Promise<Chapter> {
  const found = opened.flatMap((each) => (each.found.log === log.number ? [each.found] : []));
  const top = Math.max(...found.map(({ logIndex }) => logIndex as number));
  // Of a closed log the last state: it is what the next log's first leaf holds.
  const last = log.closedAt ? await log.store.bestSigned() : await log.store.bestCheckpoint(top + 1);
  if (!last) throw new DomainError('evidence.no_log', 'expected a signed checkpoint over the records, there is none');
  return {
    log,
    folder: main ? '' : folderOfLog(log.number),
    last,
    read: nodesFromTiles(crypto, (tile) => log.tiles.read(tile), last.checkpoint.size),
    anchors: await anchorsFor(log.store, found, last.checkpoint.size),
  };
}

/** The first leaf of a log that follows another, shown like any record: it is the link between the two. */
function openFirst({ number: log, first }: OneLog, number: string): Opened {
  if (!first) throw new DomainError('evidence.no_log', `expected the first record of the log number ${log}, there is none`);
  const record = parseRecord(first.record);
  const content = utf8(typeof record.context.checkpoint === 'string' ? record.context.checkpoint : '');
  const found: FoundRecord = {
    id: record.id,
    kind: record.kind,
    entry: new Uint8Array(0),
    log,
    logIndex: 0,
    receivedAt: new Date(record.receivedAt),
  };
  return { found, closed: { salt: first.salt, record: first.record, content }, record, number };
}

function openRecord(vault: Vault, found: FoundRecord, number: string): Opened {
  if (!found.closed) throw new DomainError('evidence.erased', `the record ${found.id} was erased`, { id: found.id });
  const closed = unpackClosed(vault.open(found.closed.sealed, found.closed.wrappedKey));
  return { found, closed, record: parseRecord(closed.record), number };
}

type Pages = NonNullable<IndexLine['pages']>;

/** Adds what may be shown, and numbers the pages of PDFs from the first one on (证据目录: 页码). */
async function addContents(
  parts: BundleParts,
  bag: BagWriter,
  opened: readonly Opened[],
  request: BundleRequest,
): Promise<{ readonly added: number; readonly pages: ReadonlyMap<string, Pages> }> {
  const withheld = new Set(request.withoutContent);
  const pages = new Map<string, Pages>();
  let [added, nextPage] = [0, 1];
  for (const each of opened) {
    if (withheld.has(each.found.id)) continue;
    const elsewhere = async (): Promise<Content | undefined> => {
      const bytes = await request.contentElsewhere?.(each.record);
      return bytes === undefined ? undefined : [bytes];
    };
    const content = (await contentOf(parts, each)) ?? (await elsewhere());
    if (content === undefined) continue;
    const { name, mediaType, sha256, size } = each.record.content;
    const pdf =
      request.countPages && size <= longestPdf && (mediaType === 'application/pdf' || /\.pdf$/i.test(name ?? '')) ? collecting(content) : undefined;
    await bag.addPayload(contentPath(each.number, name ?? each.record.kind, mediaType), sha256, size, pdf?.content ?? content);
    const count = pdf && (await request.countPages?.(pdf.bytes()));
    if (count !== undefined && count > 0) {
      pages.set(each.number, { from: nextPage, to: nextPage + count - 1 });
      nextPage += count;
    }
    added += 1;
  }
  return { added, pages };
}

/** Larger PDFs are bundled but their pages are not counted: counting holds the whole file in memory. */
const longestPdf = 67_108_864;

function collecting(content: Content): { readonly content: Content; bytes(): Uint8Array } {
  const pieces: Uint8Array[] = [];
  async function* kept(): AsyncIterable<Uint8Array> {
    for await (const piece of content) {
      pieces.push(piece.slice());
      yield piece;
    }
  }
  return { content: kept(), bytes: () => concat(...pieces) };
}

/** Beside the record, in the vault of encrypted objects, or plain under its own hash; undefined when it is kept elsewhere. */
async function contentOf({ vault, objects, sealed }: BundleParts, { found, closed, record }: Opened): Promise<Content | undefined> {
  if (closed.content) return [closed.content];
  if (found.object?.wrappedKey) return sealed.read({ sha256: found.object.sha256, key: vault.unwrap(found.object.wrappedKey) });
  const name = found.object?.sha256 ?? record.content.sha256;
  return (await objects.size(name)) === undefined ? undefined : objects.read(name);
}

async function addRecords(crypto: Crypto, bag: BagWriter, opened: readonly Opened[], chapters: readonly Chapter[]): Promise<void> {
  for (const { number, closed, found } of opened) {
    const { last, read } = chapters.find(({ log }) => log.number === found.log) as Chapter;
    const index = found.logIndex as number;
    const hashes = await pathHashes(crypto, read, inclusionPath(index, last.checkpoint.size));
    await bag.addTag(pathOf.record(number), closed.record);
    await bag.addTag(pathOf.salt(number), closed.salt);
    await bag.addTag(pathOf.proof(number), formatProof({ index, hashes, checkpoint: last.signed }));
  }
}

/** For every record the anchors of the smallest anchored tree that holds it: the earliest outside time. */
async function anchorsFor(log: LogStore, records: readonly FoundRecord[], size: number): Promise<readonly AnchorFile[]> {
  const all = await log.anchors(size);
  const sizes = new Set(records.map(({ logIndex }) => all.find((anchor) => (logIndex as number) < anchor.size)?.size));
  return all.filter((anchor) => sizes.has(anchor.size));
}

async function addAnchors(crypto: Crypto, bag: BagWriter, { anchors, folder, last, read }: Chapter): Promise<void> {
  const trees = new Map(anchors.map(({ size, signed }) => [size, signed]));
  for (const [size, signed] of trees) await bag.addTag(folder + pathOf.earlier(size), signed);
  for (const size of trees.keys()) {
    if (size === last.checkpoint.size) continue;
    const proof = await pathHashes(crypto, read, consistencyPath(size, last.checkpoint.size));
    await bag.addTag(folder + pathOf.consistency(size, last.checkpoint.size), formatUpdate({ oldSize: size, proof, checkpoint: last.signed }));
  }
  for (const { size, fileName, bytes } of anchors) await bag.addTag(folder + pathOf.anchor(size, fileName), bytes);
}

async function addCover(
  bag: BagWriter,
  request: BundleRequest,
  opened: readonly Opened[],
  pages: ReadonlyMap<string, Pages>,
  last: SignedCheckpoint,
): Promise<void> {
  const lines = opened.map(({ record, number, found }): IndexLine => {
    const said = request.describe?.(record) ?? {};
    const counted = said.pages ?? pages.get(number);
    const text = (name: string): string => (typeof record.context[name] === 'string' ? (record.context[name] as string) : '');
    return {
      number,
      recordId: record.id,
      name: said.name ?? record.content.name ?? record.kind,
      source: said.source ?? text('source'),
      purpose: said.purpose ?? text('purpose'),
      ...(counted ? { pages: counted } : {}),
      sha256: record.content.sha256,
      size: record.content.size,
      logIndex: found.logIndex as number,
      receivedAt: record.receivedAt,
    };
  });
  await bag.addTag(pathOf.index, canonicalJson({ format: bundleVersion, lines } as unknown as Json));
  if (request.policy !== undefined) await bag.addTag(pathOf.policy, request.policy);
  await bag.addTag(pathOf.instructions, instructions({ origin: last.checkpoint.origin, size: last.checkpoint.size, example: numberText(1) }));
  for (const language of ['zh', 'en'] as const) {
    const pdf = await request.print?.(lines, language);
    if (pdf) await bag.addTag(pathOf.report(language), pdf);
  }
}

/** A BagIt bag inside the ZIP: payload first, tag files next, manifests and the signature over them last. */
class BagWriter {
  readonly #crypto: Crypto;
  readonly #zip: ZipWriter;
  readonly #folder: string;
  readonly #payload = new Map<string, string>();
  readonly #tags = new Map<string, string>();
  #bytes = 0;

  constructor(crypto: Crypto, zip: ZipWriter, folder: string) {
    this.#crypto = crypto;
    this.#zip = zip;
    this.#folder = folder;
  }

  async addPayload(path: string, sha256: string, size: number, content: Content): Promise<void> {
    const hasher = this.#crypto.hasher('sha256');
    async function* watched(): AsyncIterable<Uint8Array> {
      for await (const piece of content) {
        hasher.update(piece);
        yield piece;
      }
    }
    await this.#zip.addContent(`${this.#folder}/${path}`, size, watched());
    const actual = hex(hasher.digest());
    if (actual !== sha256) {
      throw new DomainError(
        'evidence.object_differs',
        `the stored content of ${path} has SHA-256 ${actual}, sealed was ${sha256}; restore it from a backup`,
      );
    }
    this.#payload.set(path, sha256);
    this.#bytes += size;
  }

  async addTag(path: string, bytes: Uint8Array | string): Promise<void> {
    const content = typeof bytes === 'string' ? utf8(bytes) : bytes;
    await this.#zip.addBytes(`${this.#folder}/${path}`, content);
    this.#tags.set(path, sha256Hex(this.#crypto, content));
  }

  async finish(signer: Signer, name: string): Promise<void> {
    await this.addTag('bagit.txt', bagitText);
    await this.addTag('bag-info.txt', bagInfoText(this.#folder, this.#bytes, this.#payload.size));
    await this.addTag('manifest-sha256.txt', formatManifest(this.#payload));
    const tagManifest = formatManifest(this.#tags);
    await this.#zip.addBytes(`${this.#folder}/tagmanifest-sha256.txt`, tagManifest);
    const text = coverText(sha256Hex(this.#crypto, utf8(tagManifest)));
    const key = verifierKey(this.#crypto, name, signatureType.ed25519, signer.publicKey);
    const signature = { name, keyId: key.keyId, signature: signer.sign(utf8(text)) };
    await this.#zip.addBytes(`${this.#folder}/${pathOf.signature}`, formatNote({ text, signatures: [signature] }));
    await this.#zip.finish();
  }
}
