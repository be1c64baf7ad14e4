import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardWebhooks } from './webhook-signature.ts';

const payload = Buffer.from('{"type":"call.started"}');
const request = { id: 'msg_1', timestamp: '1674087231', payload };

describe('Standard Webhooks signatures', () => {
  it('are those that the published definition gives', () => {
    // Written out by hand from the definition, not by the code under test: base64(HMAC-SHA256(secret, "id.timestamp.payload")).
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const expected = createHmac('sha256', key).update('msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}').digest('base64');
    expect(expected).toBe('g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, payload: Buffer.from('{"test": 2432232314}') };
    expect(standardWebhooks.sign('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', signed)).toBe(`v1,${expected}`);
  });

  it('hold under either of two secrets, among several signatures, and under no other', () => {
    const [one, two, other] = [standardWebhooks.fresh(), standardWebhooks.fresh(), standardWebhooks.fresh()];
    const by = (secret: string) => standardWebhooks.sign(secret, { ...request, timestamp: 1_674_087_231 });
    const holds = (signature: string) => standardWebhooks.holds([one, two], { ...request, signature });
    expect([holds(by(one)), holds(by(two)), holds(by(other))]).toEqual([true, true, false]);
    expect(holds(`v1a,xyz ${by(other)} ${by(two)}`)).toBe(true);
    for (const signature of ['', 'v1,', 'v1', by(one).slice(3), by(one).replace('v1,', 'v2,')])
      expect([signature, holds(signature)]).toEqual([signature, false]);
  });

  it('break with any changed byte of id, time or body', () => {
    const secret = standardWebhooks.fresh();
    const signature = standardWebhooks.sign(secret, { ...request, timestamp: 1_674_087_231 });
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.uint8Array(), (id, timestamp, body) => {
        fc.pre(id !== request.id || timestamp !== request.timestamp || Buffer.compare(Buffer.from(body), payload) !== 0);
        // What is signed is one text: parts that join to the same text are the same request.
        fc.pre(`${id}.${timestamp}.${Buffer.from(body)}` !== `${request.id}.${request.timestamp}.${payload}`);
        return !standardWebhooks.holds([secret], { id, timestamp, payload: body, signature });
      }),
    );
  });

  it('take secrets of 24 to 64 bytes only', () => {
    standardWebhooks.usable(standardWebhooks.fresh());
    for (const secret of ['', 'whsec_', 'whsec_c2hvcnQ=', `whsec_${Buffer.alloc(65).toString('base64')}`, 'whsec_not base64 at all, but long enough'])
      expect(() => standardWebhooks.usable(secret)).toThrow('whsec_');
  });
});
