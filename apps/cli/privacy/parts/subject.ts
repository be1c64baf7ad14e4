import { parseArgs } from 'node:util';
import type { Io } from '../../command.ts';

export type AskedOf = { readonly name: string; readonly identifiers: { scheme: string; value: string }[]; readonly json: boolean };

/** `NAME [--id scheme:value]... [--json]`; undefined after telling what is wrong. */
export function subjectOf(verb: string, args: string[], io: Io): AskedOf | undefined {
  const usage = `quittance privacy ${verb} NAME [--id scheme:value]... [--json]\n`;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { id: { type: 'string', multiple: true }, json: { type: 'boolean' } },
    });
    const identifiers = (values.id ?? []).map((text) => ({
      scheme: text.slice(0, Math.max(0, text.indexOf(':'))),
      value: text.slice(text.indexOf(':') + 1),
    }));
    const [name, ...more] = positionals;
    if (name !== undefined && more.length === 0 && identifiers.every(({ scheme, value }) => scheme !== '' && value !== ''))
      return { name, identifiers, json: values.json === true };
    io.stderr.write(`privacy ${verb}: expected one NAME and --id as scheme:value\n${usage}`);
  } catch (error) {
    io.stderr.write(`privacy ${verb}: ${(error as Error).message}\n${usage}`);
  }
  return undefined;
}
