import { DomainError } from '#domain/kernel/error.ts';
import { base64, concat, fromBase64, hex, sameBytes, utf8 } from './bytes.ts';
import type { Crypto } from './crypto.ts';

/** C2SP signed-note v1.0.0: text, blank line, signature lines. */
export type NoteSignature = { readonly name: string; readonly keyId: Uint8Array; readonly signature: Uint8Array };
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** signed-note "Signature types". */
export const signatureType = { ed25519: 0x01, ed25519Cosignature: 0x04, mlDsa44Cosignature: 0x06 } as const;
export type SignatureType = (typeof signatureType)[keyof typeof signatureType];

/** What a verifier trusts: a name, a type and a public key. The text form is the vkey. */
export type VerifierKey = { readonly name: string; readonly type: SignatureType; readonly publicKey: Uint8Array; readonly keyId: Uint8Array };

const keyLength: Readonly<Record<SignatureType, number>> = { 1: 32, 4: 32, 6: 1312 };
const maxNoteLength = 1_000_000;
const maxSignatures = 100;

export function verifierKey(crypto: Pick<Crypto, 'sha256'>, name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new DomainError('evidence.bad_key_name', `expected a key name without spaces or plus, got "${name.slice(0, 80)}"`);
  // The ML-DSA-44 message counts the name in one byte (tlog-cosignature: opaque cosigner_name<1..2^8-1>).
  if (type === signatureType.mlDsa44Cosignature && utf8(name).length > 255) {
    throw new DomainError('evidence.bad_key_name', `expected a key name of at most 255 bytes, got ${utf8(name).length}`);
  }
  return { name, type, publicKey, keyId: crypto.sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4) };
}

export const vkey = (key: VerifierKey): string => `${key.name}+${hex(key.keyId)}+${base64(concat(Uint8Array.of(key.type), key.publicKey))}`;

export function parseVkey(crypto: Pick<Crypto, 'sha256'>, text: string): VerifierKey {
  const bad = (why: string): DomainError =>
    new DomainError('evidence.bad_vkey', `expected a verifier key "name+id+base64" (c2sp.org/signed-note), got "${text.slice(0, 80)}": ${why}`);
  const [name = '', id = '', ...rest] = text.split('+');
  const material = fromBase64(rest.join('+'));
  const type = material[0] as SignatureType | undefined;
  if (type === undefined || !(type in keyLength)) throw bad(`signature type ${type} is not one of 1, 4, 6`);
  const publicKey = material.slice(1);
  if (publicKey.length !== keyLength[type]) throw bad(`the key has ${publicKey.length} bytes, type ${type} needs ${keyLength[type]}`);
  const key = verifierKey(crypto, name, type, publicKey);
  if (hex(key.keyId) !== id) throw bad(`the key id should be ${hex(key.keyId)}`);
  return key;
}

export function formatNote(note: Note): string {
  return `${note.text}\n${note.signatures.map(signatureLine).join('')}`;
}

export const signatureLine = (s: NoteSignature): string => `— ${s.name} ${base64(concat(s.keyId, s.signature))}\n`;

export function parseNote(text: string): Note {
  const bad = (why: string): DomainError => new DomainError('evidence.bad_note', `expected a signed note (c2sp.org/signed-note): ${why}`);
  if (text.length > maxNoteLength) throw bad(`${text.length} characters are more than ${maxNoteLength}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the standard forbids them by code point
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) throw bad('it has a control character');
  const split = text.lastIndexOf('\n\n');
  if (split < 0 || !text.endsWith('\n')) throw bad('there is no blank line before the signatures');
  const body = text.slice(0, split + 1);
  const lines = text
    .slice(split + 2)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0 || lines.length > maxSignatures) throw bad(`it has ${lines.length} signature lines, expected 1 to ${maxSignatures}`);
  return { text: body, signatures: lines.map(parseSignatureLine) };
}

export function parseSignatureLine(line: string): NoteSignature {
  const match = /^— ([^ ]+) ([^ ]+)$/u.exec(line);
  const name = match?.[1] ?? '';
  if (!match || !isKeyName(name)) {
    throw new DomainError('evidence.bad_note', `expected a signature line "— name base64" (c2sp.org/signed-note), got "${line.slice(0, 80)}"`);
  }
  const bytes = fromBase64(match[2] as string);
  if (bytes.length < 5) throw new DomainError('evidence.bad_note', `expected a key id and a signature, got ${bytes.length} bytes`);
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/** Does this signature line name this key? Only then is it judged at all. */
export const isBy = (signature: NoteSignature, key: VerifierKey): boolean => signature.name === key.name && sameBytes(signature.keyId, key.keyId);

/** signed-note: no Unicode space (property White_Space; unlike \s it knows U+0085 and leaves U+FEFF alone) and no plus. */
const isKeyName = (name: string): boolean => name.length > 0 && !/[\p{White_Space}+]/u.test(name);
