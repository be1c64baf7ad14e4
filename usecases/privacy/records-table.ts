import { citationLine } from '#domain/kernel/citation.ts';
import { type Bilingual, inLocale, type Locale } from '#domain/kernel/text.ts';
import { transferRoutes } from '#domain/privacy/transfer.ts';
import type { ProcessingRecords } from './records.ts';

const heads: readonly Bilingual[] = [
  { zh: '处理活动', en: 'Activity' },
  { zh: '目的', en: 'Purposes' },
  { zh: '个人类别', en: 'Data subjects' },
  { zh: '信息种类', en: 'Personal data' },
  { zh: '接收方', en: 'Recipients' },
  { zh: '出境', en: 'Transfers abroad' },
  { zh: '保存期限', en: 'Retention' },
  { zh: '影响评估', en: 'Impact assessment' },
  { zh: '安全措施', en: 'Safeguards' },
  { zh: '个人信息处理者', en: 'Controller' },
  { zh: '负责人', en: 'Protection officer' },
];

/** The record as a table that a supervisory authority reads: one activity a row, everything it has to hold in its columns. */
export function recordsTable(records: ProcessingRecords, locale: Locale): readonly (readonly string[])[] {
  const said = (text: Bilingual) => inLocale(text, locale);
  const blank = said({ zh: '（未填写）', en: '(not filled in)' });
  const { organisation, contact, representative, officer } = records.controller;
  const transfers = records.transfers
    .filter(({ crosses }) => crosses)
    .map(({ title, to, free, ground, law }) => {
      const route = ground && transferRoutes[law].find(({ id }) => id === ground.route);
      const how = route
        ? `${said(route.name)}, ${citationLine(route.because)}: ${ground.reference}`
        : said(
            free
              ? { zh: '无须另设依据', en: 'no ground of our own needed' }
              : { zh: '未设依据，涉及自然人的查询被阻止', en: 'no ground set: questions about persons are blocked' },
          );
      return `${said(title)} (${to}): ${how}`;
    });
  const rows = records.activities.map((activity) => [
    said(activity.name),
    said(activity.purposes),
    said(activity.subjects),
    said(activity.data),
    said(activity.recipients),
    activity.triggers.includes('cross-border') ? transfers.join('; ') : '',
    said(activity.retention),
    activity.assessment
      ? `${activity.assessment.conclusion}, ${activity.assessment.reviewBy}`
      : activity.assessmentMissing
        ? said({ zh: '须评估，尚未完成', en: 'due, not made yet' })
        : said({ zh: '法律未要求', en: 'not asked for by law' }),
    records.safeguards.map(said).join('; '),
    [organisation, contact, representative].filter(Boolean).join(', '),
    officer ?? blank,
  ]);
  return [heads.map(said), ...rows];
}
