import { parseArgs } from 'node:util';
import { listCalls } from '#contract/operations/calls.ts';
import type { CallJson } from '#contract/schemas/call.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'call',
  verb: 'list',
  summary: 'The calls of a case, newest first: when, how they ended, breaches, recordings and how far these are sealed',
  examples: ['quittance call list 26-000001', 'quittance call list 26-000001 --json'],
  async run(args, io) {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
    const [name, ...more] = positionals;
    if (!name || more.length > 0) {
      io.stderr.write('quittance call list: expected one case\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const { items } = await connection.call(listCalls, { params: { caseId: await caseIdOf(connection, name) } });
      if (values.json) print(io, { items });
      else for (const call of items) io.stdout.write(`${lineOf(call)}\n`);
      return 0;
    });
  },
};

function lineOf(call: CallJson): string {
  const recordings = call.recordings.map(({ state, seal }) => `recording ${seal?.grade ?? state}`);
  return [
    call.startedAt,
    call.direction.padEnd(8),
    (call.outcome ?? 'running').padEnd(13),
    call.id,
    ...(call.breach ? [`BREACH ${call.breach}`] : []),
    ...recordings,
  ].join('  ');
}
