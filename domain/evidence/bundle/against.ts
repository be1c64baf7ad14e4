import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Crypto } from '../crypto.ts';
import type { PageVerdict } from '../pages/compare.ts';
import { largestPagedFile, pageMarks } from '../pages/marks.ts';
import { mayBePaper } from '../read-paper.ts';
import {
  compareFiles,
  type FileMark,
  type FileVerdict,
  type GivenFile,
  parseRegistration,
  type Registration,
  registrationType,
} from '../registration.ts';
import { type Bag, readAll } from './bag.ts';
import type { Files } from './files.ts';
import type { CheckedRecord } from './records.ts';
import type { ComparedFile, Comparison } from './verdict.ts';

/** Pages of contents are told apart up to so many bytes in all; beyond it a content is known by its hash alone. */
const mostPagedBytes = 512 * 1024 * 1024;
/** A registration lists at most some thousand pages of a few hundred bytes each. */
const largestRegistration = 16 * 1024 * 1024;

/**
 * Files that the verifier holds beside what the bundle proves: each registration whose list is in it (whole folders, page by page), and
 * every content, by its bytes and, where it is shown, by its pages. Only records that stand in the tree are compared with.
 */
export async function compareWithBundle(
  crypto: Crypto,
  bag: Bag,
  files: Files,
  records: readonly CheckedRecord[],
  given: readonly GivenFile[],
): Promise<Comparison> {
  const proven = records.filter(({ verdict }) => verdict.inclusion === 'proven' && verdict.content !== 'differs');
  const registrations: { number: string; files: readonly ComparedFile[] }[] = [];
  const lists = proven.filter(({ record }) => record.content.mediaType === registrationType);
  for (const { verdict } of lists) {
    const registration = await registrationIn(bag, files.contents.get(verdict.number)?.path);
    if (registration) registrations.push({ number: verdict.number, files: compareFiles(registration, given).map(withWords) });
  }
  const contents = await marksOf(
    crypto,
    bag,
    files,
    proven.filter((each) => !lists.includes(each)),
  );
  const all = compareFiles({ format: 'quittance.registration/v1', files: contents }, given);
  return { registrations, contents: all.filter(({ verdict }) => verdict !== 'missing').map(withWords) };
}

async function registrationIn(bag: Bag, path: string | undefined): Promise<Registration | undefined> {
  if (path === undefined || bag.size(path) > largestRegistration) return undefined;
  try {
    return parseRegistration(await readAll(bag, path, largestRegistration));
  } catch (cause) {
    if (cause instanceof DomainError) return undefined;
    throw cause;
  }
}

/** A name that stands once is a path; one of several bears the record's number, so that files meet by bytes and pages. */
async function marksOf(crypto: Crypto, bag: Bag, files: Files, records: readonly CheckedRecord[]): Promise<readonly FileMark[]> {
  const counts = new Map<string, number>();
  for (const { verdict } of records) counts.set(verdict.name ?? '', (counts.get(verdict.name ?? '') ?? 0) + 1);
  let left = mostPagedBytes;
  const marks: FileMark[] = [];
  for (const { verdict } of records) {
    const { number, name, sha256, size } = verdict;
    const path = name !== null && counts.get(name) === 1 ? name : `${number}-${name ?? ''}`;
    const facts = files.contents.get(number);
    const paged = facts && mayBePaper(facts.head) && size <= Math.min(largestPagedFile, left);
    if (paged) left -= size;
    const pages = paged ? await pagesOf(crypto, await readAll(bag, facts.path, largestPagedFile)) : undefined;
    marks.push({ path, sha256, size, ...(pages ? { pages } : {}) });
  }
  return marks;
}

/** A hostile file has no pages that can be told apart; it stops nothing. */
async function pagesOf(crypto: Crypto, bytes: Uint8Array): ReturnType<typeof pageMarks> {
  try {
    return await pageMarks(crypto, bytes);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

const withWords = (file: FileVerdict): ComparedFile => ({ ...file, statement: statementOf(file) });

function statementOf(file: FileVerdict): Bilingual {
  const pages = 'pages' in file && file.pages ? file.pages : [];
  const listed = pages.filter((page) => page.verdict !== 'same' || 'annotations' in page).map(pageWords);
  const some = listed.slice(0, 20);
  const more = listed.length > some.length ? { zh: ' 等', en: ' and more' } : { zh: '', en: '' };
  const tail: Bilingual =
    some.length === 0
      ? { zh: '。', en: '.' }
      : { zh: `：${some.map(({ zh }) => zh).join('，')}${more.zh}。`, en: `: ${some.map(({ en }) => en).join(', ')}${more.en}.` };
  const said = words[file.verdict];
  return { zh: `${said.zh}${tail.zh}`, en: `${said.en}${tail.en}` };
}

const words: Readonly<Record<FileVerdict['verdict'], Bilingual>> = {
  same: { zh: '逐字节相同', en: 'The very same bytes' },
  'same-content': { zh: '字节不同，但每一页的内容相同', en: 'Other bytes, and every page is drawn the same' },
  'same-text': { zh: '重新排版，仅文字相同', en: 'Typeset anew: only the words are the same' },
  differs: { zh: '不同', en: 'Differs' },
  missing: { zh: '登记在册，但不在您给出的文件中', en: 'Registered, and not among the files that you gave' },
  'not-registered': { zh: '其中没有此文件，也没有它的任何一页', en: 'Neither this file nor one of its pages is in it' },
};

function pageWords(page: PageVerdict): Bilingual {
  switch (page.verdict) {
    case 'removed':
      return { zh: `原第 ${page.registeredPage} 页已缺`, en: `page ${page.registeredPage} of it is gone` };
    case 'added':
      return { zh: `第 ${page.page} 页为新增`, en: `page ${page.page} was added` };
    case 'changed':
      return { zh: `第 ${page.page} 页与原第 ${page.registeredPage} 页不同`, en: `page ${page.page} is not page ${page.registeredPage} of it` };
    case 'text-only':
      return {
        zh: `第 ${page.page} 页仅文字与原第 ${page.registeredPage} 页相同`,
        en: `page ${page.page} has only the words of page ${page.registeredPage}`,
      };
    case 'moved':
      return { zh: `第 ${page.page} 页为原第 ${page.registeredPage} 页`, en: `page ${page.page} was page ${page.registeredPage}` };
    case 'same':
      return { zh: `第 ${page.page} 页有批注变化`, en: `something was put on page ${page.page} or taken off` };
  }
}
