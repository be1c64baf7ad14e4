import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Served = { readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string };
/** `silence` never answers; `drip` sends the beginning of a body and no end; `cut` breaks the connection off in the body. */
export type Reply =
  | { readonly status?: number; readonly body?: string | Uint8Array; readonly headers?: Record<string, string> }
  | 'silence'
  | 'drip'
  | 'cut';

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({ status, body: JSON.stringify(value), headers });

/** A source of our own on loopback. It gives its replies in order, the last one for ever, or what a function says. */
export class SourceServer {
  readonly #server: Server;
  readonly #open = new Set<ServerResponse>();
  #replies: readonly Reply[] | ((served: Served) => Reply) = [];
  #given = 0;
  served: Served[] = [];
  address = '';

  constructor(make: (listener: (request: IncomingMessage, response: ServerResponse) => void) => Server = createServer) {
    this.#server = make((request, response) => this.#answer(request, response));
  }

  async open(protocol = 'http'): Promise<void> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready));
    this.address = `${protocol}://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const one of this.#open) one.destroy();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  reply(replies: readonly Reply[] | ((served: Served) => Reply)): void {
    this.#replies = replies;
    this.#given = 0;
    this.served = [];
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const served = { url: request.url ?? '', headers: request.headers, body };
      this.served.push(served);
      const replies = this.#replies;
      const reply = typeof replies === 'function' ? replies(served) : replies[Math.min(this.#given++, replies.length - 1)];
      if (reply === undefined || reply === 'silence') return void this.#open.add(response);
      if (reply === 'drip' || reply === 'cut') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
        response.write('{"data": [', () => reply === 'cut' && response.destroy());
        return void this.#open.add(response);
      }
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.body ?? '');
    });
  }
}
