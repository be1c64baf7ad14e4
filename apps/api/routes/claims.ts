import type { FastifyInstance } from 'fastify';
import { createClaim } from '#contract/operations/claims.ts';
import type { ClaimFiling } from '#domain/claim/filing.ts';
import { fileClaims } from '#usecases/intake/file-claims.ts';
import type { ApiContext } from '../context.ts';
import { transacted } from '../route.ts';
import { todayOf } from '../today.ts';

export function claimRoutes(app: FastifyInstance, context: ApiContext): void {
  transacted(app, context, createClaim, async ({ body }, tx) => {
    const { exhibits, ...filing } = body;
    const source = tx.actor.kind === 'key' ? 'api' : 'form';
    const [filed] = await fileClaims(context, tx, [{ filing: filing as ClaimFiling, exhibitIds: exhibits ?? [] }], {
      source,
      today: await todayOf(context, tx),
    });
    if (!filed) throw new Error('fileClaims answered nothing for one filing');
    await context.audit.record(tx, {
      action: 'claim.filed',
      subject: { kind: 'case', id: filed.caseId },
      after: { claim: filed.claimId, number: filed.number, source },
    });
    return {
      claimId: filed.claimId,
      caseId: filed.caseId,
      number: filed.number,
      stage: 'assessed' as const,
      assessmentId: filed.assessmentId,
      duplicates: filed.doubles.map((double) => ({ caseId: double.caseId, number: double.number })),
    };
  });
}
