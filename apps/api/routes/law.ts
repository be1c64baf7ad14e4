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
import { type Rational, toDecimal } from '#domain/kernel/rational.ts';
import { calendarOf } from '#usecases/cases/calendar.ts';
import { askLaw, type LawVerb } from '#usecases/consult/ask-law.ts';
import type { ApiContext } from '../context.ts';
import { publicRoute, transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';

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
    return {
      jurisdiction: law.code,
      name: law.name,
      rules: law.rules.map((rule) => ({
        id: rule.id,
        jurisdiction: law.code,
        topic: rule.topic,
        title: rule.title ?? { zh: rule.id, en: rule.id },
        citation: rule.citation,
        source: rule.source,
        confidence: rule.confidence,
        values: rule.values.map((one) => ({
          ...(one.from === undefined ? {} : { from: isoDay(one.from) }),
          ...(one.to === undefined ? {} : { to: isoDay(one.to) }),
          value: jsonSafe(one.value),
        })),
      })),
      series: law.series.map((one) => seriesShape(one, law.code)),
    };
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

type SeriesOf = NonNullable<ReturnType<ApiContext['book']['jurisdiction']>>['series'][number];

function seriesShape(series: SeriesOf, jurisdiction: string) {
  const { id, title, unit, citation, source, lastPublication, validThrough, points } = series;
  return {
    id,
    jurisdiction,
    title,
    unit,
    citation,
    source,
    lastPublication: isoDay(lastPublication),
    ...(validThrough === undefined ? {} : { validThrough: isoDay(validThrough) }),
    points: points.map((point) => ({ from: isoDay(point.from), value: point.value ? decimalText(point.value) : '' })),
  };
}

/** bigint as decimal text: JSON has no other. */
const jsonSafe = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))) as T;

/** The shortest decimal text of a published figure (they all have at most eight decimals). */
function decimalText(value: Rational): string {
  const text = toDecimal(value, 8, 'half-even');
  return text.replace(/0+$/, '').replace(/\.$/, '');
}
