import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { type HashName, hashOf, type SignatureChecks } from '../asn1/algorithms.ts';
import { type Certificate, extendedKeyUsages, extensionOids, keyUsages, nameOf, timeStamping } from '../asn1/certificate.ts';
import { chainTo } from '../asn1/chain.ts';
import { contextPlain, expectTag, integerOf, oidOf, readDer, sequenceOf, tags, timeOf } from '../asn1/der.ts';
import { checkSigner, parseSignedData, type SignatureState, type SignedData, signingCertificate } from '../asn1/signed-data.ts';
import { sameBytes } from '../bytes.ts';

/** RFC 3161 time-stamp token: who says that the imprint existed at `time`. */
export type Token = {
  readonly data: SignedData;
  readonly policy: string;
  readonly imprint: { readonly hash: HashName; readonly digest: Uint8Array };
  readonly serial: bigint;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Milliseconds that the time may be off. */
  readonly accuracy: number;
  readonly nonce?: bigint;
};

const bad = (why: string): DomainError => new DomainError('evidence.bad_timestamp', `expected an RFC 3161 time-stamp: ${why}`);

/** Takes a TimeStampResp (a .tsr file) apart; refuses one that grants nothing. */
export function parseResponse(bytes: Uint8Array): Token {
  const [info, token] = sequenceOf(readDer(bytes), 'a time-stamp response');
  const [status, ...about] = sequenceOf(info, 'a status');
  const code = Number(integerOf(status));
  if (code > 1 || !token) {
    const said = about.filter(({ tag }) => tag === tags.sequence).map(({ content }) => new TextDecoder().decode(content.subarray(2)));
    throw new DomainError('evidence.timestamp_refused', `expected a granted time-stamp, got status ${code} ${said.join(' ').slice(0, 200)}`.trim(), {
      status: code,
    });
  }
  return parseToken(token.whole);
}

export function parseToken(bytes: Uint8Array): Token {
  const data = parseSignedData(bytes);
  if (data.contentType !== '1.2.840.113549.1.9.16.1.4' || !data.content) throw bad(`got content of type ${data.contentType}`);
  const [version, policy, imprint, serial, time, ...optional] = sequenceOf(readDer(data.content), 'TSTInfo');
  if (integerOf(version) !== 1n) throw bad('another version than 1');
  const [algorithm, digest] = sequenceOf(imprint, 'a message imprint');
  const accuracy = optional.find(({ tag }) => tag === tags.sequence);
  const nonce = optional.find(({ tag }) => tag === tags.integer);
  return {
    data,
    policy: oidOf(policy),
    imprint: { hash: hashOf(algorithm), digest: expectTag(digest, tags.octetString, 'a hash').content },
    serial: integerOf(serial),
    time: timeOf(time),
    accuracy: accuracy ? accuracyOf(sequenceOf(accuracy, 'an accuracy')) : 0,
    ...(nonce ? { nonce: integerOf(nonce) } : {}),
  };
}

/** seconds, [0] milliseconds, [1] microseconds; rounded up to the millisecond. */
function accuracyOf(parts: ReturnType<typeof sequenceOf>): number {
  const part = (tag: number): number => {
    const found = parts.find((each) => each.tag === tag);
    return found ? Number(integerOf(found, tag)) : 0;
  };
  return part(tags.integer) * 1000 + part(contextPlain(0)) + Math.ceil(part(contextPlain(1)) / 1000);
}

export type TokenVerdict =
  | { readonly kind: 'proven'; readonly authority: string; readonly root: string; readonly path: readonly Certificate[] }
  | { readonly kind: 'unknown-authority'; readonly authority: string }
  | { readonly kind: 'false'; readonly why: Bilingual };

const no = (zh: string, en: string): TokenVerdict => ({ kind: 'false', why: { zh, en } });

const broken: Readonly<Record<Exclude<SignatureState, 'valid'>, Bilingual>> = {
  'other-content': { zh: '签名属性中的摘要与时间戳内容不符', en: 'the signed attributes are about another content' },
  'false-signature': { zh: '时间戳签名不成立', en: 'the signature of the time-stamp does not verify' },
  'wrong-type': { zh: '签名属性中的内容类型不符', en: 'the signed attributes name another content type' },
  'no-attributes': { zh: '缺少必要的签名属性', en: 'the signed attributes are missing' },
};

/**
 * Every check that RFC 3161 2.3 and RFC 5816 ask of one who relies on a token. `others` come with the proof, `roots` are
 * the verifier's own; certificates must be valid at the token's time, and time is not looked at otherwise.
 */
export async function verifyToken(
  checks: SignatureChecks,
  token: Token,
  digest: Uint8Array,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  hash: HashName = 'sha256',
): Promise<TokenVerdict> {
  const { data, imprint } = token;
  const { certificate } = data.signer;
  if (imprint.hash !== hash || !sameBytes(imprint.digest, digest)) return no('时间戳所针对的不是该数据', 'the time-stamp is on another digest');
  if (data.signer.attributes.size === 0) return { kind: 'false', why: broken['no-attributes'] };
  const state = await checkSigner(checks, data, data.content as Uint8Array);
  if (state !== 'valid') return { kind: 'false', why: broken[state] };
  if ((await signingCertificate(checks, data.signer)) !== 'right')
    return no('签名证书标识（ESSCertIDv2）缺失或不符', 'the signing certificate id (ESSCertIDv2) is missing or names another');
  const usages = extendedKeyUsages(certificate);
  if (usages?.length !== 1 || usages[0] !== timeStamping || certificate.extensions.get(extensionOids.extendedKeyUsage)?.critical !== true)
    return no('签名证书并非专用于时间戳', 'the certificate is not for time-stamping alone (critical extended key usage)');
  const uses = keyUsages(certificate);
  if (uses && !uses.has(0) && !uses.has(1)) return no('签名证书的密钥用途不含签名', 'the key of the certificate is not for signing');
  const chain = await chainTo(checks, certificate, [...data.certificates, ...others], roots, token.time);
  const authority = nameOf(certificate.subject);
  if (chain.kind === 'unknown') return { kind: 'unknown-authority', authority };
  if (chain.kind === 'broken') return no('证书链不成立', chain.why);
  return { kind: 'proven', authority, root: nameOf((chain.path.at(-1) as Certificate).subject), path: chain.path };
}
