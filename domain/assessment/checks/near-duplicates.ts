import type { Claim, ClaimItem } from '#domain/claim/claim.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { Money } from '#domain/kernel/money.ts';
import { moneyWords } from '#domain/kernel/wording.ts';
import type { Reason } from '../check.ts';
import { plain } from '../paper-facts.ts';

/** An item of another case against the same debtor. */
export type ItemElsewhere = { readonly caseNumber: string; readonly number: string; readonly amount: Money; readonly issuedOn?: Day };
/** A file that lies in another case byte for byte. */
export type ExhibitElsewhere = { readonly exhibit: string; readonly caseNumber: string };

/** Items like one of another case: the same number written otherwise, the same sum of the same day, the same file. */
export function nearDuplicates(claim: Claim, items: readonly ItemElsewhere[], exhibits: readonly ExhibitElsewhere[]): Reason[] {
  const likes = claim.items.flatMap((item) => {
    const number = formsOf(item.number);
    const like = items.find((other) => isLike(item, number, other));
    return like ? [told(item, like)] : [];
  });
  const files = exhibits.map(
    ({ exhibit, caseNumber }): Reason => ({
      code: 'check.exhibit_elsewhere',
      severity: 'warning',
      text: { zh: `${exhibit} 与案件 ${caseNumber} 中的文件完全相同。`, en: `${exhibit} lies in case ${caseNumber} too, byte for byte.` },
      evidence: { exhibit, detail: caseNumber },
    }),
  );
  return [...likes, ...files];
}

/** A number without signs and case, and as people misread it. */
type Forms = { readonly plain: string; readonly readable: string };
const formsOf = (number: string): Forms => ({ plain: plain(number), readable: readable(number) });

/** An import holds five hundred claims against the same items: each item's number is formed once, as long as the item lives. */
const formed = new WeakMap<ItemElsewhere, Forms>();
function formsOfOther(other: ItemElsewhere): Forms {
  const known = formed.get(other) ?? formsOf(other.number);
  formed.set(other, known);
  return known;
}

function isLike(item: ClaimItem, own: Forms, other: ItemElsewhere): boolean {
  if (item.amount.currency !== other.amount.currency || item.amount.minor <= 0n) return false;
  const theirs = formsOfOther(other);
  const [a, b] = [own.readable, theirs.readable];
  const same = item.amount.minor === other.amount.minor;
  // The very same number and sum is a duplicate proper and told as one (check.claimed_elsewhere).
  if (own.plain === theirs.plain) return !same;
  if (a !== '' && a === b) return true;
  if (!same) return false;
  if (oneApart(a, b)) return true;
  return item.issuedOn !== undefined && item.issuedOn === other.issuedOn;
}

/** A number as people misread it: O as 0, I and l as 1, zeros in front of digits fallen away. */
const readable = (number: string): string =>
  plain(number)
    .replace(/o/g, '0')
    .replace(/[il]/g, '1')
    .replace(/(^|\D)0+(?=\d)/g, '$1');

/** One character changed, added or left out, in numbers long enough for that to be a slip; a last digit counts invoices up and is none. */
function oneApart(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 6 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const changed = Math.max(a.length, b.length) - start - end;
  return changed === 1 && end > 0;
}

function told(item: ClaimItem, other: ItemElsewhere): Reason {
  const sum = moneyWords(other.amount);
  return {
    code: 'check.near_duplicate',
    severity: 'warning',
    text: {
      zh: `款项 ${item.number} 与案件 ${other.caseNumber} 的款项 ${other.number}（${sum.zh}）近似，请核对是否重复主张。`,
      en: `Item ${item.number} is like item ${other.number} of case ${other.caseNumber} (${sum.en}); look whether it is claimed twice.`,
    },
    evidence: { detail: other.caseNumber },
  };
}
