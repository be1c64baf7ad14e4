import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto as crypto, signerOf } from '#adapters/log/node-crypto.ts';
import { utf8 } from './bytes.ts';
import { canonicalJson, parseCanonical } from './canonical.ts';
import { checkpointText, parseCheckpoint } from './checkpoint.ts';
import { cosign, cosignerKey, signAsLog, verifySignature } from './cosignature.ts';
import { formatNote, isBy, parseNote, parseVkey, verifierKey, vkey } from './note.ts';
import { formatPolicy, judgeCheckpoint, parsePolicy } from './policy.ts';
import { formatProof, parseProof } from './proof.ts';

// The example of c2sp.org/signed-note v1.0.0.
const exampleKey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const exampleNote = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;

const signers = ['ed25519', 'ml-dsa-44'].map((type) => signerOf(generateKeyPairSync(type as 'ed25519').privateKey));
const ed = signers[0] as (typeof signers)[number];
const checkpoint = { origin: 'log.test/a', size: 20_852_163, root: Uint8Array.from(crypto.sha256(utf8('root'))), extensions: [] };
const text = checkpointText(checkpoint);

describe('signed notes', () => {
  it("read the standard's example", () => {
    const key = parseVkey(crypto, exampleKey);
    expect(vkey(key)).toBe(exampleKey);
    const note = parseNote(exampleNote);
    const [line] = note.signatures;
    expect(line && isBy(line, key) && crypto.verifyEd25519(key.publicKey, utf8(note.text), line.signature)).toBe(true);
    expect(formatNote(note)).toBe(exampleNote);
  });

  it('have key names without Unicode spaces and plus, of any length', () => {
    const line = exampleNote.split('\n').at(-2) as string;
    for (const name of ['a'.repeat(300), 'a\ufeffb', 'zürich.test/日志']) {
      expect(parseNote(exampleNote.replace('example.com/foo', name)).signatures[0]?.name).toBe(name);
      expect(parseVkey(crypto, vkey(verifierKey(crypto, name, 1, ed.publicKey))).name).toBe(name);
    }
    for (const name of ['a\u00a0b', 'a\u0085b', 'a\u2003b', 'a\u3000b', 'a+b', '']) {
      expect(() => parseNote(`text\n\n${line.replace('example.com/foo', name)}\n`)).toThrowError(
        expect.objectContaining({ code: 'evidence.bad_note' }),
      );
      expect(() => verifierKey(crypto, name, 1, ed.publicKey)).toThrowError(expect.objectContaining({ code: 'evidence.bad_key_name' }));
    }
    expect(() => verifierKey(crypto, 'a'.repeat(256), 6, (signers[1] as (typeof signers)[number]).publicKey)).toThrowError(
      expect.objectContaining({ code: 'evidence.bad_key_name' }),
    );
  });

  it('are refused when malformed', () => {
    for (const bad of [
      '',
      'text\n',
      'text\n\n',
      'text\n\nno dash x\n',
      `${exampleNote}x`,
      exampleNote.replace('— ', '- '),
      exampleNote.replace('example m', 'example\tm'),
    ]) {
      expect(() => parseNote(bad)).toThrowError(expect.objectContaining({ code: expect.stringMatching(/^evidence\.bad_/) }));
    }
    for (const bad of ['', 'a+b', exampleKey.replace('530d', '530e'), exampleKey.replace('+Aek', '+Bek'), `${exampleKey}A`]) {
      expect(() => parseVkey(crypto, bad)).toThrowError(expect.objectContaining({ code: expect.stringMatching(/^evidence\.bad_/) }));
    }
  });
});

describe('checkpoints and cosignatures', () => {
  it('hold for their own name, time and tree only', () => {
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    for (const signer of signers) {
      const key = cosignerKey(crypto, 'witness.test/w', signer);
      const line = cosign(crypto, 'witness.test/w', signer, checkpoint, 1_679_315_147);
      const judge = (signature: Uint8Array, on = checkpoint) =>
        verifySignature(crypto, { text: checkpointText(on), signatures: [{ ...line, signature }] }, on, key);
      expect(judge(line.signature)).toEqual({ kind: 'valid', time: 1_679_315_147 });
      const later = Uint8Array.from(line.signature);
      later[7] = (later[7] as number) ^ 1;
      expect(judge(later).kind).toBe('false');
      expect(judge(line.signature, { ...checkpoint, size: checkpoint.size + 1 }).kind).toBe('false');
      expect(judge(line.signature, { ...checkpoint, origin: 'log.test/b' }).kind).toBe('false');
      expect(judge(line.signature.subarray(0, 60)).kind).toBe('false');
      expect(verifySignature(crypto, { text, signatures: [line] }, checkpoint, cosignerKey(crypto, 'witness.test/other', signer)).kind).toBe(
        'absent',
      );
    }
  });

  it('hold without a time too: time 0 says nothing about when', () => {
    const [, mldsa] = signers as [unknown, (typeof signers)[number]];
    const line = cosign(crypto, 'mirror.test/m', mldsa, checkpoint, 0);
    expect(verifySignature(crypto, { text, signatures: [line] }, checkpoint, cosignerKey(crypto, 'mirror.test/m', mldsa))).toEqual({ kind: 'valid' });
  });

  it('refuse malformed bodies', () => {
    for (const bad of [
      '',
      'a\n1\n',
      'a\n01\nAAAA\n',
      'a\n-1\nAAAA\n',
      text.slice(0, -1),
      `${text}\n`,
      text.replace('20852163', '9007199254740993'),
    ]) {
      expect(() => parseCheckpoint(bad)).toThrowError(expect.objectContaining({ code: expect.stringMatching(/^evidence\.bad_/) }));
    }
  });
});

