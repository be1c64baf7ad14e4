import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import {
  createImport,
  getImport,
  getRejectedRows,
  type importState,
  listImports,
  previewImport,
  startImport,
  stopImport,
} from '#contract/operations/imports.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { fieldLabels, requiredFields } from '#usecases/intake/batch/field-labels.ts';
import { profileTable, tableRows } from '#usecases/intake/batch/profile-table.ts';
import { rejectedTable } from '#usecases/intake/batch/rejected.ts';
import { fields, type Mapping, type Notation } from '#usecases/intake/batch/table.ts';
import { defaultsOf, foundImport, type ImportSettings, importWork, readRow, settingsOf } from '#usecases/intake/import-claims.ts';
import { takeFile } from '#usecases/intake/take-file.ts';
import type { ImportRecord, ImportRow, RowError } from '#usecases/ports/imports.ts';
import type { ApiContext } from '../context.ts';
import { streaming, transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';
import { cleanName, uploadedFile } from '../upload.ts';

const previewRows = 50;

export function importRoutes(app: FastifyInstance, context: ApiContext): void {
  streaming(app, createImport, async ({ request }, { tenant, actor }) => {
    const file = await uploadedFile(request);
    const name = cleanName(file.filename);
    const exhibit = await takeFile(context, {
      tenant,
      actor,
      kind: 'statement',
      name,
      mediaType: file.mimetype,
      content: file.file,
      purpose: 'import',
    });
    return context.transactions.withTenant(tenant, actor, async (tx) => {
      if (!exhibit.recordId) throw new DomainError('internal.unsealed_import', 'expected the import file to be sealed');
      const table = await profileTable(await context.importing.openTable(tx, exhibit.recordId));
      const settings: ImportSettings = { table, recordId: exhibit.recordId, notation: table.notation, defaults: {} };
      const made: ImportRecord = {
        id: context.clock.newId(),
        fileName: name,
        sha256: exhibit.sha256,
        format: table.format,
        columns: table.columns.map((column) => ({ name: column.name, samples: column.samples })),
        mapping: table.guessedMapping as Record<string, string>,
        profile: settings as unknown as Record<string, unknown>,
        state: 'uploaded',
        filed: 0,
        assessed: 0,
        rejected: 0,
        doubles: 0,
        createdAt: context.clock.now(),
      };
      await context.imports.add(tx, made);
      await context.audit.record(tx, {
        action: 'import.uploaded',
        subject: { kind: 'import', id: made.id },
        after: { sha256: made.sha256, format: made.format },
      });
      return importShape(made);
    });
  });

  transacted(app, context, listImports, async (_, tx) => ({ items: (await context.imports.list(tx)).map(importShape) }));

  transacted(app, context, getImport, async ({ params }, tx) => importShape(await foundImport(context.imports, tx, params.importId)));

  transacted(app, context, previewImport, async ({ params, body }, tx) => {
    const found = await foundImport(context.imports, tx, params.importId);
    const settings = settingsOf(found);
    const notation = merged(settings.notation, body.notation);
    const rows = [];
    for await (const { rowNumber, row } of tableRows(await context.importing.openTable(tx, settings.recordId), settings.table)) {
      const read = readRow(row, body.mapping as Mapping, notation, defaultsOf(body));
      rows.push(
        read.kind === 'ok'
          ? { row: rowNumber, ok: true, summary: summaryOf(read.claim), errors: [] }
          : { row: rowNumber, ok: false, summary: {}, errors: [...read.errors] },
      );
      if (rows.length >= previewRows) break;
    }
    return { rows };
  });

  transacted(app, context, startImport, async ({ params, body }, tx) => {
    const found = await context.imports.lock(tx, params.importId);
    if (!found) throw new DomainError('imports.not_found', `There is no import ${params.importId} here.`, { importId: params.importId });
    if (found.state === 'running')
      throw new DomainError('imports.not_allowed_now', 'This import is running already; stop it first.', { state: found.state });
    mappingMustFit(found, body.mapping);
    const settings = settingsOf(found);
    const profile = { ...settings, notation: merged(settings.notation, body.notation), defaults: defaultsOf(body) };
    if (found.state === 'done') await context.imports.retryRejected(tx, found.id);
    await context.imports.change(tx, found.id, { state: 'running', mapping: body.mapping, profile: profile as unknown as Record<string, unknown> });
    await context.longWorks.start(tx, importWork, { importId: found.id });
    await context.audit.record(tx, { action: 'import.started', subject: { kind: 'import', id: found.id }, after: { mapping: body.mapping } });
    return importShape(await foundImport(context.imports, tx, found.id));
  });

  transacted(app, context, stopImport, async ({ params }, tx) => {
    const found = await foundImport(context.imports, tx, params.importId);
    if (found.state === 'running') await context.imports.change(tx, found.id, { state: 'stopped' });
    return importShape(await foundImport(context.imports, tx, found.id));
  });

  streaming(app, getRejectedRows, async ({ params, reply }, { tenant, actor }) => {
    const found = await context.transactions.withTenant(tenant, actor, (tx) => foundImport(context.imports, tx, params.importId));
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${found.fileName.replace(/\.\w+$/, '')}-rejected.csv`)}`);
    const table = rejectedTable(
      found.columns.map((column) => column.name),
      rejectedRows((after) => context.transactions.withTenant(tenant, actor, (tx) => context.imports.rejected(tx, found.id, after, 1000))),
    );
    const { Readable } = await import('node:stream');
    reply.header('content-type', 'text/csv; charset=utf-8');
    return Readable.from(context.writeCsv(table));
  });
}

