import type { Certificate } from '../asn1/certificate.ts';
import {
  bitsOf,
  booleanOf,
  children,
  context,
  contextPlain,
  type Element,
  expectTag,
  integerOf,
  oidOf,
  readDer,
  sequenceOf,
  tags,
  timeOf,
} from '../asn1/der.ts';

/** A certificate revocation list (RFC 5280, 5). Times are milliseconds since 1970. */
export type Crl = {
  readonly signed: Uint8Array;
  readonly algorithm: Element;
  readonly signature: Uint8Array;
  readonly issuer: Uint8Array;
  readonly thisUpdate: number;
  readonly nextUpdate?: number;
  readonly revoked: ReadonlyMap<bigint, Revoked>;
  /** Critical extensions of the list or of an entry that are not understood here: then it proves nothing (5.2, 5.3). */
  readonly unknown: readonly string[];
  /** Which certificates it is about (issuing distribution point, 5.2.5); nothing: all of its issuer's. */
  readonly only?: 'users' | 'authorities' | 'others';
};

export type Revoked = {
  readonly at: number;
  readonly reason?: number /** Since when the key is known or thought to be unsafe (5.3.2). */;
  readonly invalidSince?: number;
};

const oids = { reason: '2.5.29.21', invalidity: '2.5.29.24', point: '2.5.29.28', number: '2.5.29.20', delta: '2.5.29.27' } as const;
/** Lists of authorities with millions of certificates exist; here one is read whole. */
const mostEntries = 2_000_000;

export function parseCrl(bytes: Uint8Array): Crl {
  const [body, algorithm, signature] = sequenceOf(readDer(bytes), 'a revocation list');
  const parts = [...sequenceOf(body, 'the signed part of a revocation list')];
  if (parts[0]?.tag === tags.integer) parts.shift();
  const [, issuer, thisUpdate, ...rest] = parts;
  const next = rest[0]?.tag === tags.utcTime || rest[0]?.tag === tags.generalizedTime ? rest.shift() : undefined;
  const list = rest[0]?.tag === tags.sequence ? rest.shift() : undefined;
  const extensions = rest[0]?.tag === context(0) ? extensionsIn(children(rest[0])[0]) : [];
  const unknown = new Set(extensions.filter(({ critical, name }) => critical && name !== oids.point).map(({ name }) => name));
  const revoked = new Map<bigint, Revoked>();
  for (const entry of list ? children(list) : []) {
    if (revoked.size >= mostEntries) break;
    const [serial, at, more] = sequenceOf(entry, 'a revoked certificate');
    const own = more ? extensionsIn(more) : [];
    for (const { critical, name } of own) if (critical && name !== oids.reason) unknown.add(name);
    const reason = own.find(({ name }) => name === oids.reason);
    const invalid = own.find(({ name }) => name === oids.invalidity);
    revoked.set(integerOf(serial), {
      at: timeOf(at),
      ...(reason ? { reason: Number(integerOf(readDer(reason.value), tags.enumerated)) } : {}),
      ...(invalid ? { invalidSince: timeOf(readDer(invalid.value)) } : {}),
    });
  }
  const point = extensions.find(({ name }) => name === oids.point);
  return {
    signed: (body as Element).whole,
    algorithm: expectTag(algorithm, tags.sequence, 'a signature algorithm'),
    signature: bitsOf(signature),
    issuer: expectTag(issuer, tags.sequence, 'an issuer').whole,
    thisUpdate: timeOf(thisUpdate),
    ...(next ? { nextUpdate: timeOf(next) } : {}),
    revoked,
    unknown: [...unknown],
    ...(point ? onlyOf(point.value) : {}),
  };
}

/** onlyContainsUserCerts [1], onlyContainsCACerts [2]; some reasons [3], indirect [4] or attribute [5] lists are for others. */
function onlyOf(value: Uint8Array): { readonly only?: Crl['only'] & string } {
  const flags = sequenceOf(readDer(value), 'an issuing distribution point');
  const has = (n: number): boolean => flags.some(({ tag, content }) => tag === contextPlain(n) && content[0] !== 0);
  if (has(3) || has(4) || has(5)) return { only: 'others' };
  return has(1) ? { only: 'users' } : has(2) ? { only: 'authorities' } : {};
}

type Extension = { readonly name: string; readonly critical: boolean; readonly value: Uint8Array };
const extensionsIn = (element: Element | undefined): readonly Extension[] =>
  sequenceOf(element, 'extensions').map((each) => {
    const parts = sequenceOf(each, 'an extension');
    const critical = parts.length === 3 && booleanOf(parts[1] as Element);
    return { name: oidOf(parts[0]), critical, value: expectTag(parts.at(-1), tags.octetString, 'the value of an extension').content };
  });

/** http and https addresses that a certificate names for its revocation list, its status and its issuer's certificate. */
export type Addresses = { readonly crl: readonly string[]; readonly ocsp: readonly string[]; readonly issuer: readonly string[] };

export function addressesIn({ extensions }: Certificate): Addresses {
  const points = extensions.get('2.5.29.31');
  const access = extensions.get('1.3.6.1.5.5.7.1.1');
  const described = access ? sequenceOf(readDer(access.value), 'access descriptions').map((each) => sequenceOf(each, 'an access description')) : [];
  const named = (method: string): readonly string[] => described.flatMap(([name, where]) => (oidOf(name) === method && where ? urls([where]) : []));
  return {
    crl: points ? sequenceOf(readDer(points.value), 'distribution points').flatMap((point) => urls(children(point).flatMap(within))) : [],
    ocsp: named('1.3.6.1.5.5.7.48.1'),
    issuer: named('1.3.6.1.5.5.7.48.2'),
  };
}

/** distributionPoint [0] { fullName [0] { names } } */
const within = (element: Element): readonly Element[] =>
  element.tag === context(0) ? children(element).flatMap((each) => (each.tag === context(0) ? children(each) : [])) : [];

const urls = (names: readonly Element[]): readonly string[] =>
  names.flatMap(({ tag, content }) => {
    const text = tag === contextPlain(6) ? new TextDecoder().decode(content) : '';
    return /^https?:\/\/[\x21-\x7e]{1,1000}$/i.test(text) ? [text] : [];
  });
