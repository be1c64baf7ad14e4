import { createPublicClient, createWalletClient, defineChain, encodeFunctionData, type Hex, http, type PublicClient, parseAbi } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { hex, textOf, utf8 } from '#domain/evidence/bytes.ts';
import { canonicalJson, type Json } from '#domain/evidence/canonical.ts';
import type { EvmProof } from '#domain/evidence/evm/checker.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Anchor, PendingAnchor } from '#usecases/ports/anchor.ts';
import { headerOf, type RpcBlock, type RpcReceipt, receiptPath } from './block.ts';
import artifact from './checkpoint-anchor.json' with { type: 'json' };

export type EvmOptions = {
  /** Short name for file names, [a-z0-9-]. */
  readonly name: string;
  readonly rpcUrl: string;
  readonly chainId: number;
  /** Where CheckpointAnchor.sol lies on that chain. */
  readonly contract: Hex;
  /** Pays for the transactions. */
  readonly privateKey: Hex;
  /** Blocks on top before the proof counts as final; 0 takes the first. */
  readonly confirmations: number;
};

const abi = parseAbi(['function anchor(bytes32 digest)', 'event Anchored(bytes32 indexed digest, address indexed by)']);
const plain = (value: string): string => value.slice(2).toLowerCase();

/** An event of the anchor contract on an EVM chain; final after some blocks, with the receipt's path to the block header. */
export function evmAnchor(options: EvmOptions): Anchor {
  const { name, chainId, contract, confirmations } = options;
  const chain = chainOf(options);
  const node = createPublicClient({ chain, transport: http(options.rpcUrl) });
  const account = privateKeyToAccount(options.privateKey);
  const wallet = createWalletClient({ account, chain, transport: http(options.rpcUrl) });
  return {
    kind: 'evm',
    authority: `eip155:${chainId}:${contract.toLowerCase()}`,
    async submit(digest) {
      const data = encodeFunctionData({ abi, functionName: 'anchor', args: [`0x${hex(digest)}`] });
      const transaction = await guarded(options, () => wallet.sendTransaction({ to: contract, data }));
      return { state: 'pending', bytes: utf8(canonicalJson({ transaction })) };
    },
    async upgrade(pending) {
      const { transaction } = JSON.parse(textOf(pending.bytes)) as { transaction: Hex };
      return guarded(options, async () => {
        const receipt = await node.request<{ ReturnType: (RpcReceipt & { blockHash: Hex; blockNumber: Hex }) | null }>({
          method: 'eth_getTransactionReceipt',
          params: [transaction],
        } as never);
        if (!receipt || (await node.getBlockNumber({ cacheTime: 0 })) < BigInt(receipt.blockNumber) + BigInt(confirmations))
          return pending as PendingAnchor;
        if (receipt.status !== '0x1') {
          throw new DomainError(
            'evidence.chain_refused',
            `expected transaction ${transaction} to succeed, it failed; is ${contract} the anchor contract?`,
            {
              transaction,
            },
          );
        }
        const { proof, time } = await proofOf(node, receipt, { chainId, contract, transaction });
        return {
          state: 'proven' as const,
          bytes: utf8(canonicalJson(proof as unknown as Json)),
          fileName: `${name}-${plain(transaction).slice(0, 8)}.evm.json`,
          provesBefore: new Date(time * 1000),
        };
      });
    },
  };
}

async function proofOf(
  node: PublicClient,
  receipt: RpcReceipt & { readonly blockHash: Hex },
  about: { readonly chainId: number; readonly contract: Hex; readonly transaction: Hex },
): Promise<{ readonly proof: EvmProof; readonly time: number }> {
  const ask = <T>(method: string, params: readonly unknown[]): Promise<T> => node.request({ method, params } as never) as Promise<T>;
  const block = await ask<RpcBlock>('eth_getBlockByHash', [receipt.blockHash, false]);
  const receipts = await ask<readonly RpcReceipt[]>('eth_getBlockReceipts', [receipt.blockHash]);
  const { key, path } = receiptPath(block, receipts, receipt.transactionIndex);
  const proof: EvmProof = {
    format: 'quittance.evm-anchor/v1',
    chainId: about.chainId,
    contract: plain(about.contract),
    transaction: plain(about.transaction),
    header: hex(headerOf(block)),
    key: hex(key),
    path: path.map(hex),
  };
  return { proof, time: Number(block.timestamp) };
}

/** Puts the anchor contract on a chain and answers its address; the account pays. */
export async function deployAnchorContract(options: Omit<EvmOptions, 'contract' | 'name' | 'confirmations'>): Promise<Hex> {
  const chain = chainOf(options);
  const account = privateKeyToAccount(options.privateKey);
  const wallet = createWalletClient({ account, chain, transport: http(options.rpcUrl) });
  const node = createPublicClient({ chain, transport: http(options.rpcUrl), pollingInterval: 100 });
  return guarded(options, async () => {
    const hash = await wallet.sendTransaction({ data: artifact.bytecode as Hex });
    const { contractAddress } = await node.waitForTransactionReceipt({ hash });
    if (!contractAddress) throw new DomainError('evidence.chain_refused', `expected a contract from transaction ${hash}, there is none`, { hash });
    return contractAddress;
  });
}

const chainOf = ({ chainId, rpcUrl }: Pick<EvmOptions, 'chainId' | 'rpcUrl'>) =>
  defineChain({
    id: chainId,
    name: `eip155:${chainId}`,
    nativeCurrency: { name: 'native', symbol: 'N', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });

async function guarded<T>({ chainId }: Pick<EvmOptions, 'chainId'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    // The library's message may hold the node's address with its access key.
    const said = (cause as { shortMessage?: string }).shortMessage ?? 'an error of the node';
    throw new DomainError('evidence.chain_away', `expected chain ${chainId} to take or tell a transaction: ${said}`, { chainId }, cause);
  }
}
