import type { Answer } from '#domain/kernel/answer.ts';
import type { Reason } from '../check.ts';
import { sourceWords } from '../sources.ts';

type NotFound = Extract<Answer<unknown>, { readonly kind: 'not-found' }>;

/** An official page on which a person found nothing. What was typed there is not known, so it neither warns nor clears. */
export function nothingOnPage({ source, asOf }: NotFound): Reason {
  const { zh, en } = sourceWords(source);
  return {
    code: 'check.page_nothing_found',
    severity: 'info',
    text: {
      zh: `${zh}：${asOf.slice(0, 10)} 由人工查询并采集的页面显示未查到；这不能证明没有记录。`,
      en: `${en}: the page that a person copied on ${asOf.slice(0, 10)} found nothing; that is no proof that there is nothing.`,
    },
    evidence: { source, detail: asOf },
  };
}
