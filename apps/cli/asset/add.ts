import { parseArgs } from 'node:util';
import { addAsset } from '#contract/operations/assets.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

const usage = `quittance asset add CASE --kind KIND --name TEXT --source TEXT [options]
  --as-of DAY          the day of the source's data (default: today)
  --value AMOUNT --currency CUR
  --country CC         where it lies; --at LATITUDE,LONGITUDE for the exact point
  --held-by ID         who holds it (an id of the map); --owned-by ID with --share PERCENT
  --lies-at ID         the warehouse or address where it lies
  --owed-by ID         who owes a receivable
  --evidence RECORD    the sealed record of an exhibit or captured page of the case
  --confidence 0-100   --note TEXT   --key KEY (the same key adds once)   --json
`;

export const command: Command = {
  noun: 'asset',
  verb: 'add',
  summary: 'Add a clue by hand: what, who holds it or where it lies, from which source',
  examples: [
    'quittance asset add 26-000001 --kind Goods --name "14 pallets of LED lamps" --value 38000.00 --currency EUR --country DE --held-by party:123 --source "warehouse receipt LS-2026-11"',
  ],
  async run(args, io) {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        kind: text,
        name: text,
        source: text,
        'as-of': text,
        value: text,
        currency: text,
        country: text,
        at: text,
        'held-by': text,
        'owned-by': text,
        share: text,
        'lies-at': text,
        'owed-by': text,
        evidence: text,
        confidence: text,
        note: text,
        key: text,
        json: { type: 'boolean' },
      },
    });
    const [name] = positionals;
    const [latitude, longitude] = values.at?.split(',').map(Number) ?? [];
    const wrong =
      !name ||
      !values.kind ||
      !values.name ||
      !values.source ||
      (values.value !== undefined && !values.currency) ||
      (values.at && (latitude === undefined || longitude === undefined));
    if (wrong) {
      io.stderr.write(usage);
      return 64;
    }
    const links = [
      ...(values['held-by'] ? [{ kind: 'Holds', from: values['held-by'] }] : []),
      ...(values['owned-by']
        ? [{ kind: 'Ownership', from: values['owned-by'], ...(values.share ? { shareMin: values.share, shareMax: values.share } : {}) }]
        : []),
      ...(values['lies-at'] ? [{ kind: 'StoredAt', to: values['lies-at'] }] : []),
      ...(values['owed-by'] ? [{ kind: 'Owes', from: values['owed-by'] }] : []),
    ];
    const body = {
      schema: values.kind ?? '',
      name: values.name ?? '',
      source: values.source ?? '',
      asOf: values['as-of'] ?? new Date().toISOString().slice(0, 10),
      links,
      ...(values.value && values.currency ? { value: { amount: values.value, currency: values.currency } } : {}),
      ...(values.country ? { country: values.country } : {}),
      ...(latitude !== undefined && longitude !== undefined ? { latitude, longitude } : {}),
      ...(values.evidence ? { recordId: values.evidence } : {}),
      ...(values.confidence ? { confidence: Number(values.confidence) } : {}),
      ...(values.note ? { note: values.note } : {}),
    };
    return withServer(io, async (connection) => {
      const params = { caseId: await caseIdOf(connection, name ?? '') };
      const added = await connection.call(addAsset, { params, body }, values.key ? { idempotencyKey: values.key } : {});
      if (values.json) print(io, added);
      else io.stdout.write(`${added.id}\n`);
      return 0;
    });
  },
};
