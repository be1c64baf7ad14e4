import { DomainError } from '../../kernel/error.ts';
import type { Bilingual } from '../../kernel/text.ts';
import { exitCodes, type Verdict, verdictStatements } from '../bundle/verdict.ts';
import { canonicalJson, type Json } from '../canonical.ts';
import type { Crypto } from '../crypto.ts';
import type { Policy } from '../policy.ts';
import { type CheckedClip, type ClipVerdict, checkClip } from './clip.ts';

/** What a clip proves, as the command line and the verifier page say it: the same verdicts and exit codes as a bundle's. */
export type ClipVerification = {
  readonly format: 'quittance.clip-verification/v1';
  readonly verdict: Verdict;
  readonly statement: Bilingual;
  readonly clip: ClipVerdict | null;
  readonly finding: { readonly code: string; readonly message: string } | null;
  readonly notProven: readonly Bilingual[];
};

export function verifyClipFile(
  crypto: Crypto,
  file: Uint8Array,
  policy?: Policy,
): { readonly verification: ClipVerification; readonly checked?: CheckedClip } {
  let checked: CheckedClip;
  try {
    checked = checkClip(crypto, file, policy);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    return { verification: said('refused', null, { code: cause.code, message: cause.message }) };
  }
  return { verification: said(verdictOf(checked.verdict), checked.verdict, null), checked };
}

export const clipExitCode = ({ verdict }: ClipVerification): number => exitCodes[verdict];

/** Deterministic: the same clip and policy give the same bytes. */
export const clipVerificationText = (verification: ClipVerification): string => `${canonicalJson(verification as unknown as Json)}\n`;

function verdictOf({ bytes, inclusion, log, quorum }: ClipVerdict): Verdict {
  if (bytes === 'differs' || inclusion === 'false' || log === 'false') return 'false';
  if (log === 'not-checked') return 'no-trust';
  if (quorum === 'not-met') return 'quorum-not-met';
  return quorum === 'met' ? 'verified' : 'self-asserted';
}

const said = (verdict: Verdict, clip: ClipVerdict | null, finding: ClipVerification['finding']): ClipVerification => ({
  format: 'quittance.clip-verification/v1',
  verdict,
  statement: verdict === 'refused' ? noClip : verdictStatements[verdict],
  clip,
  finding,
  notProven: clip ? [...(clip.sound ? [] : [onlyBytes]), ...always] : [],
});

const noClip: Bilingual = { zh: '拒绝校验：文件不是完好的录音片段证明。', en: 'Refused: the file is no sound proof of a clip.' };

/** A part of a compressed recording may need earlier bytes to be heard, and bytes are no seconds. */
const onlyBytes: Bilingual = {
  zh: '只证明这些字节是该录音的一部分；它们对应哪几秒、能否单独播放，本证明不作说明。',
  en: 'Only that these bytes are part of the recording: not which seconds they are, nor that they can be heard without the rest.',
};
const always: readonly Bilingual[] = [
  { zh: '录音中说话的人是谁，所说是否属实。', en: 'Who speaks in the recording, and whether what is said is true.' },
  { zh: '片段之外说了什么；片段可能脱离上下文。', en: 'What is said outside the clip; a clip may be out of its context.' },
  { zh: '录音在存证之前未被剪辑。', en: 'That the recording was not edited before it was sealed.' },
  { zh: '存证时间除系统自身时钟外的上限（需时间戳）。', en: 'A bound on the time other than the system’s own clock (that needs a time stamp).' },
];
