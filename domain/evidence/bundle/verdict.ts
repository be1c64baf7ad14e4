import type { Bilingual } from '#domain/kernel/text.ts';
import type { Json } from '../canonical.ts';
import type { OfdSignatureVerdict } from '../ofd/verify.ts';
import type { PdfSignatureVerdict } from '../pdf/verify.ts';
import type { FileVerdict } from '../registration.ts';

/** What was claimed, and what checking it said. */
/** `succession` only where records of several logs stand in one bundle. */
export type ClaimName = 'bytes' | 'inclusion' | 'append-only' | 'succession' | 'quorum' | 'time-bound' | 'signatures';
export type ClaimVerdict = {
  readonly claim: ClaimName;
  readonly verdict: 'proven' | 'false' | 'not-proven' | 'nothing-claimed';
  readonly statement: Bilingual;
  readonly detail: { readonly [name: string]: Json };
};

/**
 * verified: every claim holds under your policy. self-asserted: the same, but your policy asks for no witness.
 * quorum-not-met, no-trust: nothing false was found, but your policy is not met or knows no such log.
 */
export type Verdict = 'verified' | 'self-asserted' | 'quorum-not-met' | 'no-trust' | 'false' | 'refused';

/** Exit codes of the command line; 64 to 78 stay with sysexits. */
export const exitCodes: Readonly<Record<Verdict, number>> = {
  verified: 0,
  'self-asserted': 0,
  false: 1,
  'no-trust': 2,
  'quorum-not-met': 3,
  refused: 65,
};

export type RecordVerdict = {
  readonly number: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly sha256: string;
  readonly size: number;
  readonly receivedAt: string;
  readonly logIndex: number | null;
  readonly content: 'same' | 'differs' | 'not-disclosed';
  readonly inclusion: 'proven' | 'false' | 'not-proven';
};

/**
 * What the signatures inside a paper say. holds: each is of its certificate's key over these bytes. altered: one is not.
 * not-judged: one, or the file, cannot be checked here. unsigned: there is none. Who the signers are stands beside each.
 */
export type PaperVerdict = {
  readonly number: string;
  readonly file: string;
  readonly form: 'pdf' | 'ofd' | 'unknown';
  readonly verdict: 'holds' | 'altered' | 'not-judged' | 'unsigned';
  /** The worst of its signers: broken: a certificate does not stand. unknown: one leads to no root that was named. null: none was read. */
  readonly signers: 'trusted' | 'unknown' | 'broken' | null;
  readonly statement: Bilingual;
  readonly signatures: readonly JudgedSignature[];
};
export type JudgedSignature = (PdfSignatureVerdict | OfdSignatureVerdict) & {
  readonly verdict: 'holds' | 'altered' | 'not-judged';
  /** What was signed by whom, when, under which root, and what came after it, in words. */
  readonly statement: Bilingual;
};

export type ComparedFile = FileVerdict & { readonly statement: Bilingual };
/** With each registration of a contract whose list is in the bundle, by its record's number, and with all contents. */
export type Comparison = {
  readonly registrations: readonly { readonly number: string; readonly files: readonly ComparedFile[] }[];
  readonly contents: readonly ComparedFile[];
};

export type Finding = { readonly code: string; readonly file: string | null; readonly message: string };

export type LogLine = {
  readonly origin: string;
  readonly size: number;
  readonly checkpointSha256: string;
  readonly standing: 'witnessed' | 'self-asserted';
};

export type Verification = {
  readonly format: 'quittance.verification/v1';
  readonly verdict: Verdict;
  readonly statement: Bilingual;
  readonly log: LogLine | null;
  /** Logs before that one, where the bundle has records of them. */
  readonly earlierLogs?: readonly LogLine[];
  readonly claims: readonly ClaimVerdict[];
  readonly records: readonly RecordVerdict[];
  /** PDFs and OFDs among the contents, and what their own signatures say; no part of the verdict above. */
  readonly papers?: readonly PaperVerdict[];
  /** Files that the verifier gave beside the bundle, compared with what it proves; no part of the verdict either. */
  readonly comparison?: Comparison;
  readonly findings: readonly Finding[];
  readonly notProven: readonly Bilingual[];
};

export const verdictStatements: Readonly<Record<Verdict, Bilingual>> = {
  verified: {
    zh: '校验通过：全部主张均获证明，并有您信任的见证方联署。',
    en: 'Verified: every claim is proven, with cosignatures of witnesses you trust.',
  },
  'self-asserted': {
    zh: '校验通过，但日志仅为自证（self-asserted log）：您的策略未要求独立见证方。',
    en: 'Verified, but self-asserted log: your policy asks for no independent witness.',
  },
  'quorum-not-met': { zh: '未达到法定数：您策略中的见证方联署不足。', en: 'Quorum not met: too few cosignatures of the witnesses in your policy.' },
  'no-trust': {
    zh: '未作判断：您没有给出信任策略，或策略中没有该日志；包内文件自洽。',
    en: 'Not decided: you gave no policy, or it does not list this log; the files agree with each other.',
  },
  false: { zh: '校验不通过：至少一项主张不成立。', en: 'Not verified: at least one claim is false.' },
  refused: { zh: '拒绝校验：文件不是合格的证据包。', en: 'Refused: the file is no sound bundle.' },
};

export const finding = (code: string, file: string | null, message: string): Finding => ({
  code,
  file,
  message: file === null ? message : `${file} ${message}`,
});

/** POSIX seconds as people read them; the last second of the year 9999 stands for anything later. */
export const rfc3339 = (seconds: number): string => new Date(Math.min(seconds, 253_402_300_799) * 1000).toISOString().replace('.000Z', 'Z');
