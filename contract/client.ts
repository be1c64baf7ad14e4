import type { Input, Operation, Output } from './operation.ts';
import type { ProblemBody } from './schemas/problem.ts';

/** A refused or failed call: the RFC 9457 body as the server sent it. */
export class Problem extends Error {
  readonly status: number;
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title);
    this.name = 'Problem';
    this.status = status;
    this.body = body;
  }
}

export type ClientOptions = {
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  readonly apiKey?: string;
};

export type CallOptions = { readonly idempotencyKey?: string; readonly upload?: FormData; readonly signal?: AbortSignal };

/** The typed client: `client.call(createClaim, { body })`. Throws Problem on any answer that is not 2xx. */
export function createClient(options: ClientOptions) {
  const send = options.fetch ?? fetch;

  async function request<O extends Operation>(op: O, input: Input<O>, call: CallOptions = {}): Promise<Response> {
    const headers: Record<string, string> = { accept: op.file ?? 'application/json' };
    if (options.apiKey) headers.authorization = `Bearer ${options.apiKey}`;
    if (call.idempotencyKey) headers['idempotency-key'] = call.idempotencyKey;
    const body = call.upload ?? ('body' in (input as object) ? JSON.stringify((input as { body: unknown }).body) : undefined);
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    const response = await send(urlOf(options.baseUrl, op, input), {
      method: op.method,
      headers,
      ...(body === undefined ? {} : { body }),
      credentials: 'same-origin',
      ...(call.signal ? { signal: call.signal } : {}),
    });
    if (!response.ok) throw new Problem(response.status, await problemOf(response));
    return response;
  }

  return {
    request,
    async call<O extends Operation>(op: O, input: Input<O>, call: CallOptions = {}): Promise<Output<O>> {
      const response = await request(op, input, call);
      if (response.status === 204) return undefined as Output<O>;
      return (await response.json()) as Output<O>;
    },
  };
}

export type Client = ReturnType<typeof createClient>;

/** The operation's address with parameters and query filled in. */
export function urlOf(baseUrl: string, op: Operation, input: unknown): string {
  const parts = input as { params?: Record<string, unknown>; query?: Record<string, unknown> };
  const path = op.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts.params?.[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const query = search.toString();
  return `${baseUrl}${path}${query ? `?${query}` : ''}`;
}

async function problemOf(response: Response): Promise<ProblemBody> {
  const text = await response.text();
  try {
    return JSON.parse(text) as ProblemBody;
  } catch {
    return {
      type: 'about:blank',
      title: `HTTP ${response.status}`,
      status: response.status,
      code: 'api.no_problem_body',
      detail: text.slice(0, 300),
    };
  }
}
