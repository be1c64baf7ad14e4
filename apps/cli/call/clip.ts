import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { getCall } from '#contract/operations/calls.ts';
import { getClip } from '#contract/operations/recordings.ts';
import type { Command } from '../command.ts';
import { withServer } from '../connection.ts';

export const command: Command = {
  noun: 'call',
  verb: 'clip',
  summary: 'A part of a call’s recording as a file that proves itself: seconds of a PCM WAV, or --bytes of anything',
  examples: ['quittance call clip CALL --from 60 --to 90 --out clip.json', 'quittance call clip CALL --from 0 --to 1048576 --bytes --out clip.json'],
  async run(args, io) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        out: { type: 'string' },
        bytes: { type: 'boolean', default: false },
        recording: { type: 'string' },
      },
    });
    const [callId, ...more] = positionals;
    const [from, to] = [Number(values.from), Number(values.to)];
    if (!callId || more.length > 0 || !values.out || !(from >= 0 && from < to)) {
      io.stderr.write('quittance call clip: expected the id of one call, --from before --to, and --out FILE\n');
      return 64;
    }
    const out = values.out;
    if (existsSync(out)) {
      io.stderr.write(`quittance call clip: ${out} is there already; name another file\n`);
      return 73;
    }
    return withServer(io, async (connection) => {
      const { recordings } = await connection.call(getCall, { params: { callId } });
      const sealed = recordings.filter((one) => one.exhibitId && (values.recording === undefined || one.id === values.recording));
      const [only] = sealed;
      if (!only?.exhibitId || sealed.length > 1) {
        io.stderr.write(`quittance call clip: expected one sealed recording, found ${sealed.length}; name it with --recording ID\n`);
        return 65;
      }
      const query = { unit: values.bytes ? ('bytes' as const) : ('seconds' as const), from, to };
      const answer = await connection.request(getClip, { params: { exhibitId: only.exhibitId }, query });
      writeFileSync(out, Buffer.from(await answer.arrayBuffer()), { flag: 'wx' });
      return 0;
    });
  },
};
