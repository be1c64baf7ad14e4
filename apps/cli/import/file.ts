import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Output } from '#contract/operation.ts';
import { createImport, getImport, getRejectedRows, previewImport, startImport } from '#contract/operations/imports.ts';
import type { Command, Io } from '../command.ts';
import { type Connection, fileForm, missingFile, print, withServer } from '../connection.ts';

type State = Output<typeof getImport>;

export const command: Command = {
  noun: 'import',
  verb: 'file',
  summary: 'File a CSV or XLSX of claims row by row; a bad row never stops the others',
  examples: [
    'quittance import file claims.csv --creditor "Hua Xing Trading" --rejected rejected.csv',
    'quittance import file claims.xlsx --map amount="Open amount" --map number="Invoice" --preview',
  ],
  async run(args, io) {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        map: { type: 'string', multiple: true },
        creditor: text,
        currency: text,
        law: text,
        rejected: text,
        preview: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const [path] = positionals;
    if (!path) {
      io.stderr.write('quittance import file: expected one CSV or XLSX file\n');
      return 64;
    }
    if (missingFile(io, path)) return 66;
    const defaults = {
      ...(values.creditor ? { creditorName: values.creditor } : {}),
      ...(values.currency ? { currency: values.currency } : {}),
      ...(values.law ? { governingLaw: values.law } : {}),
    };
    return withServer(io, async (connection) => {
      const made = await connection.call(createImport, {}, { upload: await fileForm(path) });
      const mapping = {
        ...made.mapping,
        ...Object.fromEntries((values.map ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])),
      };
      for (const issue of made.issues) io.stderr.write(`${issue.column ? `${issue.column}: ` : ''}${issue.en}\n`);
      const params = { importId: made.id };
      if (values.preview) {
        print(io, await connection.call(previewImport, { params, body: { mapping, ...defaults } }));
        return 0;
      }
      await connection.call(startImport, { params, body: { mapping, ...defaults } });
      const done = await followed(connection, made.id, io);
      if (values.rejected && done.rejected + done.duplicates > 0) {
        const rows = await connection.request(getRejectedRows, { params });
        writeFileSync(values.rejected, Buffer.from(await rows.arrayBuffer()));
      }
      if (values.json) print(io, done);
      else io.stdout.write(`${done.filed} filed, ${done.rejected} rejected, ${done.duplicates} doubles of ${done.rows ?? 0}\n`);
      return done.state === 'done' ? 0 : 65;
    });
  },
};

/** Shows how far it is on stderr until the import ends; the work goes on in the server when this is cut off. */
async function followed(connection: Connection, importId: string, io: Io): Promise<State> {
  for (;;) {
    const state = await connection.call(getImport, { params: { importId } });
    const settled = state.filed + state.rejected + state.duplicates;
    io.stderr.write(`\r${settled} of ${state.rows ?? '?'} rows `);
    if (state.state !== 'running') {
      io.stderr.write('\n');
      return state;
    }
    await wait(500);
  }
}
