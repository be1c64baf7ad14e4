import type { FastifyInstance } from 'fastify';
import {
  checkPaper,
  deadlineCalendar,
  lawContact,
  lawDeadline,
  lawFee,
  lawInterest,
  lawLimitation,
  lawPosition,
  lawProfile,
  lawRate,
  listRules,
} from '#contract/operations/law.ts';
import { isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { calendarOf } from '#usecases/cases/calendar.ts';
import { askLaw, type LawVerb } from '#usecases/consult/ask-law.ts';
import type { ApiContext } from '../context.ts';
import { publicRoute, transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';
import { jurisdictionShape } from '../shapes/law.ts';

const questionsAMinute = 240;
const checksAMinute = 20;

export function lawRoutes(app: FastifyInstance, context: ApiContext): void {
  const verbs = {
    position: lawPosition,
    interest: lawInterest,
    limitation: lawLimitation,
    fee: lawFee,
    rate: lawRate,
    deadline: lawDeadline,
    contact: lawContact,
    profile: lawProfile,
  };
  for (const [verb, op] of Object.entries(verbs)) {
    publicRoute(
      app,
      op as typeof lawPosition,
      async ({ body }) => jsonSafe(await askLaw(verb as LawVerb, body, isoDay(context.clock.today('Asia/Shanghai')), context.book)),
      questionsAMinute,
    );
  }

  publicRoute(app, listRules, async ({ query }) => {
    const law = context.book.jurisdiction(query.jurisdiction);
    if (!law)
      throw new DomainError('law.not_covered', `expected a jurisdiction with rules (${context.book.codes().join(', ')}), got ${query.jurisdiction}`, {
        jurisdiction: query.jurisdiction,
      });
    return jurisdictionShape(law);
  });

  publicRoute(
    app,
    checkPaper,
    async ({ body }) => {
      const code = body.code.replace(/[\s-]/g, '').toLowerCase();
      if (!/^[0-9a-f]{12}$/.test(code))
        throw new DomainError('evidence.bad_code', `expected a code of twelve digits and letters A to F, like 432E-5DE0-20BB, got "${body.code}"`, {
          code: body.code,
        });
      const papers = await context.transactions.withSystem('paper-check', (tx) => context.issuedPapers.byCode(tx, code));
      return { genuine: papers.length > 0, papers: papers.map(({ at, ...paper }) => ({ ...paper, at: instantText(at) })) };
    },
    checksAMinute,
  );

  transacted(app, context, deadlineCalendar, async (_, tx) => {
    const text = await calendarOf(context, tx);
    return text as never;
  });
}

/** bigint as decimal text: JSON has no other. */
const jsonSafe = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))) as T;
