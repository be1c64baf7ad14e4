import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { createPublicClient, createTestClient, type Hex, http, keccak256, toRlp } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { installation } from '#adapters/log/testing/installation.ts';
import { ran } from '#adapters/log/testing/programs.ts';
import { postgresAnchors } from '#adapters/postgres/evidence/anchors.ts';
import { registeredContracts } from '#adapters/postgres/evidence/contracts.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { utf8 } from '#domain/evidence/bytes.ts';
import { canonicalJson, type Json } from '#domain/evidence/canonical.ts';
import { checkpointText } from '#domain/evidence/checkpoint.ts';
import { evmChecker, parseBlockHashes, parseEvmProof } from '#domain/evidence/evm/checker.ts';
import { decodeRlp, encodeRlp } from '#domain/evidence/evm/rlp.ts';
import { proveInTrie, valueInTrie } from '#domain/evidence/evm/trie.ts';
import { anchorCheckpoints } from '#usecases/seal/anchor-checkpoints.ts';
import { lookUpFiles } from '#usecases/seal/check-contract.ts';
import { registerContract } from '#usecases/seal/register-contract.ts';
import { artifact, compileAnchor } from './compile.ts';
import { deployAnchorContract, type EvmOptions, evmAnchor } from './evm.ts';

/** The chain's program lies in the package of this platform; its installer does not run here. */
function anvil(): string | undefined {
  try {
    const folder = join(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'), '..', '..');
    const name = readdirSync(folder).find(
      (each) => each === `anvil-${process.platform === 'win32' ? 'win32' : process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`,
    );
    return name && join(folder, name, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil');
  } catch {
    return undefined;
  }
}

const program = anvil();
ran('anvil (a real local EVM chain)', program !== undefined);
/** The first account of the well-known test phrase "test test ... junk", rich on every local chain and nowhere else. */
const privateKey: Hex = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const digest = createHash('sha256').update('a checkpoint').digest();

describe('the contract', () => {
  it('is what its source compiles to', () => {
    expect(JSON.parse(readFileSync(artifact, 'utf8'))).toEqual(JSON.parse(JSON.stringify(compileAnchor())));
  }, 60_000);
});

describe('RLP and the trie', () => {
  it('encode as viem does and read back', () => {
    const value = fc.letrec<{ value: Uint8Array | unknown[] }>((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.uint8Array({ maxLength: 80 }), fc.array(tie('value'), { maxLength: 5 })),
    })).value;
    fc.assert(
      fc.property(value, (each) => {
        const bytes = encodeRlp(each as never);
        expect(Buffer.from(bytes).toString('hex')).toBe(toRlp(each as never, 'hex').slice(2));
        expect(Buffer.from(encodeRlp(decodeRlp(bytes))).equals(Buffer.from(bytes))).toBe(true);
      }),
    );
  });

  it('prove every key, and no key with a node changed', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 90 }), { minLength: 1, maxLength: 150 }), fc.nat(), (values, pick) => {
        const items = values.map((value, i) => ({
          key: encodeRlp(i === 0 ? new Uint8Array() : Uint8Array.of(...(i > 255 ? [i >> 8] : []), i & 255)),
          value,
        }));
        const chosen = items[pick % items.length] as (typeof items)[number];
        const { root, path } = proveInTrie(items, chosen.key);
        expect(valueInTrie(root, chosen.key, path)).toEqual(chosen.value);
        const changed = path.map((node, i) => (i === path.length - 1 ? Uint8Array.from(node).fill(1, -1) : node));
        if (path.at(-1)?.at(-1) !== 1) expect(valueInTrie(root, chosen.key, changed)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});

