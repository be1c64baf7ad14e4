import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChunkTreeThread } from '#adapters/log/chunk-tree.ts';
import { nodeCrypto, signerOf } from '#adapters/log/node-crypto.ts';
import { archiveOf, mended, zipOf } from '#adapters/log/testing/archive.ts';
import { clipOf, policyText as clipPolicy } from '#adapters/log/testing/clips.ts';
import { type Installation, installation, textItem } from '#adapters/log/testing/installation.ts';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import type { Verification } from '#domain/evidence/bundle/verdict.ts';
import { verificationText, verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { ContentHasher, chunkSize } from '#domain/evidence/chunks.ts';
import type { ChunkTree } from '#domain/evidence/crypto.ts';
import { vkey } from '#domain/evidence/note.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { wavHeader } from '#domain/evidence/recording/wav.ts';
import { openBrowser } from '../../tests/browser/browser.ts';
import { buildVerifier } from './build.ts';
import { portableCrypto } from './portable-crypto.ts';
import { prepareSha256, wasmSha256 } from './wasm-sha256.ts';

let here: Installation;
let zip: Uint8Array;
let browser: Browser | undefined;
let opened: Awaited<ReturnType<typeof openBrowser>> | undefined;
let whyNoBrowser = '';

beforeAll(async () => {
  const database = await testDatabase();
  here = installation(database);
  const { tenant, actor } = await database.newTenant();
  const content = randomBytes(40_000);
  const sm3 = createHash('sm3').update(content).digest('hex');
  const big = { content, contentSha256: createHash('sha256').update(content).digest('hex'), size: content.length, sm3, name: '录音.wav' };
  const ids = await database.withTenant(tenant, actor, (tx) => here.seals.seal(tx, [textItem(tenant, '欠条'), textItem(tenant, 'x', big)]));
  await here.sequencer().round();
  await here.cosignLatest();
  zip = await here.bundle({ tenant, actor, scope: { kind: 'records', ids: ids.map(({ recordId }) => recordId) } });
  try {
    opened = await openBrowser();
    browser = opened.browser;
  } catch (cause) {
    whyNoBrowser = (cause as Error).message.split('\n')[0] as string;
  }
});
afterAll(() => opened?.close());

describe('the portable algorithms', () => {
  it('give what OpenSSL gives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(3000), (bytes, cut) => {
        const halves = [bytes.subarray(0, cut), bytes.subarray(cut)];
        for (const algorithm of ['sha256', 'sm3'] as const) {
          const [a, b] = [portableCrypto.hasher(algorithm), nodeCrypto.hasher(algorithm)];
          for (const half of halves) {
            a.update(half);
            b.update(half);
          }
          expect(Buffer.from(a.digest()).toString('hex')).toBe(Buffer.from(b.digest()).toString('hex'));
        }
        const crc = halves.reduce((value, half) => portableCrypto.crc32(half, value), 0);
        expect(crc).toBe(nodeCrypto.crc32(bytes, 0));
      }),
    );
  });

  it('give it in WebAssembly too, two at a time, and in plain JavaScript beyond that', async () => {
    await prepareSha256();
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 3, maxLength: 5 }), (contents) => {
        const running = contents.map((content) => ({ content, hashers: [portableCrypto.hasher('sha256'), nodeCrypto.hasher('sha256')] as const }));
        // All begun before any is ended: none may write into another.
        for (const { content, hashers } of running) for (const hasher of hashers) for (const half of [content, content]) hasher.update(half);
        for (const { hashers } of running) {
          const [ours, theirs] = hashers.map((hasher) => Buffer.from(hasher.digest()).toString('hex'));
          expect(ours).toBe(theirs);
        }
      }),
    );
    expect([wasmSha256(), wasmSha256(), wasmSha256()].map((hasher) => hasher !== undefined)).toEqual([true, true, false]);
  });

  it('give the same chunk tree beside the thread as in it, however the content is cut', async () => {
    const content = randomBytes(chunkSize * 9 + 77);
    for (const length of [0, 1, chunkSize - 1, chunkSize, chunkSize + 1, content.length]) {
      for (const step of [300_001, chunkSize * 2]) {
        const plain = new ContentHasher(nodeCrypto);
        const trees = [portableCrypto.chunkTree?.(length) as ChunkTree, new ChunkTreeThread(nodeCrypto)];
        for (let at = 0; at < length; at += step) {
          const piece = Uint8Array.from(content.subarray(at, Math.min(length, at + step)));
          plain.update(piece);
          for (const beside of trees) await beside.update(piece);
          piece.fill(0);
        }
        const { root } = plain.marks().chunks;
        for (const beside of trees) expect(Buffer.from(await beside.root()).toString('hex')).toBe(root);
      }
    }
  });

  it('accept and refuse the same signatures', () => {
    for (const [key, verify] of [
      [generateKeyPairSync('ed25519').privateKey, 'verifyEd25519'],
      [generateKeyPairSync('ml-dsa-44').privateKey, 'verifyMlDsa44'],
    ] as const) {
      const { publicKey } = signerOf(key);
      const message = randomBytes(99);
      const signature = sign(null, message, key);
      const changed = Buffer.from(signature);
      changed[20] = (changed[20] as number) ^ 1;
      for (const crypto of [nodeCrypto, portableCrypto]) {
        expect(crypto[verify](publicKey, message, signature)).toBe(true);
        expect(crypto[verify](publicKey, message, changed)).toBe(false);
        expect(crypto[verify](publicKey, message.subarray(1), signature)).toBe(false);
        expect(crypto[verify](publicKey.subarray(1), message, signature)).toBe(false);
        expect(crypto[verify](publicKey, message, signature.subarray(1))).toBe(false);
      }
    }
  });

  it('give the same verification to the letter, with WebCrypto and without', async () => {
    const { chunkTree: _, ...withoutWebCrypto } = portableCrypto;
    const answers = await Promise.all(
      [nodeCrypto, portableCrypto, withoutWebCrypto].map((crypto) =>
        verifyBundle(crypto, () => bagInZip(crypto, memorySource(zip)), {
          policy: parsePolicy(crypto, here.witnessed),
          reportKeys: [here.reportKey],
          known: [],
          anchors: [],
        }),
      ),
    );
    expect(new Set(answers.map(verificationText)).size).toBe(1);
    expect(answers[0]?.verdict).toBe('verified');
  });
});

