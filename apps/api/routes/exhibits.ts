import type { FastifyInstance } from 'fastify';
import {
  attachExhibit,
  confirmExhibitFacts,
  downloadExhibit,
  listExhibits,
  readInvoice,
  uploadFile,
  withdrawExhibitFacts,
} from '#contract/operations/claims.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import { claimFromDraft } from '#usecases/intake/claim-from-draft.ts';
import { confirmPaper, readAttached } from '#usecases/intake/confirm-paper.ts';
import { largestPaperBytes, readClaimDraft } from '#usecases/intake/read-claim-draft.ts';
import { exhibitKind, takeFile } from '#usecases/intake/take-file.ts';
import type { PaperFiling } from '#usecases/ports/exhibits.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { sealedContent } from '#usecases/seal/content.ts';
import { assessOpen } from '#usecases/verify/judge-hit.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { streaming, transacted } from '../route.ts';
import { sealsOf } from '../seals.ts';
import { exhibitJson } from '../shapes/case.ts';
import { cleanName, uploadedFile } from '../upload.ts';

registerStatuses({ 'intake.bad_fact': 422 });

const shown = (
  context: ApiContext,
  tenant: string,
  actor: Parameters<ApiContext['transactions']['withTenant']>[1],
  exhibit: Awaited<ReturnType<typeof takeFile>>,
) =>
  context.transactions.withTenant(tenant, actor, async (tx) => exhibitJson(exhibit, await sealsOf(context, tx, [exhibit]), await context.names(tx)));

export function exhibitRoutes(app: FastifyInstance, context: ApiContext): void {
  streaming(app, uploadFile, async ({ query, request }, { tenant, actor }) => {
    const kind = exhibitKind(query.kind);
    const file = await uploadedFile(request);
    const exhibit = await takeFile(context, { tenant, actor, kind, name: cleanName(file.filename), mediaType: file.mimetype, content: file.file });
    return shown(context, tenant, actor, exhibit);
  });

  streaming(app, attachExhibit, async ({ params, query, request }, { tenant, actor }) => {
    const kind = exhibitKind(query.kind);
    await context.transactions.withTenant(tenant, actor, (tx) => foundCase(context.cases, tx, params.caseId));
    const file = await uploadedFile(request);
    const exhibit = await takeFile(context, {
      tenant,
      actor,
      kind,
      name: cleanName(file.filename),
      mediaType: file.mimetype,
      content: file.file,
      caseId: params.caseId,
      ...(query.purpose ? { purpose: query.purpose } : {}),
    });
    await context.transactions.withTenant(tenant, actor, (tx) => readAttached(context, tx, exhibit));
    return shown(context, tenant, actor, exhibit);
  });

  const confirmed = async (tx: TenantTx, exhibitId: string, facts: PaperFiling | undefined) => {
    const { caseId } = await confirmPaper(context, tx, exhibitId, facts);
    await assessOpen(context.judging, tx, caseId);
    const exhibit = await context.exhibits.get(tx, exhibitId);
    if (!exhibit) throw new DomainError('evidence.exhibit_not_found', `There is no exhibit ${exhibitId} here.`, { exhibitId });
    return exhibitJson(exhibit, await sealsOf(context, tx, [exhibit]), await context.names(tx));
  };
  transacted(app, context, confirmExhibitFacts, ({ params, body }, tx) => confirmed(tx, params.exhibitId, body));
  transacted(app, context, withdrawExhibitFacts, ({ params }, tx) => confirmed(tx, params.exhibitId, undefined));

  transacted(app, context, listExhibits, async ({ params }, tx) => {
    await foundCase(context.cases, tx, params.caseId);
    const exhibits = await context.exhibits.ofCase(tx, params.caseId);
    const seals = await sealsOf(context, tx, exhibits);
    const names = await context.names(tx);
    return { items: exhibits.map((exhibit) => exhibitJson(exhibit, seals, names)) };
  });

  streaming(app, downloadExhibit, async ({ params, reply }, { tenant, actor }) => {
    const { exhibit, content } = await context.transactions.withTenant(tenant, actor, async (tx) => {
      const exhibit = await context.exhibits.get(tx, params.exhibitId);
      if (!exhibit?.recordId)
        throw new DomainError('evidence.exhibit_not_found', `There is no exhibit ${params.exhibitId} here.`, { exhibitId: params.exhibitId });
      return { exhibit, content: await sealedContent(context.content, tx, exhibit.recordId) };
    });
    // Always as a download and never as a page: an exhibit may be HTML or SVG that somebody else wrote.
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(exhibit.name)}`);
    reply.header('content-type', 'application/octet-stream');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('content-length', exhibit.bytes);
    const { Readable } = await import('node:stream');
    return Readable.from(content);
  });

  streaming(app, readInvoice, async ({ request }, { tenant, actor }) => {
    const file = await uploadedFile(request);
    const bytes = await collected(file.file);
    const name = cleanName(file.filename);
    const draft = await readClaimDraft(bytes, name, context.papers);
    if (isRefusal(draft)) {
      const { zh, en } = draft.data as { zh?: string; en?: string };
      throw new DomainError(draft.code, en ?? draft.code, { ...draft.data, ...(zh ? { zh } : {}), fileName: name });
    }
    const exhibit = await takeFile(context, {
      tenant,
      actor,
      kind: 'invoice',
      name,
      mediaType: file.mimetype,
      content: [bytes],
      reading: draft as unknown as Record<string, unknown>,
    });
    const { claim, missing, findings, proposals } = claimFromDraft(draft);
    return {
      uploadId: exhibit.id,
      fileName: name,
      sha256: exhibit.sha256,
      bytes: exhibit.bytes,
      draft: draft as unknown as Record<string, unknown>,
      claim,
      missing,
      findings,
      proposals,
    };
  });
}

async function collected(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > largestPaperBytes)
      throw new DomainError(
        'intake.too_large',
        `expected an e-invoice of at most ${largestPaperBytes} bytes, got more; attach large files as exhibits`,
        { limitBytes: largestPaperBytes },
      );
    parts.push(part);
  }
  return Buffer.concat(parts);
}