describe.skipIf(program === undefined)('a real local chain', () => {
  let chain: ChildProcess;
  let options: EvmOptions;
  const port = 20_000 + (process.pid % 20_000);
  const rpcUrl = `http://127.0.0.1:${port}`;
  beforeAll(async () => {
    chain = spawn(program as string, ['--port', String(port), '--silent', '--chain-id', '31337'], { stdio: 'ignore' });
    const node = createPublicClient({ transport: http(rpcUrl, { retryCount: 0 }) });
    for (let tries = 0; ; tries++) {
      try {
        await node.getChainId();
        break;
      } catch (cause) {
        if (tries > 100) throw cause;
        await wait(100);
      }
    }
    const contract = await deployAnchorContract({ rpcUrl, chainId: 31337, privateKey });
    options = { name: 'local', rpcUrl, chainId: 31337, privateKey, contract, confirmations: 1 };
  }, 60_000);
  afterAll(() => void chain?.kill());

  it('takes an anchor, waits for blocks on top, and the proof stands under a known block hash only', async () => {
    const anchor = evmAnchor(options);
    const control = createTestClient({ mode: 'anvil', transport: http(rpcUrl) });
    // Several transactions in one block, so that the receipts trie has branches.
    await control.setAutomine(false);
    const pendings = [await anchor.submit(digest)];
    for (let i = 0; i < 20; i++) pendings.push(await anchor.submit(randomBytes(32)));
    expect((await anchor.upgrade(pendings[0] as never)).state).toBe('pending');
    await control.mine({ blocks: 1 });
    expect((await anchor.upgrade(pendings[0] as never)).state).toBe('pending');
    await control.mine({ blocks: 1 });
    const answer = await anchor.upgrade(pendings[0] as never);
    if (answer.state !== 'proven') throw new Error('expected a proof');
    const proof = parseEvmProof(answer.bytes);
    expect(proof.path.length).toBeGreaterThan(1);
    const block = keccak256(`0x${proof.header}`);
    const known = evmChecker({ blocks: parseBlockHashes(`# mine\n31337 ${block}\n`) });
    const check = (bytes: Uint8Array, on: Uint8Array = digest) => known.verify(nodeCrypto, bytes, on, new Map());
    const time = answer.provesBefore.toISOString().replace('.000Z', 'Z');
    expect(await check(answer.bytes)).toMatchObject({ kind: 'proven', before: time, detail: { chainId: 31337 } });
    expect((await evmChecker({ blocks: new Set() }).verify(nodeCrypto, answer.bytes, digest, new Map())).kind).toBe('needs-online-check');
    expect((await check(answer.bytes, randomBytes(32))).kind).toBe('false');

    const json = JSON.parse(Buffer.from(answer.bytes).toString()) as Record<string, Json>;
    const changed = (more: Record<string, Json>) => check(utf8(canonicalJson({ ...json, ...more })));
    expect((await changed({ contract: '00'.repeat(20) })).kind).toBe('false');
    expect((await changed({ key: '05' })).kind).toBe('false');
    expect((await changed({ path: proof.path.slice(1) })).kind).toBe('false');
    expect((await changed({ header: `${proof.header.slice(0, -2)}ff` })).kind).not.toBe('proven');
    for (let at = 0; at < answer.bytes.length; at += 7) {
      const flipped = Uint8Array.from(answer.bytes);
      flipped[at] = (flipped[at] as number) ^ (1 << (at % 7));
      const verdict = await check(flipped);
      // The transaction's own hash is only a pointer for people.
      if (verdict.kind === 'proven')
        expect(
          Buffer.from(flipped)
            .toString()
            .replace(/"transaction":"[0-9a-f]+"/, ''),
        ).toBe(
          Buffer.from(answer.bytes)
            .toString()
            .replace(/"transaction":"[0-9a-f]+"/, ''),
        );
    }
  }, 60_000);

  it('holds the tree of a registered contract, and the look-up names the transaction that the chain itself knows', async () => {
    const database = await testDatabase();
    const here = installation(database);
    const { tenant, actor } = await database.newTenant();
    const control = createTestClient({ mode: 'anvil', transport: http(rpcUrl) });
    await control.setAutomine(true);
    const sha256 = createHash('sha256').update('a contract').digest('hex');
    const register = { sealing: here.seals, crypto: nodeCrypto, objects: here.parts.sealed, contracts: registeredContracts };
    await database.withTenant(tenant, actor, (tx) => registerContract(register, tx, { files: [{ path: 'contract.pdf', sha256, size: 10 }] }));
    const look = async () =>
      (await database.withSystem('test', (tx) => lookUpFiles(registeredContracts, tx, [{ path: '', sha256 }])))[0]?.registered[0];
    expect(await look()).toMatchObject({ grade: 'received', anchors: [] });
    await here.sequencer().round();
    expect(await look()).toMatchObject({ grade: 'logged', anchors: [] });
    await anchorCheckpoints({
      crypto: nodeCrypto,
      log: here.parts.log,
      store: postgresAnchors(database, 'quittance.test/log'),
      anchors: [evmAnchor({ ...options, confirmations: 0 })],
      now: () => new Date(),
      onError: (error) => {
        throw error;
      },
    });
    const seen = await look();
    expect(seen).toMatchObject({ grade: 'anchored', anchors: [{ kind: 'evm', trial: false, treeSize: 2, chain: { id: 31337 } }] });
    const node = createPublicClient({ transport: http(rpcUrl) });
    const receipt = await node.getTransactionReceipt({ hash: seen?.anchors[0]?.chain?.transaction as Hex });
    const last = await here.parts.log.bestSigned();
    const body = createHash('sha256')
      .update(checkpointText((last as NonNullable<typeof last>).checkpoint))
      .digest('hex');
    expect(receipt.logs[0]?.topics[1]).toBe(`0x${body}`);
    expect(receipt.logs[0]?.address.toLowerCase()).toBe(seen?.anchors[0]?.chain?.contract);
  }, 60_000);

  it('says when the chain is away', async () => {
    await expect(evmAnchor({ ...options, rpcUrl: 'http://127.0.0.1:1' }).submit(digest)).rejects.toMatchObject({ code: 'evidence.chain_away' });
  }, 30_000);
});
