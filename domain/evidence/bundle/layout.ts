import type { Bilingual } from '#domain/kernel/text.ts';

/** Where things stand in a bundle. Numbers are three digits or more, the same for record, proof and content. */
export const bundleVersion = 'quittance.bundle/v1';

export const numberText = (position: number): string => String(position).padStart(3, '0');

export const pathOf = {
  record: (number: string) => `records/${number}.json`,
  salt: (number: string) => `records/${number}.salt`,
  proof: (number: string) => `proofs/${number}.tlog-proof`,
  consistency: (oldSize: number, newSize: number) => `consistency/${oldSize}-${newSize}.txt`,
  earlier: (size: number) => `checkpoints/${size}.txt`,
  anchor: (size: number, fileName: string) => `anchors/${size}/${fileName}`,
  index: 'index.json',
  policy: 'policy.txt',
  instructions: 'VERIFY.md',
  signature: 'bundle.sig',
  report: (language: 'zh' | 'en') => `report.${language}.pdf`,
} as const;

const tagFile =
  /^(?:bagit\.txt|bag-info\.txt|manifest-sha256\.txt|tagmanifest-sha256\.txt|index\.json|policy\.txt|VERIFY\.md|bundle\.sig|report\.(?:zh|en)\.pdf|records\/\d{3,7}\.(?:json|salt)|proofs\/\d{3,7}\.tlog-proof|(?:logs\/\d{1,6}\/)?(?:consistency\/\d{1,16}-\d{1,16}\.txt|checkpoints\/\d{1,16}\.txt|anchors\/\d{1,16}\/[A-Za-z0-9._-]{1,100})|(?:certs|revocation)\/[A-Za-z0-9._-]{1,100})$/;

/** Only these files and data/ may be in a bundle: what no claim covers has no business there. */
export const isKnownPath = (path: string): boolean => path.startsWith('data/') || tagFile.test(path);

/** In which order the files stand in a bundle, so that one evidence has one ZIP: contents first, what signs them last. */
const order: readonly RegExp[] = [
  /^data\/(\d+)/,
  /^(?:records|proofs)\/(\d+)/,
  /^checkpoints\/(\d+)/,
  /^consistency\/(\d+)/,
  /^anchors\/(\d+)/,
  /^logs\/(\d+)\//,
  /^certs\//,
  /^revocation\//,
  ...['index.json', 'policy.txt', 'VERIFY.md', 'report.zh.pdf', 'report.en.pdf', 'bagit.txt', 'bag-info.txt'].map(only),
  ...['manifest-sha256.txt', 'tagmanifest-sha256.txt', 'bundle.sig'].map(only),
];

function only(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.')}$`);
}

/** Checkpoints, growth and anchors of a log that was followed by another stand below logs/NUMBER/. */
export const inLog = /^logs\/\d+\//;
export const folderOfLog = (number: number): string => `logs/${number}/`;

/** Below 0 when `a` stands before `b`: by kind, then number, then name; a record before its proof. */
export function comparePaths(a: string, b: string): number {
  const [left, right] = [placeOf(a), placeOf(b)];
  if (left.kind !== right.kind) return left.kind - right.kind;
  if (left.number !== right.number) return left.number - right.number;
  if (a.startsWith('logs/') && b.startsWith('logs/')) return comparePaths(a.replace(inLog, ''), b.replace(inLog, ''));
  const [leftName, rightName] = [a, b].map((path) => path.replace(/^proofs/, 'records~proofs')) as [string, string];
  return leftName < rightName ? -1 : leftName > rightName ? 1 : 0;
}

function placeOf(path: string): { readonly kind: number; readonly number: number } {
  const kind = order.findIndex((pattern) => pattern.test(path));
  return { kind: kind < 0 ? order.length : kind, number: Number((order[kind]?.exec(path) ?? [])[1] ?? 0) };
}

/** data/007-name.pdf carries the content of record 007. */
export const numberOfContent = (path: string): string | undefined => /^data\/(\d{3,7})-[^/]+$/.exec(path)?.[1];

/** A file name for people that any system can store; the record keeps the original. */
export function contentPath(number: string, name: string, mediaType: string): string {
  const safe = name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those must not be in a name
    .replace(/[\u0000-\u001f\u007f/\\:*?"<>|%\s]+/gu, '_')
    .replace(/^[._]+|[._ ]+$/g, '');
  const short = [...safe].slice(0, 50).join('');
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? '';
  const kept = short === safe ? safe : `${short.replace(/[._ ]+$/, '')}${ending}`;
  return `data/${number}-${kept || `content${endings[mediaType] ?? '.bin'}`}`;
}

const endings: Readonly<Record<string, string>> = {
  'application/json': '.json',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
  'message/rfc822': '.eml',
};

/** One line of the 证据目录. */
export type IndexLine = {
  readonly number: string;
  readonly recordId: string;
  readonly name: string;
  readonly source: string;
  readonly purpose: string;
  readonly pages?: { readonly from: number; readonly to: number };
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly logIndex: number;
  readonly receivedAt: string;
};

export const notProven: readonly Bilingual[] = [
  {
    zh: '真实作者：存证只证明数据在存入后未被改动，不证明由谁制作。',
    en: 'Authorship: sealing proves that data did not change after it was sealed, not who made it.',
  },
  {
    zh: '存证前的真实性：数据存入之前是否真实、完整，须另行证明（参见《人民法院在线诉讼规则》第十八条）。',
    en: 'Truth before sealing: whether the data was true and complete before it was sealed needs other proof (see the Online Litigation Rules of the People’s Courts, article 18).',
  },
  {
    zh: '完整性范围：未披露的记录不在本证据包内，本次校验对其不作判断。',
    en: 'Completeness: records that were not disclosed are absent, and nothing is said about them.',
  },
];
