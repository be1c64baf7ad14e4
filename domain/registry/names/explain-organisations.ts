import type { Bilingual } from '#domain/kernel/text.ts';
import type { Alignment, Link } from './align.ts';
import type { OrganisationFeatures } from './compare-organisations.ts';
import type { OrganisationName } from './organisation.ts';
import type { Word } from './word.ts';

/** What a comparison rests on, and what speaks against it, for a person to read. */
export function explainOrganisations(
  left: OrganisationName,
  right: OrganisationName,
  { links, leftOver, rightOver }: Alignment,
  features: OrganisationFeatures,
): Bilingual[] {
  const reasons: Bilingual[] = [];
  if (features.exact) reasons.push({ zh: '去除组织形式后名称一致', en: 'the names are equal apart from the legal form' });
  else
    for (const link of links) {
      if (
        link.left[0]?.kind === 'stop' ||
        (!link.left.some((word) => word.kind === 'core') && !link.right.some((word) => word.kind === 'core') && link.kind === 'same')
      )
        continue;
      reasons.push(linkReason(link));
    }
  const named = (words: readonly Word[]) =>
    words.filter((word) => word.kind === 'core' || word.kind === 'word' || word.kind === 'place').map((word) => word.written);
  const [only, others] = [named(leftOver), named(rightOver)];
  if (only.length > 0) reasons.push({ zh: `仅第一个名称有:${only.join('、')}`, en: `only in the first name: ${only.join(', ')}` });
  if (others.length > 0) reasons.push({ zh: `仅第二个名称有:${others.join('、')}`, en: `only in the second name: ${others.join(', ')}` });
  if (features.number > 0)
    reasons.push({
      zh: `编号或序数不同:${left.numbers.join('、') || '无'} 与 ${right.numbers.join('、') || '无'}`,
      en: `the numbers differ: ${left.numbers.join(', ') || 'none'} and ${right.numbers.join(', ') || 'none'}`,
    });
  if (features.legal > 0) reasons.push({ zh: '组织形式不同', en: `the legal forms differ (${left.legal.join(', ')} and ${right.legal.join(', ')})` });
  if (features.daughter > 0) reasons.push({ zh: '一方多出常见于子公司的业务名称', en: 'one name has a trade more, as subsidiaries have' });
  if (features.sibling > 0)
    reasons.push({
      zh: '一方为集团或控股公司,另一方名称有具体业务,可能是其下属公司',
      en: 'one is a group or holding, the other names a trade: it may be one of its companies',
    });
  if (features.place > 0)
    reasons.push({
      zh: `地名不同:${left.places.join('、')} 与 ${right.places.join('、')}`,
      en: `the places differ: ${left.places.join(', ')} and ${right.places.join(', ')}`,
    });
  if (features.branch > 0)
    reasons.push({ zh: '一方为分支机构,另一方为总机构或另一分支', en: 'one is a branch, the other its parent or another branch' });
  if (features.thin > 0 && !features.exact) reasons.push({ zh: '仅凭很短的字母相符,依据薄弱', en: 'the agreement rests on very few letters' });
  return reasons;
}

const linkWords: Readonly<Record<Link['kind'], Bilingual>> = {
  same: { zh: '相同', en: 'same' },
  reading: { zh: '读音或通用译名相同', en: 'same reading or known translation' },
  meaning: { zh: '含义相同', en: 'same meaning' },
  spelling: { zh: '拼写相近', en: 'close spelling' },
  abbreviation: { zh: '缩写', en: 'abbreviation' },
  joined: { zh: '连写与分写', en: 'written together and apart' },
  acronym: { zh: '首字母缩写', en: 'initials' },
  sound: { zh: '读音相近', en: 'close sound' },
};

function linkReason(link: Link): Bilingual {
  const [a, b] = [link.left.map((word) => word.written).join(' '), link.right.map((word) => word.written).join(' ')];
  const words = linkWords[link.kind];
  return a === b ? { zh: `“${a}”相同`, en: `"${a}" in both` } : { zh: `“${a}”与“${b}”:${words.zh}`, en: `"${a}" and "${b}": ${words.en}` };
}
