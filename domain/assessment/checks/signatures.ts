import type { Bilingual } from '#domain/kernel/text.ts';
import type { Reason } from '../check.ts';

/** What checking one signature or seal in an exhibit says, as far as the claim check weighs it. */
export type SignatureFact = {
  readonly exhibit: string;
  readonly state: 'holds' | 'changed' | 'false' | 'not-supported' | 'unreadable';
  /** The name in the certificate, and of the seal where there is one. */
  readonly signer?: string;
  readonly seal?: string;
  /** RFC 3339; proven by a time-stamp of an authority that this installation trusts, or the signer's own word. */
  readonly signedAt?: string;
  readonly timeProven: boolean;
  readonly identity: 'trusted' | 'unknown' | 'broken' | 'not-checked';
  /** What is not under the signature: changed, removed or added after it, or left out of it. */
  readonly later: readonly string[];
  /** How many parts were added after it and lie under a later signature of the same file. */
  readonly underLaterSignature: number;
  /** What speaks against the certificate or the seal, or why nothing could be checked; values only, no personal data. */
  readonly why?: Bilingual;
};

/** An unsigned paper gives no fact, and no penalty. A signature that a later change broke fails the claim's papers. */
export const signatureReasons = (facts: readonly SignatureFact[]): Reason[] => facts.map(reasonOf);

function reasonOf(fact: SignatureFact): Reason {
  const { exhibit, state } = fact;
  // What the sentence says already is not said twice; only a long list goes on here.
  const detail = fact.later.length > shown ? fact.later.slice(0, 20).join(', ') : (fact.signer ?? exhibit);
  const evidence = { exhibit, detail };
  const who = signedBy(fact);
  switch (state) {
    case 'changed':
      return {
        code: 'check.signature_broken',
        severity: 'error',
        text: {
          zh: `证据材料 ${exhibit} ${who.zh}，但签署后内容被改动：${listed(fact.later, 'zh') || '签名清单'}。`,
          en: `Exhibit ${exhibit} ${who.en}, but it was changed after signing: ${listed(fact.later, 'en') || 'the list of what was signed'}.`,
        },
        evidence,
      };
    case 'false':
      return {
        code: 'check.signature_false',
        severity: 'error',
        text: { zh: `证据材料 ${exhibit} 上的签名不成立。`, en: `A signature in exhibit ${exhibit} does not verify.` },
        evidence,
      };
    case 'not-supported':
    case 'unreadable':
      return {
        code: 'check.signature_unchecked',
        severity: 'info',
        text: {
          zh: `证据材料 ${exhibit} 的签名未能核验${fact.why ? `：${fact.why.zh}` : ''}。`,
          en: `A signature in exhibit ${exhibit} could not be checked${fact.why ? `: ${fact.why.en}` : ''}.`,
        },
        evidence,
      };
    case 'holds':
      return holding(fact, who, evidence);
  }
}

function holding(fact: SignatureFact, who: Bilingual, evidence: NonNullable<Reason['evidence']>): Reason {
  const { exhibit, later, identity, why } = fact;
  if (identity === 'broken' || why) {
    return {
      code: 'check.signature_doubtful',
      severity: 'warning',
      text: {
        zh: `证据材料 ${exhibit} ${who.zh}，内容与签署时一致，但${why?.zh ?? '证书链不成立'}。`,
        en: `Exhibit ${exhibit} ${who.en} and is as it was signed, but ${why?.en ?? 'its certificate does not stand'}.`,
      },
      evidence,
    };
  }
  if (later.length > 0) {
    return {
      code: 'check.signature_partial',
      severity: 'warning',
      text: {
        zh: `证据材料 ${exhibit} ${who.zh}，已签部分未改动；签名未覆盖：${listed(later, 'zh')}。`,
        en: `Exhibit ${exhibit} ${who.en}; what was signed is unchanged, but it does not cover: ${listed(later, 'en')}.`,
      },
      evidence,
    };
  }
  const trusted = identity === 'trusted';
  const { underLaterSignature: more } = fact;
  const added =
    more === 0
      ? { zh: '', en: '' }
      : { zh: `（其后增加的 ${more} 项由后一签名覆盖）`, en: ` (${more} parts added later lie under a later signature)` };
  return {
    code: 'check.signature_holds',
    severity: trusted ? 'good' : 'info',
    text: {
      zh: `证据材料 ${exhibit} ${who.zh}，签署后未改动${added.zh}${trusted ? '' : '；签署人证书是否可信未知（本系统未设信任根）'}。`,
      en: `Exhibit ${exhibit} ${who.en} and is unchanged since${added.en}${trusted ? '' : '; whether the certificate can be trusted is not known (no trusted root here leads to it)'}.`,
    },
    evidence,
  };
}

function signedBy({ signer, seal, signedAt, timeProven }: SignatureFact): Bilingual {
  const name = { zh: signer ? `由“${signer}”签署` : '已签署', en: signer ? `is signed by "${signer}"` : 'is signed' };
  const stamp = { zh: seal ? `，印章“${seal}”` : '', en: seal ? ` with the seal "${seal}"` : '' };
  const at = signedAt?.replace('T', ' ').replace('Z', ' UTC');
  const when = {
    zh: at ? `，${timeProven ? '时间戳证明不晚于' : '自称签署于'} ${at}` : '，未载明时间',
    en: at ? `, ${timeProven ? 'proven no later than' : 'by its own word at'} ${at}` : ', without a time',
  };
  return { zh: `${name.zh}${stamp.zh}${when.zh}`, en: `${name.en}${stamp.en}${when.en}` };
}

const shown = 5;
function listed(parts: readonly string[], locale: 'zh' | 'en'): string {
  const rest = parts.length - shown;
  const more = rest <= 0 ? '' : locale === 'zh' ? ` 等 ${parts.length} 项` : ` and ${rest} more`;
  return `${parts.slice(0, shown).join(locale === 'zh' ? '、' : ', ')}${more}`;
}
