import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Command } from '../command.ts';
import { command as contact } from './contact.ts';
import { command as deadline } from './deadline.ts';
import { command as ics } from './ics.ts';
import { command as profile } from './profile.ts';

async function run(command: Command, args: string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const into = (take: (text: string) => void) =>
    new Writable({
      write: (chunk, _, done) => {
        take(String(chunk));
        done();
      },
    });
  const code = await command.run(args, { stdin: Readable.from([input]), stdout: into((t) => (out += t)), stderr: into((t) => (err += t)) });
  return { code, out, err };
}

describe('law contact', () => {
  it('answers flags with the next allowed instant and a trace', async () => {
    const { code, out } = await run(contact, ['--channel', 'call', '--debtor', 'consumer', '--place', 'CN', '--at', '2026-11-23T22:30:00+08:00']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      result: { allowed: false, nextAllowedAt: '2026-11-24T00:00:00Z' },
      trace: [{ status: 'unverified' }, {}, {}],
    });
  });

  it('reads lines, keeps their ids and goes on after a bad one', async () => {
    const good = {
      id: 'a',
      instant: '2026-11-23T10:00:00+09:00',
      channel: 'call',
      sender: { relation: 'collector', place: { country: 'KR' } },
      debtor: { kind: 'consumer', places: [{ country: 'KR' }] },
    };
    const { code, out } = await run(contact, ['--batch'], `${JSON.stringify(good)}\n{bad\n{"id":7}\n${JSON.stringify({ ...good, id: 'b' })}\n`);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(65);
    expect(lines.map((line) => line.id)).toEqual(['a', 2, 7, 'b']);
    expect(lines[0].result.allowed).toBe(true);
    expect(lines[1].error.code).toBe('cli.bad_json');
    expect(lines[2].error.code).toBe('conduct.bad_question');
    expect(lines[3].result.allowed).toBe(true);
  });
});

describe('law deadline', () => {
  it('counts with the holiday roll', async () => {
    const { out } = await run(deadline, ['--place', 'CN', '--event', '2026-09-18', '--count', '15']);
    expect(JSON.parse(out)).toMatchObject({ result: { lastDay: '2026-10-08', unrolledDay: '2026-10-03' } });
  });

  it('reads lines', async () => {
    const { out, code } = await run(
      deadline,
      ['--batch'],
      '{"place":"US","event":"2026-06-04","count":30}\n{"place":"CN","event":"2026-12-20","count":30}\n',
    );
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines[0].result.lastDay).toBe('2026-07-06');
    expect(lines[1].result.code).toBe('calendar.not_published');
  });

  it('says what was wrong', async () => {
    await expect(run(deadline, ['--place', 'CN', '--event', '2026-02-30', '--count', '1'])).rejects.toThrow(/a day like/);
    await expect(run(deadline, ['--place', 'CN', '--event', '2026-02-03', '--count', 'x'])).rejects.toThrow(/whole number/);
    expect((await run(deadline, ['--what'])).code).toBe(64);
  });
});

describe('law profile and law ics', () => {
  it('prints a country with the routes from another seat', async () => {
    const { out } = await run(profile, ['br', '--from', 'cn']);
    expect(JSON.parse(out)).toMatchObject({ result: { code: 'BR', routesFrom: { seat: 'CN' } } });
    await expect(run(profile, ['XX'])).rejects.toThrow(/ISO 3166-1/);
    expect((await run(profile, ['--list'])).out.trim().split('\n').length).toBeGreaterThanOrEqual(190);
  });

  it('writes a calendar', async () => {
    const { out } = await run(ics, ['--stamp', '2026-11-23T08:00:00Z'], '[{"uid":"u","day":"2026-12-31","title":"诉讼时效届满"}]');
    expect(out).toContain('SUMMARY:诉讼时效届满\r\n');
  });
});
