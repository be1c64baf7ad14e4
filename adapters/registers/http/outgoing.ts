import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as resolveName } from 'node:dns';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { SourceFault } from '#usecases/ports/connectors.ts';
import { isPrivateAddress } from './private-addresses.ts';

export type HttpAsk = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Uint8Array;
};

export type OutgoingLimits = {
  /** For the whole call, redirects and body included. */
  readonly timeoutMs: number;
  readonly largestBytes: number;
  /** Hosts, "name" or "name:port", that may stand in a private network and be asked without TLS. */
  readonly privateHosts: readonly string[];
  /** What is asked for is signed by itself and public, such as a revocation list: then http to public addresses will do. */
  readonly plainHttp?: true;
  /** How names are resolved; the system's own where absent. */
  readonly resolve?: typeof resolveName;
};

/** A call that brought no answer: what went wrong, in words and as a code, and whether another try may help. */
export class CallFailed extends Error {
  readonly fault: SourceFault;
  readonly again: boolean;
  readonly raw: Uint8Array;
  constructor(fault: SourceFault, why: string, again: boolean, raw: Uint8Array = new Uint8Array(0)) {
    super(why);
    this.fault = fault;
    this.again = again;
    this.raw = raw;
  }
}

const mostRedirects = 3;
const howToAllow = 'the operator may allow it with QUITTANCE_PRIVATE_SOURCES';

/**
 * One call to somebody else's server. Private addresses are refused after the name was resolved, at the very connection, so
 * that a name cannot point elsewhere in between; a redirect never leaves the host, because our keys would go with it.
 */
export async function outgoing(ask: HttpAsk, limits: OutgoingLimits): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    let url = new URL(ask.url);
    for (let redirects = 0; ; redirects++) {
      const refusal = refusedUrl(url, limits.privateHosts, limits.plainHttp);
      if (refusal) throw new CallFailed('refused-address', refusal, false);
      const response = await send(url, ask, limits, signal);
      const next = redirectOf(response, url);
      if (!next)
        return { status: response.statusCode ?? 0, headers: headersOf(response), bytes: await bodyOf(response, limits.largestBytes, signal) };
      response.destroy();
      refuseRedirect(ask, url, next, redirects);
      url = next;
    }
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    if (signal.aborted) throw new CallFailed('timeout', `no whole answer within ${limits.timeoutMs} ms`, true);
    throw unreachable(error as NodeJS.ErrnoException);
  }
}

/** Why this address is not asked; undefined where it may be. The name behind it is looked at when it is connected to. */
export function refusedUrl(url: URL, privateHosts: readonly string[], plainHttp = false): string | undefined {
  if (url.username !== '' || url.password !== '') return 'expected an address without a user and a password in it';
  if (isAllowedHost(url, privateHosts)) return undefined;
  if (url.protocol !== 'https:' && !(plainHttp && url.protocol === 'http:'))
    return `expected https, got ${url.protocol.replace(':', '')} to ${url.host}`;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if ((isIP(host) && isPrivateAddress(host)) || /(^|\.)localhost\.?$/i.test(host)) return `${url.host} lies in a private network; ${howToAllow}`;
  return undefined;
}

const isAllowedHost = (url: URL, privateHosts: readonly string[]): boolean =>
  privateHosts.some((host) => host.toLowerCase() === url.hostname || host.toLowerCase() === url.host);

function send(url: URL, ask: HttpAsk, limits: OutgoingLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: ask.method,
        headers: {
          'user-agent': 'quittance',
          'accept-encoding': 'gzip, deflate, br',
          ...ask.headers,
          ...(ask.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(ask.body)) }),
        },
        signal,
        ...(isAllowedHost(url, limits.privateHosts) ? {} : { lookup: publicOnly(limits.resolve ?? resolveName) }),
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end(ask.body);
  });
}

type LookupDone = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** DNS as the connection sees it, without private addresses. */
function publicOnly(resolve: typeof resolveName) {
  return (hostname: string, options: LookupOptions, done: LookupDone): void =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const open = addresses.filter(({ address }) => !isPrivateAddress(address));
      const [first] = open;
      if (!first) done(new CallFailed('refused-address', `${hostname} points into a private network; ${howToAllow}`, false), []);
      else if (options.all) done(null, open);
      else done(null, first.address, first.family);
    });
}

function redirectOf(response: IncomingMessage, from: URL): URL | undefined {
  const { location } = response.headers;
  if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined) return undefined;
  if (!URL.canParse(location, from.href)) throw new CallFailed('redirected', 'it redirects to something that is no address', false);
  return new URL(location, from.href);
}

const captchaPath = /captcha|antirobot|challenge|human|验证/i;

function refuseRedirect(ask: HttpAsk, from: URL, to: URL, redirects: number): void {
  if (captchaPath.test(decodeSafely(to.pathname))) throw new CallFailed('captcha', captchaWords, false);
  if (to.hostname !== from.hostname)
    throw new CallFailed('redirected', `it redirects to another host, ${to.host}; our key is not taken there`, false);
  if (from.protocol === 'https:' && to.protocol !== 'https:') throw new CallFailed('redirected', 'it redirects from https to http', false);
  if (ask.method !== 'GET') throw new CallFailed('redirected', `it redirects a ${ask.method}; check the base URL`, false);
  if (redirects >= mostRedirects) throw new CallFailed('redirected', `it redirects more than ${mostRedirects} times`, false);
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export const captchaWords = 'it shows a captcha: open the site yourself and use assisted capture';

async function bodyOf(response: IncomingMessage, largest: number, signal: AbortSignal): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // The limit holds for what comes out, so that a small packed body cannot fill the memory.
  for await (const part of unpacked(response, signal)) {
    size += part.length;
    if (size > largest) {
      response.destroy();
      throw new CallFailed('too-large', `expected at most ${largest} bytes, got more`, false);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function unpacked(response: IncomingMessage, signal: AbortSignal): Readable {
  const encoding = String(response.headers['content-encoding'] ?? '').toLowerCase();
  const unpack =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : encoding === 'deflate'
          ? createInflate()
          : undefined;
  if (!unpack) return response;
  response.on('error', (error) => unpack.destroy(error));
  response.on('aborted', () => unpack.destroy(new Error('aborted')));
  signal.addEventListener('abort', () => unpack.destroy(new Error('aborted')), { once: true });
  return response.pipe(unpack);
}

function headersOf(response: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

const distrusted = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH)/;

function unreachable(error: NodeJS.ErrnoException): CallFailed {
  const code = error.code ?? (error.cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (distrusted.test(code)) return new CallFailed('tls', `its TLS connection is not trusted: ${code}`, false);
  if (/^Z_|^ERR_.*(BROTLI|ZLIB|BUFFER)|ERR__ERROR_FORMAT|^ERR_PADDING/.test(code))
    return new CallFailed('not-data', `its packed answer is broken: ${code}`, true);
  const known: Readonly<Record<string, string>> = {
    ENOTFOUND: 'its name is not known to the DNS',
    EAI_AGAIN: 'the DNS does not answer',
    ECONNREFUSED: 'nothing listens at its address',
    ECONNRESET: 'the connection was cut',
    EPIPE: 'the connection was cut',
    EHOSTUNREACH: 'there is no way to its address',
    ENETUNREACH: 'there is no way to its network',
  };
  return new CallFailed('unreachable', `could not be reached: ${known[code] ?? (code === '' ? error.message : code)}`, true);
}
