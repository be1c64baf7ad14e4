import { keccak_256 } from '@noble/hashes/sha3.js';
import { DomainError } from '#domain/kernel/error.ts';
import type { AnchorChecker, AnchorVerdict } from '../anchor.ts';
import { fromHex, hex, sameBytes, utf8 } from '../bytes.ts';
import { isObject, type Json, parseCanonical } from '../canonical.ts';
import { bigOf, bytesOf, decodeRlp, listOf } from './rlp.ts';
import { valueInTrie } from './trie.ts';

/** An event on an EVM chain, with the path from its receipt to the block's header. Hexadecimal without 0x, RFC 8785 JSON. */
export type EvmProof = {
  readonly format: 'quittance.evm-anchor/v1';
  readonly chainId: number;
  readonly contract: string;
  readonly transaction: string;
  /** The header in RLP: its Keccak-256 is the block's hash. */
  readonly header: string;
  /** RLP of the transaction's position in the block: the key in the receipts trie. */
  readonly key: string;
  readonly path: readonly string[];
};

/** Which block hashes the verifier got elsewhere (an own node, several explorers), and which contracts count. */
export type EvmTrust = {
  /** "chainId:hash", hash in lower-case hexadecimal without 0x. */
  readonly blocks: ReadonlySet<string>;
};

/** `event Anchored(bytes32 indexed digest, address indexed by)` */
export const anchoredTopic = keccak_256(utf8('Anchored(bytes32,address)'));

export function evmChecker(trust: EvmTrust): AnchorChecker {
  return {
    kind: 'evm',
    owns: (fileName) => fileName.endsWith('evm.json'),
    async verify(_crypto, proof, digest): Promise<AnchorVerdict> {
      try {
        return judge(parseEvmProof(proof), digest, trust);
      } catch (cause) {
        if (!(cause instanceof DomainError)) throw cause;
        return no(`证明无法读取：${cause.message}`, cause.message);
      }
    },
  };
}

function judge(proof: EvmProof, digest: Uint8Array, trust: EvmTrust): AnchorVerdict {
  const header = fromHex(proof.header);
  const fields = listOf(decodeRlp(header), 'a block header');
  const receiptsRoot = bytesOf(fields[5], 'the receipts root');
  const height = Number(bigOf(bytesOf(fields[8], 'the block number')));
  const time = Number(bigOf(bytesOf(fields[11], 'the time of the block')));
  const receipt = valueInTrie(receiptsRoot, fromHex(proof.key), proof.path.map(fromHex));
  if (!receipt) return no('交易回执不在该区块内', 'the receipt is not in the block');
  // A typed receipt (EIP-2718) has its type before the list.
  const parts = listOf(decodeRlp((receipt[0] as number) < 0x80 ? receipt.subarray(1) : receipt), 'a receipt');
  if (bigOf(bytesOf(parts[0], 'the status')) !== 1n) return no('该交易执行失败', 'the transaction failed');
  const stands = listOf(parts[3], 'the events').some((event) => {
    const [address, topics] = listOf(event, 'an event');
    const [topic, about] = listOf(topics, 'topics');
    return (
      hex(bytesOf(address, 'an address')) === proof.contract &&
      topic !== undefined &&
      sameBytes(bytesOf(topic, 'a topic'), anchoredTopic) &&
      about !== undefined &&
      sameBytes(bytesOf(about, 'a topic'), digest)
    );
  });
  if (!stands) return no('回执中没有该检查点的存证事件', 'the receipt has no event on this digest');
  const block = hex(keccak_256(header));
  const detail = { chainId: proof.chainId, height, block, contract: proof.contract, transaction: proof.transaction };
  if (!trust.blocks.has(`${proof.chainId}:${block}`)) return { kind: 'needs-online-check', detail };
  return { kind: 'proven', before: rfc3339(time), detail };
}

const no = (zh: string, en: string): AnchorVerdict => ({ kind: 'false', why: { zh, en } });
const rfc3339 = (seconds: number): string => new Date(Math.min(seconds, 253_402_300_799) * 1000).toISOString().replace('.000Z', 'Z');

export function parseEvmProof(bytes: Uint8Array): EvmProof {
  const value = parseCanonical(bytes);
  const text = (each: Json | undefined): each is string => typeof each === 'string' && /^(?:[0-9a-f]{2})*$/.test(each);
  const names = ['format', 'chainId', 'contract', 'transaction', 'header', 'key', 'path'];
  const sound =
    isObject(value) &&
    value.format === 'quittance.evm-anchor/v1' &&
    Object.keys(value).every((name) => names.includes(name)) &&
    Number.isSafeInteger(value.chainId) &&
    [value.contract, value.transaction, value.header, value.key].every(text) &&
    Array.isArray(value.path) &&
    value.path.length <= 70 &&
    value.path.every(text);
  if (!sound)
    throw new DomainError('evidence.bad_evm_proof', 'expected a quittance.evm-anchor/v1 with chain, contract, transaction, header, key and path');
  return value as unknown as EvmProof;
}

/** The verifier's own block hashes: lines of chain id and hash, with or without 0x. */
export function parseBlockHashes(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const [, chain, hash] = /^\s*(\d{1,15})\s+(?:0x)?([0-9a-fA-F]{64})\s*$/.exec(line) ?? [];
    if (chain === undefined || hash === undefined) {
      throw new DomainError('evidence.bad_block_header', `expected lines of a chain id and a block hash, got "${line.slice(0, 60)}"`);
    }
    found.add(`${chain}:${hash.toLowerCase()}`);
  }
  return found;
}
