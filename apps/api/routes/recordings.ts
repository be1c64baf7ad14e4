import type { FastifyInstance } from 'fastify';
import { largestSignedPaper } from '#adapters/signed-files/read.ts';
import { getClip, getSignatures, getWaveform, playRecording } from '#contract/operations/recordings.ts';
import { clipText } from '#domain/evidence/recording/clip.ts';
import type { SignedPaper } from '#domain/evidence/signed-paper.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { sealedContent } from '#usecases/seal/content.ts';
import { cutClip, waveformOf } from '#usecases/seal/recording.ts';
import type { ApiContext } from '../context.ts';
import { sendRanged } from '../ranged.ts';
import { streaming, transacted } from '../route.ts';

function signedPaperJson(paper: SignedPaper | undefined) {
  if (!paper) return { form: 'other' as const, signatures: [] };
  if (paper.form === 'pdf') return { form: paper.form, signatures: paper.signatures.map((each) => ({ ...each, addedAfter: [...each.addedAfter] })) };
  const signatures = paper.signatures.map((each) => ({
    ...each,
    changed: [...each.changed],
    missing: [...each.missing],
    uncovered: each.uncovered.map((file) => ({ ...file, signedBy: [...file.signedBy] })),
  }));
  return { form: paper.form, signatures };
}

export function recordingRoutes(app: FastifyInstance, context: ApiContext): void {
  const { recordings, content } = context;
  const sealedExhibit = async (tx: TenantTx, exhibitId: string) => {
    const exhibit = await context.exhibits.get(tx, exhibitId);
    if (!exhibit?.recordId) throw new DomainError('evidence.exhibit_not_found', `There is no exhibit ${exhibitId} here.`, { exhibitId });
    return { ...exhibit, recordId: exhibit.recordId };
  };

  transacted(app, context, getWaveform, async ({ params, query }, tx) => {
    const { recordId, bytes } = await sealedExhibit(tx, params.exhibitId);
    const drawn = await waveformOf(recordings.parts, tx, recordId, bytes, query.points ?? 800);
    return drawn.state === 'drawn' ? { ...drawn, peaks: [...drawn.peaks] } : drawn;
  });

  streaming(app, playRecording, async ({ params, request, reply }, { tenant, actor }) => {
    const { recordId, bytes, sha256, mediaType } = await context.transactions.withTenant(tenant, actor, (tx) => sealedExhibit(tx, params.exhibitId));
    // Somebody else wrote these bytes: they are named as sound or as nothing, and never run.
    void reply
      .type(/^(?:audio|video)\/[a-z0-9.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, no-cache');
    return sendRanged(request, reply, { size: bytes, etag: sha256 }, (range) =>
      context.transactions.withTenant(tenant, actor, (tx) => sealedContent(content, tx, recordId, range)),
    );
  });

  streaming(app, getClip, async ({ params, query, reply }, { tenant, actor }) => {
    const clip = await context.transactions.withTenant(tenant, actor, async (tx) => {
      const { recordId } = await sealedExhibit(tx, params.exhibitId);
      return cutClip(recordings.parts, tx, recordId, { unit: query.unit ?? 'seconds', from: query.from, to: query.to });
    });
    reply.header('content-disposition', `attachment; filename="clip-${params.exhibitId}-${clip.from}.json"`);
    return Buffer.from(clipText(clip));
  });

  transacted(app, context, getSignatures, async ({ params }, tx) => {
    const { recordId, bytes } = await sealedExhibit(tx, params.exhibitId);
    if (bytes > largestSignedPaper) {
      throw new DomainError('evidence.object_too_large', `expected a PDF or OFD of at most ${largestSignedPaper} bytes, got ${bytes}`, {
        limitBytes: largestSignedPaper,
      });
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of await sealedContent(content, tx, recordId)) pieces.push(piece);
    const paper = await recordings.signedPaper(Buffer.concat(pieces));
    return signedPaperJson(paper);
  });
}
