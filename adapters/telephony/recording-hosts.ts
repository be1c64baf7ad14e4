import { lookup as resolve } from 'node:dns/promises';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { DomainError } from '#domain/kernel/error.ts';
import type { HostRules, RecordingHosts } from '#usecases/ports/recording-hosts.ts';
import { isInside } from './addresses.ts';

const mostRedirects = 3;
const silenceMs = 30_000;

/** Recordings over HTTP from hosts in the settings, and from nowhere else, whatever an event or a redirect names. */
export const recordingHosts: RecordingHosts = {
  check: (url, rules) => void allowedUrl(url, rules),

  async open(text, rules, signal) {
    let url = allowedUrl(text, rules);
    for (let hops = 0; ; hops++) {
      const answer = await ask(url, rules, signal);
      const status = answer.statusCode ?? 0;
      if (status === 200) {
        const mediaType = answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
        return { content: answer, ...(mediaType && /^(?:audio|video)\/[a-z0-9.+-]+$/.test(mediaType) ? { mediaType } : {}) };
      }
      answer.destroy();
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(status) || location === undefined) throw notFetched(`the host answered HTTP ${status}`);
      if (hops === mostRedirects) throw notFetched(`more than ${mostRedirects} redirects`);
      const next = allowedUrl(new URL(location, url).href, rules);
      if (next.host !== url.host || next.protocol !== url.protocol) throw notAllowed(`a redirect from ${url.host} to ${next.host}`);
      url = next;
    }
  },
};

function allowedUrl(text: string, { hosts, privateHosts }: HostRules): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && !(privateHosts && url.protocol === 'http:'))) throw notAllowed('an address that is not https');
  if (url.username || url.password) throw notAllowed('an address with a password in it');
  // The default port of the scheme is not part of URL.host: "host:443" in the settings means https://host.
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (!hosts.includes(url.host) && !hosts.includes(`${url.hostname}:${port}`)) throw notAllowed(`the host ${url.host}`);
  return url;
}

/** The name is resolved here and the connection made to that very address, so that a second answer cannot lead elsewhere. */
async function ask(url: URL, { privateHosts, authorization }: HostRules, signal: AbortSignal): Promise<IncomingMessage> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(name) ? [{ address: name, family: isIP(name) }] : await resolve(name, { all: true }).catch(() => []);
  const [first] = found;
  if (!first) throw notFetched(`the name ${name} is not known`);
  if (!privateHosts && found.some(({ address }) => isInside(address))) throw notAllowed(`${name}, which has a private address`);
  const options: RequestOptions = {
    method: 'GET',
    signal,
    timeout: silenceMs,
    headers: { accept: 'audio/*, video/*, application/octet-stream', ...(authorization ? { authorization } : {}) },
    lookup: (_name, wanted, done) => {
      const all = typeof wanted === 'object' && wanted.all;
      if (all) (done as (error: null, found: { address: string; family: number }[]) => void)(null, [first]);
      else done(null, first.address, first.family);
    },
  };
  return new Promise((answer, failed) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, options, answer);
    request.once('timeout', () => request.destroy(new Error(`no answer within ${silenceMs / 1000} s`)));
    request.once('error', (cause) => failed(notFetched(cause.message, cause)));
    request.end();
  });
}

const notAllowed = (what: string): DomainError =>
  new DomainError('calls.host_not_allowed', `expected a recording from a host in the settings of this provider, got ${what.slice(0, 200)}`);
const notFetched = (why: string, cause?: unknown): DomainError =>
  new DomainError('calls.recording_not_fetched', `the recording could not be fetched: ${why.slice(0, 200)}`, {}, cause);
