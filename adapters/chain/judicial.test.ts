import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { judicialChecker } from '#domain/evidence/judicial/checker.ts';
import { judicialChainAnchor, judicialSignature } from './judicial.ts';

const digest = createHash('sha256').update('a checkpoint').digest();
const secret = 'a secret of the test peer';
const taken = new Map<string, string>();
let confirmed = false;
let server: Server;
let url: string;

/** An access node as docs/evidence-anchors.md describes it: checks the signature, confirms later. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      const signed = judicialSignature(secret, request.method as string, request.url as string, String(request.headers['x-time']), body);
      const answer = (status: number, value: object): void =>
        void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (request.headers['x-account'] !== 'court' || request.headers['x-signature'] !== signed) return answer(401, {});
      if (request.method === 'POST') {
        const id = `tx-${taken.size + 1}`;
        taken.set(id, (JSON.parse(body) as { digest: string }).digest);
        return answer(201, { transactionId: id });
      }
      const found = taken.get(request.url?.split('/').at(-1) as string);
      if (!found) return answer(404, {});
      return answer(
        200,
        confirmed
          ? {
              state: 'confirmed',
              chain: '测试司法链',
              lookUp: 'https://chain.test/look-up',
              block: '812',
              digest: found,
              time: '2026-11-23T10:00:00Z',
            }
          : { state: 'pending' },
      );
    });
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});
afterAll(() => void server.close());

describe('a judicial chain', () => {
  it('takes the digest, confirms later, and leaves a receipt that a court must look up', async () => {
    const options = { url, name: 'court', account: 'court', secret, now: () => new Date('2026-11-23T09:59:00Z') };
    const anchor = judicialChainAnchor(options);
    const pending = await anchor.submit(digest);
    expect((await anchor.upgrade(pending)).state).toBe('pending');
    confirmed = true;
    const proof = await anchor.upgrade(pending);
    expect(proof).toMatchObject({ state: 'proven', provesBefore: new Date('2026-11-23T10:00:00Z') });
    const check = (bytes: Uint8Array, on: Uint8Array = digest) => judicialChecker.verify(nodeCrypto, bytes, on, new Map());
    expect(await check(proof.bytes)).toMatchObject({ kind: 'needs-online-check', detail: { transactionId: 'tx-1', chain: '测试司法链' } });
    expect((await check(proof.bytes, createHash('sha256').digest())).kind).toBe('false');
    expect((await check(Buffer.from('{}'))).kind).toBe('false');
    await expect(judicialChainAnchor({ ...options, secret: 'another secret ........' }).submit(digest)).rejects.toMatchObject({
      code: 'evidence.chain_away',
    });
  });
});
