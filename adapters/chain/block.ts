import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, fromHex, hex } from '#domain/evidence/bytes.ts';
import { bigEndian, encodeRlp, type Rlp } from '#domain/evidence/evm/rlp.ts';
import { proveInTrie } from '#domain/evidence/evm/trie.ts';
import { DomainError } from '#domain/kernel/error.ts';

/** A block and its receipts as a node's JSON-RPC tells them; every value is 0x-hexadecimal. */
export type RpcBlock = Readonly<Record<string, string | undefined>> & { readonly hash: string; readonly receiptsRoot: string };
export type RpcReceipt = {
  readonly type?: string;
  readonly status: string;
  readonly cumulativeGasUsed: string;
  readonly logsBloom: string;
  readonly transactionIndex: string;
  readonly logs: readonly { readonly address: string; readonly topics: readonly string[]; readonly data: string }[];
};

/** Order of the Yellow Paper; the later fields came with London, Shanghai, Cancun and Prague and end where the chain's rules end. */
const always = ['parentHash', 'sha3Uncles', 'miner', 'stateRoot', 'transactionsRoot', 'receiptsRoot', 'logsBloom'] as const;
const numbers = ['difficulty', 'number', 'gasLimit', 'gasUsed', 'timestamp'] as const;
const later = [
  ['baseFeePerGas', 'number'],
  ['withdrawalsRoot', 'bytes'],
  ['blobGasUsed', 'number'],
  ['excessBlobGas', 'number'],
  ['parentBeaconBlockRoot', 'bytes'],
  ['requestsHash', 'bytes'],
] as const;

const bytes = (value: string | undefined): Uint8Array => fromHex((value ?? '0x').slice(2).toLowerCase());
const number = (value: string | undefined): Uint8Array => bigEndian(BigInt(value ?? '0x0'));

/** The header in RLP, held to the hash that the node gives. */
export function headerOf(block: RpcBlock): Uint8Array {
  const fields: Rlp[] = [
    ...always.map((name) => bytes(block[name])),
    ...numbers.map((name) => number(block[name])),
    bytes(block.extraData),
    bytes(block.mixHash),
    bytes(block.nonce),
  ];
  for (const [name, kind] of later) {
    if (block[name] === undefined || block[name] === null) break;
    fields.push(kind === 'number' ? number(block[name]) : bytes(block[name]));
  }
  const header = encodeRlp(fields);
  if (`0x${hex(keccak_256(header))}` !== block.hash.toLowerCase()) {
    throw new DomainError('evidence.chain_header', `expected a header with hash ${block.hash}, its fields give 0x${hex(keccak_256(header))}`, {
      hash: block.hash,
    });
  }
  return header;
}

function receiptBytes(receipt: RpcReceipt): Uint8Array {
  const list = encodeRlp([
    number(receipt.status),
    number(receipt.cumulativeGasUsed),
    bytes(receipt.logsBloom),
    receipt.logs.map(({ address, topics, data }) => [bytes(address), topics.map(bytes), bytes(data)]),
  ]);
  const type = Number(receipt.type ?? '0x0');
  return type === 0 ? list : concat(Uint8Array.of(type), list);
}

/** The path from one receipt to the header's receipts root. */
export function receiptPath(
  block: RpcBlock,
  receipts: readonly RpcReceipt[],
  index: string,
): { readonly key: Uint8Array; readonly path: readonly Uint8Array[] } {
  const items = receipts.map((receipt) => ({ key: encodeRlp(number(receipt.transactionIndex)), value: receiptBytes(receipt) }));
  const key = encodeRlp(number(index));
  const { root, path } = proveInTrie(items, key);
  if (`0x${hex(root)}` !== block.receiptsRoot.toLowerCase()) {
    throw new DomainError('evidence.chain_header', `expected receipts with root ${block.receiptsRoot}, they give 0x${hex(root)}`, {
      hash: block.hash,
    });
  }
  return { key, path };
}
