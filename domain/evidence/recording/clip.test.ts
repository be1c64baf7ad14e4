import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { clipOf, policy } from '#adapters/log/testing/clips.ts';
import { canonicalJson } from '../canonical.ts';
import { chunkSize } from '../chunks.ts';
import { clipWav } from './clip.ts';
import { clipExitCode, clipVerificationText, verifyClipFile } from './clip-verification.ts';
import { readWav, wavHeader } from './wav.ts';

const format = { channels: 1, sampleRate: 8_000, bitsPerSample: 16, dataFrom: 44, dataBytes: 0 } as const;
const wav = (bytes: number): Buffer => Buffer.concat([wavHeader(format, bytes), randomBytes(bytes)]);
const sound = wav(3 * chunkSize);
const verify = (file: Uint8Array) => verifyClipFile(nodeCrypto, file, policy);

describe('a clip', () => {
  it('proves its bytes, its seconds and what was sealed with them, and can be heard alone', () => {
    const { verification, checked } = verify(clipOf(sound, 1, 3));
    expect([verification.verdict, clipExitCode(verification)]).toEqual(['self-asserted', 0]);
    expect(verification.clip).toMatchObject({
      bytes: 'same',
      inclusion: 'proven',
      log: 'valid',
      quorum: 'none-required',
      range: { from: chunkSize, to: 3 * chunkSize, size: sound.length },
      sound: { fromSeconds: 65.533, toSeconds: 196.605, ofSeconds: 196.608 },
      context: { purpose: 'proof', consent: { how: 'spoken' } },
    });
    const heard = checked && clipWav(checked);
    expect(heard && readWav(heard, heard.length)).toMatchObject({ sampleRate: 8_000, dataBytes: 2 * chunkSize });
    expect(
      heard &&
        Buffer.from(heard)
          .subarray(44)
          .equals(sound.subarray(chunkSize, 3 * chunkSize)),
    ).toBe(true);
  });

  it('says of other formats that it proves bytes and no seconds', () => {
    const { verification, checked } = verify(clipOf(randomBytes(2 * chunkSize), 1, 2, { mediaType: 'audio/mpeg', withHead: false }));
    expect([verification.verdict, verification.clip?.sound]).toEqual(['self-asserted', null]);
    expect(verification.notProven[0]?.en).toContain('not which seconds');
    expect(checked && clipWav(checked)).toBeUndefined();
  });

  it('is judged by the policy alone: none, a strange one, one that asks for a witness', () => {
    const clip = clipOf(wav(5_000), 0, 1);
    expect(clipExitCode(verifyClipFile(nodeCrypto, clip).verification)).toBe(2);
    expect(clipExitCode(verifyClipFile(nodeCrypto, clip, { ...policy, logs: [] }).verification)).toBe(2);
    expect(clipExitCode(verifyClipFile(nodeCrypto, clip, { ...policy, quorum: 'nobody' }).verification)).toBe(3);
    expect(clipExitCode(verify(Buffer.from('{}')).verification)).toBe(65);
    expect(clipVerificationText(verify(clip).verification)).toBe(clipVerificationText(verify(clip).verification));
  });
});

describe('no mutated clip verifies', () => {
  const small = clipOf(wav(900), 0, 1);

  it('with bytes changed, cut out or put in anywhere', () => {
    const place = fc.nat(small.length - 1);
    const mutation = fc.oneof(
      fc.record({ kind: fc.constant('flip'), at: place, by: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ kind: fc.constant('cut'), at: place, by: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ kind: fc.constant('insert'), at: place, by: fc.integer({ min: 0, max: 255 }) }),
    );
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        let file = Buffer.from(small);
        for (const { kind, at, by } of mutations) {
          if (kind === 'flip') file[Math.min(at, file.length - 1)] = (file[Math.min(at, file.length - 1)] ?? 0) ^ by;
          else if (kind === 'cut') file = Buffer.concat([file.subarray(0, at), file.subarray(at + by)]);
          else file = Buffer.concat([file.subarray(0, at), Buffer.of(by), file.subarray(at)]);
        }
        fc.pre(!file.equals(small));
        return clipExitCode(verify(file).verification) !== 0;
      }),
      { numRuns: 3_000 },
    );
  });

  it('even where its own checksum was computed anew after a part was changed', () => {
    const clip = JSON.parse(Buffer.from(clipOf(sound, 1, 2)).toString()) as Record<string, never>;
    const resealed = (changed: Record<string, unknown>): Buffer => {
      const { sha256: _, ...open } = changed;
      return Buffer.from(
        canonicalJson({
          ...open,
          sha256: createHash('sha256')
            .update(canonicalJson(open as never))
            .digest('hex'),
        } as never),
      );
    };
    expect(clipExitCode(verify(resealed(clip)).verification)).toBe(0);
    const [chunk = ''] = clip.chunks as unknown as string[];
    const head = clip.head as unknown as { path: string[]; chunk: string };
    const turned = (text: string, at: number): string => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    const hexTurned = (text: string, at: number): string => `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`;
    const changes: Record<string, unknown>[] = [
      { chunks: [turned(chunk, 700_000)] },
      { chunks: [chunk, chunk] },
      { chunks: [] },
      { from: 0 },
      { from: 2 },
      { total: 3 },
      { total: 5 },
      { paths: [] },
      { paths: [(clip.paths as unknown as string[][])[0]?.slice(1)] },
      { head: { ...head, chunk: turned(head.chunk, 30) } },
      { head: { ...head, path: [] } },
      { salt: hexTurned(clip.salt as unknown as string, 5) },
      { record: (clip.record as unknown as string).replace('spoken', 'written') },
      { record: (clip.record as unknown as string).replace('"proof"', '"other"') },
      { proof: (clip.proof as unknown as string).replace('index 1', 'index 0') },
      { more: 'unknown' },
    ];
    expect(
      changes
        .map((change) => [Object.keys(change)[0], clipExitCode(verify(resealed({ ...clip, ...change })).verification)])
        .filter(([, code]) => code === 0),
    ).toEqual([]);
  });
});
