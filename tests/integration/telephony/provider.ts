import { createHash } from 'node:crypto';
import { standardWebhooks } from '#adapters/telephony/webhook-signature.ts';
import type { Answer, House } from '../house.ts';

/** A telephony provider of our own: signs as Standard Webhooks say, and lies where a test asks it to. */
export type Provider = {
  readonly id: string;
  secret: string;
  event(type: string, call: string, data: object, lie?: Lie): Promise<Answer>;
  append(
    call: string,
    recording: string,
    bytes: Uint8Array,
    offset: number,
    more?: { readonly last?: boolean; readonly type?: string } & Lie,
  ): Promise<Answer>;
  put(call: string, recording: string, bytes: Uint8Array, lie?: Lie): Promise<Answer>;
  offset(call: string, recording: string): Promise<Answer>;
};

export type Lie = {
  readonly id?: string;
  /** Seconds since 1970. */
  readonly timestamp?: number;
  readonly secret?: string;
  readonly signature?: string;
  /** Sent instead of what was signed. */
  readonly body?: string | Uint8Array;
};

let count = 0;

export async function openProvider(house: House, wish: Record<string, unknown> = {}): Promise<Provider> {
  const made = await house.call('POST', '/v1/call-providers', {
    name: 'Example Telephony',
    hosts: [],
    privateHosts: false,
    largestBytes: 64 * 1024 * 1024,
    ...wish,
  });
  if (made.status !== 201) throw new Error(`expected a provider, got ${made.status} ${made.bytes.toString()}`);
  const { provider, secret } = made.body as unknown as { provider: { id: string }; secret: string };
  const base = `/v1/public/telephony/${provider.id}`;

  async function send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    url: string,
    covered: Uint8Array,
    headers: Record<string, string>,
    lie: Lie,
    body?: string | Uint8Array,
  ) {
    const id = lie.id ?? `msg_${++count}`;
    const timestamp = lie.timestamp ?? Math.floor(Date.now() / 1000);
    const signature = lie.signature ?? standardWebhooks.sign(lie.secret ?? self.secret, { id, timestamp, payload: covered });
    const answer = await house.app.inject({
      method,
      url,
      headers: { ...headers, 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    const json = /json/.test(String(answer.headers['content-type'] ?? ''));
    return { status: answer.statusCode, body: json ? answer.json() : {}, bytes: answer.rawPayload, headers: answer.headers } as Answer;
  }
  const ofBytes = (bytes: Uint8Array) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
  const bytesTo = (method: 'PUT' | 'PATCH', url: string, bytes: Uint8Array, lie: Lie, type = 'audio/wav') => {
    const digest = ofBytes(bytes);
    return send(method, url, Buffer.from(`${method} ${url}\n${digest}`), { 'content-type': type, 'content-digest': digest }, lie, lie.body ?? bytes);
  };

  const self: Provider = {
    id: provider.id,
    secret,
    event(type, call, data, lie = {}) {
      const body = JSON.stringify({ specversion: '1.0', id: `ev-${++count}`, source: 'https://telephony.example/', type, subject: call, data });
      return send('POST', `${base}/events`, Buffer.from(body), { 'content-type': 'application/cloudevents+json' }, lie, lie.body ?? body);
    },
    append: (call, recording, bytes, offset, { last, type, ...lie } = {}) =>
      bytesTo('PATCH', `${base}/calls/${call}/recordings/${recording}?offset=${offset}${last ? '&last=true' : ''}`, bytes, lie, type),
    put: (call, recording, bytes, lie = {}) => bytesTo('PUT', `${base}/calls/${call}/recordings/${recording}`, bytes, lie),
    offset(call, recording) {
      const url = `${base}/calls/${call}/recordings/${recording}`;
      return send('GET', url, Buffer.from(`GET ${url}\n`), {}, {});
    },
  };
  return self;
}
