import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { certificatesIn } from '../asn1/certificate.ts';
import type { Crypto } from '../crypto.ts';
import { largestSignedPaper, mayBePaper, readSignedPaper } from '../read-paper.ts';
import { withMaterial } from '../revocation/enclosed.ts';
import type { SignedPaper, SignedPaperTrust } from '../signed-paper.ts';
import { type Bag, readAll, sha256Hex } from './bag.ts';
import type { ContentFacts, Files } from './files.ts';
import { signatureStatement, verdictOf } from './paper-words.ts';
import type { CheckedRecord } from './records.ts';
import type { PaperTrust, Trust } from './trust.ts';
import type { PaperVerdict } from './verdict.ts';

/** One paper is held in memory at a time; all of them together cost so many bytes of reading and no more. */
const mostPaperBytes = 512 * 1024 * 1024;

/**
 * The signatures of every PDF and OFD whose content is in the bundle, as the platform checks them when they come in. A statement of
 * its own: bytes may be what was sealed and their signature false, which is what a court wants to see. Whatever a file
 * holds, it stops nothing: what cannot be read or is too large is said to be.
 */
export async function judgePapers(
  crypto: Crypto,
  bag: Bag,
  files: Files,
  records: readonly CheckedRecord[],
  { papers: trust }: Trust,
): Promise<readonly PaperVerdict[]> {
  if (!trust) return [];
  const material = withBundle(trust, files);
  const verdicts: PaperVerdict[] = [];
  let left = mostPaperBytes;
  for (const { verdict, record } of records) {
    const facts = files.contents.get(verdict.number);
    const kind = facts && mayBePaper(facts.head);
    if (!facts || !kind) continue;
    const about = { number: verdict.number, file: facts.path, form: kind === 'pdf' ? 'pdf' : 'unknown' } as const;
    if (facts.size > Math.min(largestSignedPaper, left)) {
      verdicts.push({ ...about, ...notJudged(tooLarge(facts.size, left)) });
      continue;
    }
    left -= facts.size;
    // Where a paper proves and claims no time, it was signed before it was received; the reader's own clock would change the answer.
    const now = Date.parse(record.receivedAt);
    const paper = await judged(crypto, bag, facts, { ...material, now }, trust);
    if (paper) verdicts.push({ ...about, ...paper });
  }
  return verdicts;
}

/** Certificates between and revocation data that the bundle brings: material for a chain, never its end. */
function withBundle(trust: PaperTrust, { tags }: Files): Omit<SignedPaperTrust, 'now'> {
  const within = (folder: string): readonly Uint8Array[] => [...tags].flatMap(([path, bytes]) => (path.startsWith(folder) ? [bytes] : []));
  const certificates = within('certs/').flatMap((bytes) => {
    try {
      return certificatesIn(bytes);
    } catch (cause) {
      if (cause instanceof DomainError) return [];
      throw cause;
    }
  });
  return withMaterial(
    { roots: trust.roots, timeRoots: trust.timeRoots, ...(trust.revocation ? { revocation: trust.revocation } : {}) },
    certificates,
    within('revocation/'),
  );
}

type Judged = Pick<PaperVerdict, 'verdict' | 'signers' | 'statement' | 'signatures'>;