const mono = { channels: 1, sampleRate: 8_000, bitsPerSample: 16, dataFrom: 44, dataBytes: 0 } as const;

describe('the page, opened from a file', () => {
  it('verifies, says what is false, speaks Chinese, and asks the network for nothing', async () => {
    if (!browser) {
      process.stderr.write(`  NOT checked in a browser: ${whyNoBrowser}\n`);
      return;
    }
    const file = await buildVerifier(join(here.folder, 'verifier.html'));
    const page = await browser.newPage({ locale: 'en-GB' });
    const asked: string[] = [];
    const failed: string[] = [];
    page.on('request', (request) => void (request.url().startsWith('file:') || request.url().startsWith('blob:') || asked.push(request.url())));
    page.on('pageerror', (error) => void failed.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && failed.push(message.text())));
    await page.goto(pathToFileURL(file).href);
    const check = async (bytes: Uint8Array, policy: string): Promise<string> => {
      const path = join(here.folder, 'given.zip');
      writeFileSync(path, bytes);
      await page.locator('#bundle').setInputFiles(path);
      await page.locator('#policy').fill(policy);
      await page.locator('#result').evaluate((result) => result.replaceChildren());
      await page.getByRole('button', { name: 'Verify' }).click();
      return (await page.locator('.verdict').textContent()) as string;
    };
    const policy = `# report key: ${vkey(here.reportKey)}\n${here.witnessed}`;
    expect(await check(zip, policy)).toMatch(/^Verified: every claim/);
    expect(await page.getByRole('cell', { name: '录音.wav' }).count()).toBe(1);
    // What the page lets its reader save is what the command line prints, byte for byte, of good bundles and of broken ones.
    const core = (bytes: Uint8Array): Promise<Verification> =>
      verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(bytes)), {
        policy: parsePolicy(nodeCrypto, policy),
        reportKeys: [here.reportKey],
        known: [],
        anchors: [],
      });
    const archive = await archiveOf(zip);
    const without = (part: string) => zipOf({ ...archive, members: mended(archive.members.filter(({ name }) => !name.includes(part))) });
    const flipped = (at: number): Buffer => {
      const bytes = Buffer.from(zip);
      bytes[at] = (bytes[at] as number) ^ 1;
      return bytes;
    };
    const samples = [
      zip,
      ...[40, 400, Math.floor(zip.length / 2), zip.length - 300].map(flipped),
      zip.subarray(0, zip.length - 1),
      without('records/001.salt'),
      without('proofs/001'),
      without('data/'),
      zipOf({ ...archive, members: [...archive.members].reverse() }),
      zipOf({ ...archive, members: [{ name: '../../x', bytes: Buffer.from('x') }] }),
      Buffer.from('no bundle at all, but long enough to be read as one'),
    ];
    for (const [i, bytes] of samples.entries()) {
      await check(bytes, policy);
      const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#result button').last().click()]);
      expect(`${i} ${readFileSync(await saved.path(), 'utf8')}`).toBe(`${i} ${verificationText(await core(bytes))}`);
    }
    expect(await check(zip, here.selfAsserted)).toContain('self-asserted log');
    const changed = Buffer.from(zip);
    const at = changed.indexOf('欠条');
    changed[at] = (changed[at] as number) ^ 1;
    expect(await check(changed, policy)).toMatch(/^Not verified/);
    expect(await check(zip.subarray(0, zip.length - 5), policy)).toMatch(/^Refused/);
    const clip = clipOf(Buffer.concat([wavHeader(mono, 1_600_000), randomBytes(1_600_000)]), 1, 2);
    expect(await check(clip, clipPolicy)).toContain('self-asserted log');
    await page.getByRole('cell', { name: /^65.533 - / }).waitFor();
    await page.waitForFunction(() => (document.querySelector('audio')?.duration ?? 0) > 30);
    expect(await check(clip, '')).toMatch(/^Not decided/);
    clip[900] = (clip[900] as number) ^ 1;
    expect(await check(clip, clipPolicy)).toMatch(/^Refused/);
    await page.getByRole('button', { name: '中文' }).click();
    expect(await page.locator('.verdict').textContent()).toMatch(/^拒绝校验/);
    expect(await page.title()).toBe('证据包校验');
    expect(asked).toEqual([]);
    expect(failed).toEqual([]);
  }, 120_000);
});
