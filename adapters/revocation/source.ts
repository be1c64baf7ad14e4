import { createHash } from 'node:crypto';
import { type OutgoingLimits, outgoing } from '#adapters/registers/http/outgoing.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { type Certificate, certificatesIn, issued } from '#domain/evidence/asn1/certificate.ts';
import { sameBytes } from '#domain/evidence/bytes.ts';
import { revocationMaterial, revocationOf } from '#domain/evidence/revocation/check.ts';
import { addressesIn } from '#domain/evidence/revocation/crl.ts';
import { ocspRequest } from '#domain/evidence/revocation/ocsp.ts';
import { parseResponse } from '#domain/evidence/timestamp/token.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { RevocationSource } from '#usecases/seal/collect-revocation.ts';

export type RevocationOptions = {
  readonly privateHosts: readonly string[];
  readonly resolve?: OutgoingLimits['resolve'];
};

/** A certificate names few addresses, and a path has few certificates: more are not asked. */
const mostCalls = 12;
const longestPath = 6;
const limits = { timeoutMs: 15_000, largestBytes: 16 * 1024 * 1024, plainHttp: true } as const;

/** Asks only the http(s) addresses that the certificates themselves name, never a private one; answers are signed by themselves. */
export function revocationSource(options: RevocationOptions): RevocationSource {
  return {
    async collect(token) {
      const { data } = parseResponse(token);
      const calls = new Calls(options);
      const files = new Map<string, Uint8Array>();
      const known: Certificate[] = [...data.certificates];
      let complete = true;
      let certificate: Certificate = data.signer.certificate;
      for (let i = 0; i < longestPath && !sameBytes(certificate.issuer, certificate.subject); i++) {
        const addresses = addressesIn(certificate);
        let issuer = await issuerAmong(known, certificate);
        for (const url of issuer ? [] : addresses.issuer) {
          const bytes = await calls.get(url);
          known.push(...(bytes ? readable(() => certificatesIn(bytes)) : []));
          issuer ??= await issuerAmong(known, certificate);
        }
        if (!issuer) {
          complete = false;
          break;
        }
        if (!data.certificates.some((each) => sameBytes(each.bytes, issuer.bytes))) files.set(nameOf('certs', issuer.bytes, 'der'), issuer.bytes);
        const spoken = await statusOf(calls, certificate, issuer, addresses, files);
        complete &&= spoken;
        certificate = issuer;
      }
      return { files, complete };
    },
  };
}

/** The status service first, since its answer is small; else the list. */
async function statusOf(
  calls: Calls,
  certificate: Certificate,
  issuer: Certificate,
  addresses: ReturnType<typeof addressesIn>,
  files: Map<string, Uint8Array>,
): Promise<boolean> {
  const request = await ocspRequest(nodeSignatures, certificate, issuer);
  const asks = [
    ...addresses.ocsp.map((url) => [() => calls.post(url, request), 'ocsp'] as const),
    ...addresses.crl.map((url) => [() => calls.get(url), 'crl'] as const),
  ];
  for (const [ask, ending] of asks) {
    const bytes = await ask();
    const said = bytes && (await revocationOf(nodeSignatures, certificate, issuer, revocationMaterial([bytes]), Date.now()));
    // Kept only when it speaks of this certificate; what it says is the verifier's to judge.
    if (!bytes || !said || said.kind === 'not-known') continue;
    files.set(nameOf('revocation', bytes, ending), bytes);
    return true;
  }
  return false;
}

const nameOf = (folder: 'certs' | 'revocation', bytes: Uint8Array, ending: string): string =>
  `${folder}/${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${ending}`;

async function issuerAmong(known: readonly Certificate[], certificate: Certificate): Promise<Certificate | undefined> {
  for (const each of known) if (await issued(nodeSignatures, each, certificate)) return each;
  return undefined;
}

function readable<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DomainError) return [];
    throw cause;
  }
}

class Calls {
  readonly #options: RevocationOptions;
  #left = mostCalls;

  constructor(options: RevocationOptions) {
    this.#options = options;
  }

  get = (url: string): Promise<Uint8Array | undefined> => this.#ask({ method: 'GET', url, headers: {} });

  post = (url: string, body: Uint8Array): Promise<Uint8Array | undefined> =>
    this.#ask({ method: 'POST', url, headers: { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' }, body });

  /** Nothing where the address is refused, does not answer, or answers with an error: another may know. */
  async #ask(ask: Parameters<typeof outgoing>[0]): Promise<Uint8Array | undefined> {
    if (this.#left-- <= 0) return undefined;
    try {
      const { status, bytes } = await outgoing(ask, { ...limits, ...this.#options });
      return status === 200 ? bytes : undefined;
    } catch {
      return undefined;
    }
  }
}