describe('a policy', () => {
  const log = vkey(verifierKey(crypto, checkpoint.origin, 1, ed.publicKey));
  const witnesses = Array.from({ length: 6 }, (_, i) => {
    const signer = signerOf(i % 2 ? generateKeyPairSync('ml-dsa-44').privateKey : generateKeyPairSync('ed25519').privateKey);
    return { signer, key: vkey(cosignerKey(crypto, `w${i}.test/w`, signer)) };
  });
  // The two-level quorum of c2sp.org/tlog-policy.
  const policy = [
    '# two of three, and any of three',
    `log ${log} https://log.test/`,
    ...witnesses.map(({ key }, i) => `  witness ${i < 3 ? 'X' : 'Y'}${(i % 3) + 1}\t${key}`),
    'group X-witnesses 2 X1 X2 X3',
    'group Y-witnesses any Y1 Y2 Y3',
    'group X-and-Y all X-witnesses Y-witnesses',
    'quorum X-and-Y\n',
  ].join('\n');
  const signedBy = (...who: number[]): string =>
    formatNote({
      text,
      signatures: [
        signAsLog(crypto, checkpoint.origin, ed, checkpoint),
        ...who.map((i) => cosign(crypto, `w${i}.test/w`, (witnesses[i] as (typeof witnesses)[number]).signer, checkpoint, 1_700_000_000)),
      ],
    });

  it('counts a nested quorum', () => {
    const parsed = parsePolicy(crypto, policy);
    expect(parsePolicy(crypto, formatPolicy(parsed))).toEqual(parsed);
    const quorum = (...who: number[]): string => judgeCheckpoint(crypto, parsed, signedBy(...who)).quorum;
    expect([quorum(), quorum(0, 1), quorum(0, 4), quorum(0, 1, 4), quorum(0, 1, 2, 3, 4, 5)]).toEqual([
      'not-met',
      'not-met',
      'not-met',
      'met',
      'met',
    ]);
    expect(judgeCheckpoint(crypto, parsed, signedBy(0)).log).toBe('valid');
    expect(judgeCheckpoint(crypto, parsePolicy(crypto, 'quorum none\n'), signedBy()).log).toBe('unknown-log');
  });

  it('lets one key be log and witness, as the standard forbids only doubles of one kind', () => {
    const [, mldsa] = signers as [unknown, (typeof signers)[number]];
    const own = vkey(cosignerKey(crypto, checkpoint.origin, mldsa));
    expect(parsePolicy(crypto, `log ${own}\nwitness self ${own}\nquorum self\n`).witnesses.size).toBe(1);
    const renamed = vkey(cosignerKey(crypto, 'other.test/w', mldsa));
    expect(() => parsePolicy(crypto, `witness a ${own}\nwitness b ${renamed}\nquorum a\n`)).toThrowError(
      expect.objectContaining({ data: { line: 2 } }),
    );
  });

  it('is refused with the line that is wrong', () => {
    const key = (witnesses[0] as (typeof witnesses)[number]).key;
    const bad: readonly [string, number | undefined][] = [
      ['', undefined],
      [`log ${log}\n`, undefined],
      [`log ${log}\nlog ${log}\nquorum none\n`, 2],
      ['quorum w\n', 1],
      ['quorum none\nquorum none\n', 2],
      [`witness none ${key}\nquorum none\n`, 1],
      [`witness a ${key}\ngroup g 2 a\nquorum g\n`, 2],
      [`witness a ${key}\ngroup g any a b\nquorum g\n`, 2],
      [`witness a ${key}\ngroup g any a\ngroup h any a\nquorum h\n`, 3],
      [`witness a ${log}\nquorum a\n`, 1],
      ['witnes a b\n', 1],
    ];
    for (const [given, line] of bad) {
      expect(() => parsePolicy(crypto, given)).toThrowError(
        expect.objectContaining({ code: 'evidence.bad_policy', data: line === undefined ? {} : { line } }),
      );
    }
  });
});

it('proofs keep their form, with and without extra data and hashes', () => {
  for (const proof of [
    { index: 0, hashes: [], checkpoint: 'x\n' },
    { index: 73_894, hashes: [checkpoint.root, checkpoint.root], checkpoint: formatNote({ text, signatures: [] }), extra: utf8('more') },
  ]) {
    expect(parseProof(formatProof(proof))).toEqual(proof);
  }
});

// RFC 8785 section 3.2.2 and 3.2.3: the example's input values and their canonical form.
it('JSON is canonical as RFC 8785 shows, and read in no other form', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  const canonical = '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
  expect(canonicalJson(value)).toBe(canonical);
  expect(parseCanonical(utf8(canonical))).toEqual(value);
  for (const other of [' {}', '{"b":1,"a":2}', '{"a":1,"a":1}', '{"a":1.0}', '[1e2]', '"\\u0041"', '"\\ud800"', '{', '']) {
    expect(() => parseCanonical(utf8(other))).toThrowError(expect.objectContaining({ code: 'evidence.not_canonical' }));
  }
});
