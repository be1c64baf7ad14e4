import type { FastifyInstance } from 'fastify';
import { addNews, judgeNews, listNews, listReviewNews, type NewsJson, withdrawNewsJudgement } from '#contract/operations/news.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import type { NewsItem } from '#usecases/ports/news.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { reassess } from '#usecases/verify/judge-hit.ts';
import { judgeArticle, keepArticle } from '#usecases/verify/news.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';

registerStatuses({ 'news.not_found': 404, 'news.known': 409, 'news.no_tone': 422, 'news.bad_day': 400 });

export function newsRoutes(app: FastifyInstance, context: ApiContext): void {
  const { registry } = context;
  const ports = { ...context, news: registry.news, lookups: registry.lookups, today: registry.today };
  const shown = async (tx: TenantTx, id: string): Promise<NewsJson> => {
    const item = await registry.news.get(tx, id);
    if (!item) throw new DomainError('news.not_found', `there is no article ${id} here`, { id });
    return newsShape(item, await context.names(tx));
  };
  const judged = async (tx: TenantTx, id: string, word: Parameters<typeof judgeArticle>[3]) => {
    const { debtorKey, caseId } = await judgeArticle(ports, tx, id, word);
    await reassess(context.judging, tx, debtorKey, caseId);
    return shown(tx, id);
  };

  transacted(app, context, listNews, async ({ params }, tx) => {
    const { debtorKey } = await foundCase(context.cases, tx, params.caseId);
    const names = await context.names(tx);
    return { items: (await registry.news.ofDebtor(tx, debtorKey)).map((item) => newsShape(item, names)) };
  });

  transacted(app, context, addNews, async ({ params, body }, tx) => {
    const id = await keepArticle(ports, tx, params.caseId, { ...body, text: body.text ?? '' });
    await reassess(context.judging, tx, (await foundCase(context.cases, tx, params.caseId)).debtorKey, params.caseId);
    return shown(tx, id);
  });

  transacted(app, context, judgeNews, ({ params, body }, tx) => judged(tx, params.newsId, body));

  transacted(app, context, withdrawNewsJudgement, ({ params }, tx) => judged(tx, params.newsId, undefined));

  transacted(app, context, listReviewNews, async ({ query }, tx) => {
    const { state = 'waiting', limit = 30, cursor } = query;
    const names = await context.names(tx);
    const page = await registry.news.queue(tx, { state, limit, ...(cursor ? { cursor } : {}) });
    return {
      items: page.items.map((item) => ({ ...newsShape(item, names), caseNumber: item.caseNumber, debtor: item.debtor })),
      total: page.total,
      ...(page.next ? { next: page.next } : {}),
    };
  });
}

function newsShape(item: NewsItem, names: ReadonlyMap<string, string>): NewsJson {
  const { id, caseId, source, outlet, title, text, url, also, language, publishedOn, foundAt, retainUntil, suggestion, judged, recordId } = item;
  const { relevance, tone, topics, reasons } = suggestion.suggestion;
  return {
    id,
    caseId,
    source,
    outlet,
    title,
    text,
    also: [...also],
    foundAt: instantText(foundAt),
    retainUntil,
    suggestion: { rules: suggestion.model, relevance, tone, topics: [...topics], reasons: [...reasons] },
    ...(url ? { url } : {}),
    ...(language ? { language } : {}),
    ...(publishedOn ? { publishedOn } : {}),
    ...(recordId ? { recordId } : {}),
    ...(judged
      ? { judged: { ...judged, decidedBy: names.get(judged.decidedBy) ?? judged.decidedBy, decidedAt: instantText(judged.decidedAt) } }
      : {}),
  };
}
