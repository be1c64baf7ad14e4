import type { Agreement } from './align.ts';
import { editDistance } from './edit-distance.ts';
import { isSubsequence } from './subsequence.ts';
import { toLatin } from './transliterate.ts';
import { largeKana } from './words.ts';

/** Trades that Japanese writes with characters of its own choice: 自動車 is the Chinese 汽车. */
export const japaneseTrade =
  /^(?:自动车|麦酒|不动产|制铁|制药|制果|铁道|电铁|贩卖|映画|损害保险|生命保险|无线|瓦斯|石炭|自転车|时计|写真|药品|贮蓄|银行グループ)/;

/** Characters that names oppose to one another: North and South, First and Second, Gold and Silver are no slips of the pen. */
const opposed = [
  '东西南北中',
  '上下',
  '大小',
  '一二三四五六七八九十',
  '金银铜铁',
  '春夏秋冬',
  '红黄蓝绿白黑青紫',
  '新老旧',
  '左右',
  '内外',
  '前后',
  '日月星',
  '山川江河湖海',
  '公私',
  '男女',
];

const isOpposed = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false;
  let apart = '';
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) apart += `${a[i]}${b[i]}`;
  return apart.length === 2 && opposed.some((group) => group.includes(apart[0] as string) && group.includes(apart[1] as string));
};

/** Han against Han: one wrong character of three or more, a homophone, or a short form whose characters stand in order in the long one. */
const kana = /[\u30a1-\u30fa]/;

export function eastAsianAgree(a: string, b: string): Agreement | undefined {
  if (kana.test(a) && largeKana(a) === largeKana(b)) return { similarity: 0.98, kind: 'spelling' };
  if (isOpposed(a, b)) return undefined;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const distance = editDistance(short, long);
  const sameSound = short.length === long.length && toneless(short) === toneless(long);
  if (sameSound && short.length >= 2) return { similarity: short.length === 2 ? 0.45 : distance === 1 ? 0.86 : 0.7, kind: 'sound' };
  if (distance === 1 && long.length >= 3) return { similarity: long.length >= 5 ? 0.86 : long.length === 4 ? 0.72 : 0.55, kind: 'spelling' };
  if (distance === 2 && long.length >= 6) return { similarity: 0.76, kind: 'spelling' };
  if (short.length >= 2 && long.startsWith(short)) return { similarity: 0.62, kind: 'abbreviation' };
  if (short.length >= 3 && isSubsequence(short, long)) return { similarity: 0.6, kind: 'abbreviation' };
  if (long.length === 2 && short.length === 2 && distance === 1) return { similarity: 0.35, kind: 'spelling' };
  if (distance * 2 <= long.length && long.length >= 3) return { similarity: 0.4, kind: 'spelling' };
  return undefined;
}

const toneless = (han: string): string => toLatin(han);