async function* rejectedRows(page: (after: number) => Promise<readonly (ImportRow & { readonly errors: readonly RowError[] })[]>) {
  for (let after = 0; ; ) {
    const rows = await page(after);
    for (const row of rows) yield { row: row.raw, errors: row.errors };
    const last = rows.at(-1);
    if (!last) return;
    after = last.rowNumber;
  }
}

function mappingMustFit(found: ImportRecord, mapping: Readonly<Record<string, string>>): void {
  const columns = new Set(found.columns.map((column) => column.name));
  for (const [field, column] of Object.entries(mapping)) {
    if (!(fields as readonly string[]).includes(field))
      throw new DomainError('imports.unknown_field', `expected a field out of ${fields.join(', ')}, got "${field}"`, { field });
    if (!columns.has(column)) throw new DomainError('imports.unknown_column', `expected a column of the file, got "${column}"`, { column });
  }
}

const merged = (own: Notation, given: { decimal?: string; dateOrder?: Record<string, string> } | undefined): Notation =>
  ({ ...own, ...(given?.decimal ? { decimal: given.decimal } : {}), dateOrder: { ...own.dateOrder, ...given?.dateOrder } }) as Notation;

function summaryOf(claim: Extract<ReturnType<typeof readRow>, { kind: 'ok' }>['claim']): Record<string, string> {
  const item = claim.items[0];
  return {
    debtor: claim.debtor.name,
    creditor: claim.creditor.name,
    number: item?.number ?? '',
    amount: `${claim.currency} ${item?.amount ?? ''}`,
    ...(item?.dueOn ? { dueOn: item.dueOn } : {}),
  };
}

export function importShape(found: ImportRecord): Static<typeof importState> {
  const { table, notation } = settingsOf(found);
  return {
    id: found.id,
    fileName: found.fileName,
    state: found.state,
    filed: found.filed,
    assessed: found.assessed,
    rejected: found.rejected,
    duplicates: found.doubles,
    createdAt: instantText(found.createdAt),
    columns: found.columns.map((column) => ({ name: column.name, samples: [...column.samples] })),
    fields: fields.map((field) => ({ field, label: fieldLabels[field], required: requiredFields.has(field) })),
    mapping: { ...found.mapping },
    notation: { dateOrder: { ...notation.dateOrder }, ...(notation.decimal ? { decimal: notation.decimal } : {}) },
    issues: table.issues.map((issue) => ({ ...issue })),
    ...(found.total === undefined ? {} : { rows: found.total }),
    ...(found.finishedAt === undefined ? {} : { finishedAt: instantText(found.finishedAt) }),
    ...(found.message ? { message: found.message } : {}),
  };
}
