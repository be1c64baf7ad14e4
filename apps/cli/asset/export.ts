import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { annexPurposes, exportAssetsAnnex, exportAssetsFtm, printAssetsAnnex } from '#contract/operations/assets.ts';
import type { Command } from '../command.ts';
import { caseIdOf, withServer } from '../connection.ts';

const usage = `quittance asset export CASE --as pdf|csv|ftm [--out FILE]
  --purpose   which application: ${annexPurposes.join(', ')} (default preservation)
  --clues     clues too, apart and marked
  --locale    zh-CN (default) or en
`;

const kinds = ['pdf', 'csv', 'ftm'] as const;

export const command: Command = {
  noun: 'asset',
  verb: 'export',
  summary: 'The annex to an application for preservation or enforcement (PDF, CSV), or the map as FollowTheMoney',
  examples: [
    'quittance asset export 26-000001 --as pdf --purpose preservation --out annex.pdf',
    'quittance asset export 26-000001 --as pdf --purpose eapo --locale en --out accounts.pdf',
    'quittance asset export 26-000001 --as ftm > assets.ftm.json',
  ],
  async run(args, io) {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { as: text, out: text, purpose: text, locale: text, clues: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const [name] = positionals;
    const as = kinds.find((one) => one === (values.as ?? (values.json ? 'ftm' : undefined)));
    const purpose = annexPurposes.find((one) => one === (values.purpose ?? 'preservation'));
    if (!name || !as || !purpose || (as === 'pdf' && !values.out)) {
      io.stderr.write(`${usage}${as === 'pdf' && !values.out ? 'a PDF needs --out FILE\n' : ''}`);
      return 64;
    }
    return withServer(io, async (connection) => {
      const query = { purpose, locale: values.locale === 'en' ? ('en' as const) : ('zh-CN' as const), clues: values.clues ?? false };
      const params = { caseId: await caseIdOf(connection, name) };
      const answer =
        as === 'ftm'
          ? await connection.request(exportAssetsFtm, { params })
          : await connection.request(as === 'pdf' ? printAssetsAnnex : exportAssetsAnnex, { params, query });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (values.out) writeFileSync(values.out, bytes);
      else io.stdout.write(bytes);
      const withheld = Number(answer.headers.get('quittance-withheld') ?? 0);
      io.stderr.write(
        `${values.out ? `wrote ${values.out}` : `${bytes.length} bytes`}${withheld > 0 ? `; ${withheld} entries kept back by their licence` : ''}\n`,
      );
      return 0;
    });
  },
};
