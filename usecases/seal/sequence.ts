import { sameBytes } from '#domain/evidence/bytes.ts';
import type { Checkpoint } from '#domain/evidence/checkpoint.ts';
import { checkpointText, parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { cosign, signAsLog } from '#domain/evidence/cosignature.ts';
import type { Crypto, Signer } from '#domain/evidence/crypto.ts';
import { formatNote, parseNote } from '#domain/evidence/note.ts';
import { pathHashes } from '#domain/evidence/subtree.ts';
import { appendLeaves, type Edge, edgeRoot, entriesOf, hashesOf, nodesFromTiles, partialTiles } from '#domain/evidence/tiles.ts';
import { consistencyPath, emptyRoot, leafHash, verifyConsistency } from '#domain/evidence/tree.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { AssignedEntry, LogHead, LogStore, TileStore } from '../ports/evidence-log.ts';

export type SequencerParts = {
  readonly crypto: Crypto;
  readonly store: LogStore;
  readonly tiles: TileStore;
  /** Ed25519 (a plain note line) and ML-DSA-44 (a cosignature by the log itself), as c2sp.org/tlog-checkpoint advises. */
  readonly signers: readonly [Signer, Signer];
  readonly now: () => Date;
  /** Called between the steps; a crash test ends the process there. */
  readonly onStep?: (step: SequencerStep) => void;
};

export type SequencerStep = 'assigned' | 'tiles-written' | 'advanced' | 'published';

/** How many entries one checkpoint takes at most: bounds memory and the time to the next checkpoint. */
const batchLimit = 8_192;

/**
 * The single writer of the log. One round: give waiting entries their indexes (one transaction), write and fsync the
 * tiles, prove to itself that the tree only grew, sign, compare-and-swap the head, publish. Every step can be repeated:
 * indexes are assigned once, tiles are a function of them, the head moves only forward.
 */
export class Sequencer {
  readonly #parts: SequencerParts;
  #edge: Edge | undefined;
  #head: LogHead | undefined;

  constructor(parts: SequencerParts) {
    this.#parts = parts;
  }

  /** One round; the number of entries that became part of a signed tree. */
  async round(): Promise<number> {
    try {
      return await this.#round();
    } catch (cause) {
      this.#edge = undefined;
      this.#head = undefined;
      throw cause;
    }
  }

  async #round(): Promise<number> {
    const { store, onStep } = this.#parts;
    const head = this.#head ?? (await store.head());
    const edge = this.#edge ?? (await this.#loadEdge(head));
    const left = head.assigned > head.size ? await store.assigned(head.size, batchLimit) : [];
    const entries = left.length > 0 ? left : await store.assign(batchLimit);
    if (entries.length === 0) {
      this.#head = head;
      this.#edge = edge;
      if (head.signed === undefined) await this.#publish(head, edge);
      return 0;
    }
    onStep?.('assigned');
    this.#append(edge, entries);
    await this.#writeTiles();
    onStep?.('tiles-written');
    await this.#publish(head, edge);
    return entries.length;
  }

  #pending: ReturnType<typeof appendLeaves> = [];

  #append(edge: Edge, entries: readonly AssignedEntry[]): void {
    const { crypto } = this.#parts;
    for (const [at, { index }] of entries.entries()) {
      if (index !== edge.size + at) {
        throw new DomainError('evidence.broken_order', `expected the entry with index ${edge.size + at}, got ${index}`, {
          expected: edge.size + at,
          index,
        });
      }
    }
    this.#pending = appendLeaves(
      crypto,
      edge,
      entries.map(({ entry }) => ({ entry, hash: leafHash(crypto, entry) })),
    );
  }

  async #writeTiles(): Promise<void> {
    await this.#parts.tiles.write(this.#pending);
    this.#pending = [];
  }

  async #publish(head: LogHead, edge: Edge): Promise<void> {
    const { crypto, store, tiles, onStep } = this.#parts;
    const checkpoint: Checkpoint = { origin: head.origin, size: edge.size, root: edgeRoot(crypto, edge), extensions: [] };
    await this.#refuseInconsistent(head, checkpoint);
    const signed = this.#sign(checkpoint);
    if (!(await store.advance(head.size, { checkpoint, signed }))) {
      throw new DomainError('evidence.head_moved', `expected the log's head at ${head.size}, another writer has moved it`, { size: head.size });
    }
    onStep?.('advanced');
    await tiles.publish(signed);
    onStep?.('published');
    this.#head = { ...head, size: edge.size, assigned: Math.max(head.assigned, edge.size), signed };
    this.#edge = edge;
  }

  /** A log that signs two histories is worthless: the proof is computed from the written tiles, not from memory. */
  async #refuseInconsistent(head: LogHead, next: Checkpoint): Promise<void> {
    const { crypto, tiles } = this.#parts;
    const last = head.signed === undefined ? undefined : parseCheckpoint(parseNote(head.signed).text);
    const older = last ?? { size: 0, root: emptyRoot(crypto) };
    const read = nodesFromTiles(crypto, (tile) => tiles.read(tile), next.size);
    const proof = next.size >= older.size ? await pathHashes(crypto, read, consistencyPath(older.size, next.size)) : [];
    if (!verifyConsistency(crypto, proof, older, next)) {
      throw new DomainError(
        'evidence.inconsistent_tree',
        `refused to sign a tree of ${next.size} leaves that does not extend the signed tree of ${older.size}; restore the log folder from a backup`,
        { oldSize: older.size, newSize: next.size },
      );
    }
  }

  #sign(checkpoint: Checkpoint): string {
    const { crypto, signers, now } = this.#parts;
    const seconds = Math.floor(now().getTime() / 1000);
    return formatNote({
      text: checkpointText(checkpoint),
      signatures: [signAsLog(crypto, checkpoint.origin, signers[0], checkpoint), cosign(crypto, checkpoint.origin, signers[1], checkpoint, seconds)],
    });
  }

  /** Reads the unfinished tiles of the signed tree and checks that they give its root. */
  async #loadEdge(head: LogHead): Promise<Edge> {
    const { crypto, tiles } = this.#parts;
    const edge: Edge = { size: head.size, rows: [], entries: [] };
    for (const tile of partialTiles(head.size)) {
      edge.rows[tile.level as number] = hashesOf(await tiles.read(tile)).slice(0, tile.width);
      if (tile.level === 0) edge.entries = entriesOf(await tiles.read({ ...tile, level: 'entries' })).slice(0, tile.width);
    }
    for (let level = 0; level < edge.rows.length; level++) edge.rows[level] ??= [];
    const root = head.signed === undefined ? emptyRoot(crypto) : parseCheckpoint(parseNote(head.signed).text).root;
    const entriesFit = edge.entries.every((entry, i) => sameBytes(leafHash(crypto, entry), edge.rows[0]?.[i] ?? new Uint8Array(0)));
    if (!entriesFit || !sameBytes(edgeRoot(crypto, edge), root)) {
      throw new DomainError(
        'evidence.inconsistent_tree',
        `the tiles do not give the signed root of size ${head.size}; restore the log folder from a backup`,
        {
          size: head.size,
        },
      );
    }
    return edge;
  }
}