async function judged(
  crypto: Crypto,
  bag: Bag,
  facts: ContentFacts,
  trust: SignedPaperTrust,
  { checks }: PaperTrust,
): Promise<(Judged & { readonly form?: 'ofd' }) | undefined> {
  try {
    const bytes = await readAll(bag, facts.path, largestSignedPaper);
    if (sha256Hex(crypto, bytes) !== facts.sha256) return notJudged({ zh: '文件在读取过程中发生变化。', en: 'The file changed while it was read.' });
    const paper = await readSignedPaper(crypto, checks, bytes, trust);
    // A ZIP that is no OFD (a spreadsheet, an archive) is no paper, unless its name says that it should be one.
    if (!paper && /\.ofd$/i.test(facts.path))
      return notJudged({ zh: '名为 OFD，但不能作为 OFD 文件包读取。', en: 'Its name says OFD, and it cannot be read as one.' });
    return paper && { ...ofPaper(paper), ...(paper.form === 'ofd' ? { form: 'ofd' as const } : {}) };
  } catch (cause) {
    if (cause instanceof DomainError) return notJudged({ zh: `无法读取：${cause.message}`, en: `It cannot be read: ${cause.message}` });
    // A hostile structure that is too deep or too large for the machine, or a fault of ours: neither may hide what else the bundle proves.
    const name = cause instanceof Error ? cause.name : typeof cause;
    return notJudged({ zh: `检查未能完成（${name}）。`, en: `The check itself did not come to an end (${name}).` });
  }
}

function ofPaper({ signatures }: SignedPaper): Judged {
  const all = signatures.map((each) => ({ ...each, verdict: verdictOf(each), statement: signatureStatement(each, signatures.length) }));
  const has = (verdict: PaperVerdict['verdict']): boolean => all.some((each) => each.verdict === verdict);
  const verdict = all.length === 0 ? 'unsigned' : has('altered') ? 'altered' : has('not-judged') ? 'not-judged' : 'holds';
  const signers = worst.find((each) => all.some(({ identity }) => identity === each)) ?? null;
  const said = ofAll[verdict](all.length, all.filter((each) => each.verdict === verdict).length);
  const about = signers === null ? { zh: '', en: '' } : ofSigners[signers];
  return { verdict, signers, statement: { zh: `${said.zh}${about.zh}`, en: `${said.en}${about.en}` }, signatures: all };
}

const ofAll: Readonly<Record<PaperVerdict['verdict'], (all: number, these: number) => Bilingual>> = {
  holds: (all) => ({ zh: `共 ${all} 个签名，全部成立。`, en: all === 1 ? 'Its signature holds.' : `All of its ${all} signatures hold.` }),
  altered: (all, these) => ({
    zh: `共 ${all} 个签名，其中 ${these} 个与文件不符。`,
    en: all === 1 ? 'Its signature does not fit the file.' : `Of its ${all} signatures ${these} do not fit the file.`,
  }),
  'not-judged': (all, these) => ({
    zh: `共 ${all} 个签名，其中 ${these} 个无法判断。`,
    en: all === 1 ? 'Its signature cannot be judged.' : `Of its ${all} signatures ${these} cannot be judged.`,
  }),
  unsigned: () => ({ zh: '文件内没有电子签名。', en: 'There is no signature in it.' }),
};

const worst = ['broken', 'unknown', 'trusted'] as const;
const ofSigners: Readonly<Record<(typeof worst)[number], Bilingual>> = {
  trusted: { zh: '签署人证书通向您信任的根。', en: ' Who signed leads to a root that you named.' },
  unknown: {
    zh: '但签署人身份未获证明：证书不通向您所指明的任何根。',
    en: ' Who signed is not proven: a certificate leads to no root that you named.',
  },
  broken: { zh: '但有签署人的证书不成立。', en: ' But the certificate of a signer does not stand.' },
};

const notJudged = (statement: Bilingual): Judged => ({ verdict: 'not-judged', signers: null, statement, signatures: [] });

const tooLarge = (size: number, left: number): Bilingual =>
  size > largestSignedPaper
    ? {
        zh: `文件有 ${size} 字节，超过 ${largestSignedPaper} 字节的不查看签名。`,
        en: `It has ${size} bytes; files of more than ${largestSignedPaper} bytes are not looked into for signatures.`,
      }
    : {
        zh: `文件有 ${size} 字节，本包查看签名的总量只余 ${left} 字节。`,
        en: `It has ${size} bytes; of what is looked into for signatures in one bundle ${left} bytes are left.`,
      };
