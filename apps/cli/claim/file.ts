import { parseArgs } from 'node:util';
import { createClaim, uploadFile } from '#contract/operations/claims.ts';
import type { ClaimInput } from '#contract/schemas/claim.ts';
import type { Command } from '../command.ts';
import { fileForm, jsonInput, missingFile, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'claim',
  verb: 'file',
  summary: 'File a claim (JSON as of POST /v1/claims) with its exhibits; answers the case and its report',
  examples: ['quittance claim file claim.json', 'quittance claim file - --exhibit contract.pdf --exhibit note.jpg --key inv-4711 < claim.json'],
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { exhibit: { type: 'string', multiple: true }, key: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [file, ...more] = positionals;
    if (!file || more.length > 0) {
      io.stderr.write('quittance claim file: expected one file of JSON, or - for standard input\n');
      return 64;
    }
    const exhibits = values.exhibit ?? [];
    if ((file !== '-' && missingFile(io, file)) || exhibits.some((path) => missingFile(io, path))) return 66;
    return withServer(io, async (connection) => {
      const claim = (await jsonInput(io, file)) as ClaimInput;
      const uploads: string[] = [];
      for (const path of exhibits) uploads.push((await connection.call(uploadFile, { query: {} }, { upload: await fileForm(path) })).id);
      const body = { ...claim, exhibits: [...(claim.exhibits ?? []), ...uploads] };
      const filed = await connection.call(createClaim, { body }, values.key ? { idempotencyKey: values.key } : {});
      if (values.json) print(io, filed);
      else io.stdout.write(`case ${filed.number}  ${connection.url}/cases/${filed.caseId}\n`);
      return 0;
    });
  },
};
