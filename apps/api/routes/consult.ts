import type { FastifyInstance } from 'fastify';
import countries from 'i18n-iso-countries';
import type { Static } from 'typebox';
import {
  consult,
  type consultAnswer,
  consultChoices,
  type consultInput,
  consultPdf,
  interview as interviewOp,
} from '#contract/operations/consult.ts';
import type { ClaimFiling } from '#domain/claim/filing.ts';
import { currencyCodes } from '#domain/kernel/currency.ts';
import { dayOf, isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { interview } from '#domain/law/consult/consult.ts';
import { countryOf } from '#domain/law/profiles/profile.ts';
import { answerQuestion, type ConsultAnswer } from '#usecases/consult/answer-question.ts';
import type { ApiContext } from '../context.ts';
import { publicRoute } from '../route.ts';
import { routeShape } from '../shapes/assessment.ts';
import { positionShape, refusalShape } from '../shapes/position.ts';

/** Open to anybody, so bounded: this many questions a minute from one address. */
const questionsAMinute = 60;

export function consultRoutes(app: FastifyInstance, context: ApiContext): void {
  const ask = (input: Static<typeof consultInput>): ConsultAnswer => {
    const asOf = input.asOf ? dayOf(input.asOf) : context.clock.today('Asia/Shanghai');
    return answerQuestion(context.book, filingOf(input), asOf);
  };

  publicRoute(app, consult, async ({ body }) => answerShape(ask(body)), questionsAMinute);

  publicRoute(
    app,
    consultPdf,
    async ({ body, query, reply }) => {
      const answer = ask(body);
      if (answer.kind === 'refused')
        throw new DomainError(
          answer.refusal.code,
          'The law of this place is not loaded, so there is nothing to print; ask local counsel.',
          answer.refusal.data,
        );
      reply.header('content-disposition', 'inline; filename="quittance-consult.pdf"');
      const { claim, position, assessment } = answer;
      const issue = { writtenOn: position.asOf, reference: isoDay(position.asOf), code: 'CONSULT' };
      return context.documents.render(
        'consult',
        { issue, claim, position, assessment, notToDo: answer.avoid, papersToGather: answer.papers },
        query.locale ?? 'zh-CN',
      );
    },
    20,
  );

  publicRoute(
    app,
    interviewOp,
    async ({ body }) => {
      const answers = interview.readAnswers(body.role, body.answers);
      const { question, progress } = interview.next(body.role, answers);
      if (question) return { question, progress };
      const asOf = context.clock.today('Asia/Shanghai');
      return { progress, outcome: outcomeShape(interview.outcome(body.role, answers, asOf, context.book)) };
    },
    240,
  );

  publicRoute(app, consultChoices, async () => {
    const zh = countries.getNames('zh', { select: 'official' });
    const en = countries.getNames('en', { select: 'official' });
    return {
      jurisdictions: context.book.codes().map((code) => {
        const law = context.book.jurisdiction(code);
        return { code, name: law?.name ?? { zh: code, en: code }, status: statusOf(context, code) };
      }),
      countries: Object.keys(en)
        .sort()
        .map((code) => {
          // One name for one place: the profile's own, where there is one.
          const profile = countryOf(code);
          return profile
            ? { code, name: { zh: profile.zh, en: profile.en }, profile: true }
            : { code, name: { zh: zh[code] ?? code, en: en[code] ?? code } };
        }),
      currencies: currencyCodes(),
    };
  });
}

/** A place is verified when every rule that gives interest or limitation there is. */
function statusOf(context: ApiContext, code: string): string {
  const rules = context.book.jurisdiction(code)?.rules ?? [];
  const core = rules.filter((rule) => rule.topic.startsWith('interest') || rule.topic.startsWith('limitation'));
  return core.length > 0 && core.every((rule) => rule.citation.status === 'verified') ? 'verified' : 'unverified';
}

function filingOf(input: Static<typeof consultInput>): ClaimFiling {
  const creditor = {
    kind: input.creditorKind ?? 'organisation',
    name: 'creditor',
    ...(input.creditorSize ? { size: input.creditorSize } : {}),
  } as const;
  const debtor = {
    kind: input.debtorKind ?? 'organisation',
    name: 'debtor',
    address: { lines: [], country: input.debtorCountry ?? input.jurisdiction.slice(0, 2) },
    ...(input.debtorSize ? { size: input.debtorSize } : {}),
  } as const;
  const item = {
    number: '1',
    amount: input.amount,
    ...(input.dueOn ? { dueOn: input.dueOn } : {}),
    ...(input.issuedOn ? { issuedOn: input.issuedOn } : {}),
    ...(input.deliveredOn ? { deliveredOn: input.deliveredOn } : {}),
  };
  return {
    basis: input.basis,
    creditor,
    debtor,
    currency: input.currency,
    governingLaw: input.jurisdiction,
    items: [item],
    ...(input.payments ? { payments: input.payments } : {}),
    ...(input.events ? { events: input.events } : {}),
    ...(input.agreedInterest ? { agreedInterest: input.agreedInterest } : {}),
    ...(input.contractOn ? { contractOn: input.contractOn } : {}),
    ...(input.consumer === undefined ? {} : { consumer: input.consumer }),
  };
}

function answerShape(answer: ConsultAnswer): Static<typeof consultAnswer> {
  const shared = { avoid: [...answer.avoid], papers: [...answer.papers] };
  if (answer.kind === 'refused') {
    const refusal = refusalShape(answer.refusal);
    return { ...shared, refusal, routes: [], nextStep: { text: { zh: '请咨询当地律师。', en: 'Ask local counsel.' } }, notices: [refusal.text] };
  }
  return {
    ...shared,
    position: positionShape(answer.position),
    routes: answer.routes.map(routeShape),
    nextStep: { text: answer.next.text, ...(answer.next.by === undefined ? {} : { by: isoDay(answer.next.by) }) },
    notices: answer.position.notices.map((notice) => notice.text),
  };
}

function outcomeShape({ position, refusal, sections, claim }: ReturnType<typeof interview.outcome>) {
  return {
    sections: sections.map((section) => ({ id: section.id, title: section.title, lines: [...section.lines] })),
    ...(position ? { position: positionShape(position) } : {}),
    ...(refusal ? { refusal: refusalShape(refusal) } : {}),
    ...(claim ? { claim: claim as unknown as Record<string, unknown> } : {}),
  };
}
