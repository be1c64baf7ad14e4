import { certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import type { PaperTrust, Trust } from '#domain/evidence/bundle/trust.ts';
import type { ComparedFile, Comparison, PaperVerdict, Verification } from '#domain/evidence/bundle/verdict.ts';
import { verificationText, verifyBundle } from '#domain/evidence/bundle/verify.ts';
import type { Source } from '#domain/evidence/bundle/zip.ts';
import { utf8 } from '#domain/evidence/bytes.ts';
import { parseVkey } from '#domain/evidence/note.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { clipWav } from '#domain/evidence/recording/clip.ts';
import { type ClipVerification, clipVerificationText, verifyClipFile } from '#domain/evidence/recording/clip-verification.ts';
import type { GivenFile } from '#domain/evidence/registration.ts';
import { checkersFrom } from '#domain/evidence/time-trust.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { markFile } from './mark-file.ts';
import { portableCrypto } from './portable-crypto.ts';
import { portableSignatures } from './portable-signatures.ts';
import { prepareSha256 } from './wasm-sha256.ts';
import { type Word, words } from './words.ts';

let language: keyof Bilingual = navigator.language.startsWith('zh') ? 'zh' : 'en';
/** What is on the page, to be drawn again in the other language. */
let shown: (() => void) | undefined;

const say = (word: Word): string => words[word][language];
const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

/** Everything from a file enters the page as text nodes, never as markup. */
function element(tag: string, text: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function speak(): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = say('title');
  for (const part of document.querySelectorAll<HTMLElement>('[data-word]')) part.textContent = say(part.dataset.word as Word);
  shown?.();
}

function trustFromPage(): Trust {
  const timeTrust = byId<HTMLTextAreaElement>('time-trust').value;
  const anchors = checkersFrom(portableSignatures, timeTrust);
  const papers: PaperTrust = {
    checks: portableSignatures,
    roots: certificatesIn(utf8(`\n${byId<HTMLTextAreaElement>('signer-roots').value}`)),
    timeRoots: certificatesIn(utf8(`\n${timeTrust}`)),
  };
  const text = byId<HTMLTextAreaElement>('policy').value;
  if (text.trim() === '') return { reportKeys: [], known: [], anchors, papers };
  const keys = [...text.matchAll(/^# report key: (\S+)$/gm)].map((match) => parseVkey(portableCrypto, match[1] as string));
  return { policy: parsePolicy(portableCrypto, text.endsWith('\n') ? text : `${text}\n`), reportKeys: keys, known: [], anchors, papers };
}

/** Reads slices of the chosen file, so that its size does not matter, and shows how far the reading is. */
function fileSource(file: File): Source {
  const bar = byId<HTMLProgressElement>('progress');
  return {
    size: file.size,
    async read(from, to) {
      const bytes = new Uint8Array(await file.slice(from, to).arrayBuffer());
      bar.value = Math.max(bar.value, to / file.size);
      return bytes;
    },
  };
}

async function check(): Promise<void> {
  const file = byId<HTMLInputElement>('bundle').files?.[0];
  const status = byId('status');
  if (!file) return;
  let trust: Trust;
  try {
    trust = trustFromPage();
  } catch (cause) {
    // Nothing of an earlier check stays beside it.
    shown = undefined;
    byId('result').replaceChildren();
    status.textContent = `${say('badTrust')}${(cause as Error).message}`;
    return;
  }
  status.textContent = `${say('checking')} ${file.name}`;
  // A ZIP begins with PK, a clip with the brace of its JSON.
  if ((await file.slice(0, 1).text()) === '{') {
    await checkClipFile(file, trust);
    return;
  }
  const given = await filesHeld();
  byId<HTMLProgressElement>('progress').hidden = false;
  await prepareSha256();
  byId<HTMLProgressElement>('progress').value = 0;
  const begun = performance.now();
  const verification = await verifyBundle(portableCrypto, () => bagInZip(portableCrypto, fileSource(file)), trust, given);
  byId<HTMLProgressElement>('progress').hidden = true;
  status.textContent = `${file.name} · ${((performance.now() - begun) / 1000).toFixed(1)} s`;
  shown = () => render(verification);
  shown();
}

/** What stands for each file of the reader's own, with the path inside the folder, as the command line gives it. */
async function filesHeld(): Promise<readonly GivenFile[]> {
  const given: GivenFile[] = [];
  for (const file of byId<HTMLInputElement>('against').files ?? []) {
    byId('status').textContent = `${say('comparing')} ${file.name}`;
    given.push({ path: file.name, ...(await markFile(file)) });
  }
  for (const file of byId<HTMLInputElement>('against-folder').files ?? []) {
    byId('status').textContent = `${say('comparing')} ${file.name}`;
    given.push({ path: file.webkitRelativePath.split('/').slice(1).join('/'), ...(await markFile(file)) });
  }
  return given;
}

const largestClipBytes = 100 * 1024 * 1024;

async function checkClipFile(file: File, { policy }: Trust): Promise<void> {
  if (file.size > largestClipBytes) {
    byId('status').textContent = say('tooLarge');
    return;
  }
  const { verification, checked } = verifyClipFile(portableCrypto, new Uint8Array(await file.arrayBuffer()), policy);
  byId('status').textContent = file.name;
  const wav = checked?.verdict.bytes === 'same' ? clipWav(checked) : undefined;
  const heard = wav ? URL.createObjectURL(new Blob([wav.slice().buffer], { type: 'audio/wav' })) : undefined;
  shown = () => renderClip(verification, heard);
  shown();
}

function renderClip(verification: ClipVerification, heard: string | undefined): void {
  const out = byId('result');
  const { verdict, statement, clip, finding, notProven } = verification;
  out.replaceChildren(element('p', statement[language], { class: `verdict ${verdict}`, role: 'status' }));
  if (finding) out.append(element('h2', say('findings')), list([`${finding.message} [${finding.code}]`]));
  if (clip) {
    const { range, sound, context } = clip;
    const rows = [
      [say('recording'), clip.name ?? clip.recordId],
      [say('range'), `${range.from} - ${range.to} ${say('of')} ${range.size}: ${say(clip.bytes)}`],
      ...(sound ? [[say('seconds'), `${sound.fromSeconds} - ${sound.toSeconds} ${say('of')} ${sound.ofSeconds}`]] : []),
      [say('inclusion'), say(clip.inclusion)],
      [say('log'), say(clip.log)],
      [say('quorum'), say(clip.quorum)],
      [say('received'), clip.receivedAt],
      ...(context.purpose === undefined ? [] : [[say('purpose'), JSON.stringify(context.purpose)]]),
      ...(context.consent === undefined ? [] : [[say('consent'), JSON.stringify(context.consent)]]),
    ];
    out.append(
      element('h2', say('clip')),
      table([], rows, () => ''),
    );
    if (heard) out.append(element('audio', '', { controls: '', src: heard, 'aria-label': say('listen') }));
    out.append(element('h2', say('notProven')), list(notProven.map((sentence) => sentence[language])));
  }
  out.append(saveButton(() => clipVerificationText(verification)));
}

function render(verification: Verification): void {
  const out = byId('result');
  const { verdict, statement, log, earlierLogs = [], claims, records, papers = [], comparison, findings, notProven } = verification;
  out.replaceChildren(element('p', statement[language], { class: `verdict ${verdict}`, role: 'status' }));
  for (const each of [...earlierLogs, ...(log ? [log] : [])])
    out.append(element('p', `${say('log')}: ${each.origin} · ${each.size} · ${say(each.standing)}`));
  if (claims.length > 0) {
    const rows = claims.map((claim) => [say(claim.claim), say(claim.verdict), claim.statement[language]]);
    out.append(
      element('h2', say('claims')),
      table([], rows, (row) => claims[row]?.verdict ?? ''),
    );
  }
  if (findings.length > 0) out.append(element('h2', say('findings')), list(findings.map(({ message, code }) => `${message} [${code}]`)));
  if (records.length > 0) {
    const head = [say('number'), say('name'), say('kind'), 'SHA-256', say('content'), say('inclusion'), say('received')];
    const rows = records.map((each) => [
      each.number,
      each.name ?? '',
      each.kind,
      each.sha256,
      say(each.content),
      `${say(each.inclusion)}${each.logIndex === null ? '' : ` #${each.logIndex}`}`,
      each.receivedAt,
    ]);
    out.append(
      element('h2', say('records')),
      table(head, rows, (row) => (records[row]?.inclusion === 'false' ? 'false' : ''), 'records'),
    );
  }
  if (comparison) out.append(...comparisonParts(comparison));
  if (papers.length > 0) out.append(element('h2', say('papers')), element('p', say('papersLead')), ...papers.map(paperPart));
  out.append(element('h2', say('notProven')), list(notProven.map((sentence) => sentence[language])));
  out.append(saveButton(() => verificationText(verification)));
}

function comparisonParts({ registrations, contents }: Comparison): readonly HTMLElement[] {
  const part = (head: string, files: readonly ComparedFile[]): readonly HTMLElement[] => [
    element('h3', head),
    list(files.map(({ path, statement }) => `${path}: ${statement[language]}`)),
  ];
  return [
    element('h2', say('comparison')),
    ...registrations.flatMap(({ number, files }) => part(`${say('registration')} ${number}`, files)),
    ...part(say('allContents'), contents),
  ];
}

/** One paper: a word for its verdict, what that means, and each signature in sentences. */
function paperPart({ file, verdict, signers, statement, signatures }: PaperVerdict): HTMLElement {
  // A sound signature of somebody unknown, or under a certificate that does not stand, is not shown as good.
  const doubt = verdict === 'holds' && signers !== 'trusted';
  const part = element('section', '', { class: `paper ${doubt ? 'doubt' : verdict}`, 'aria-label': file });
  part.append(element('h3', file.replace(/^data\//, '')));
  const line = element('p', '');
  line.append(
    element('strong', `${doubt ? '!' : marks[verdict]} ${say(doubt ? (signers === 'broken' ? 'holdsBroken' : 'holdsUnknown') : verdict)}`),
    document.createTextNode(` ${statement[language]}`),
  );
  part.append(line);
  if (signatures.length > 0) part.append(list(signatures.map((each) => each.statement[language])));
  return part;
}
/** A shape beside the word, since not everybody sees the colour. */
const marks = { holds: '✓', altered: '×', 'not-judged': '?', unsigned: '–' } as const;

function saveButton(text: () => string): HTMLElement {
  const save = element('button', say('save'), { type: 'button' });
  save.addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text()], { type: 'application/json' }));
    link.download = 'verification.json';
    link.click();
  });
  return save;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], classOf: (row: number) => string, kind = ''): HTMLElement {
  const made = document.createElement('table');
  made.className = kind;
  if (head.length > 0) {
    const line = made.createTHead().insertRow();
    for (const cell of head) line.append(element('th', cell, { scope: 'col' }));
  }
  const body = made.createTBody();
  for (const [i, row] of rows.entries()) {
    const line = body.insertRow();
    line.className = classOf(i);
    for (const cell of row) line.append(element('td', cell));
  }
  const frame = document.createElement('div');
  frame.className = 'wide';
  frame.append(made);
  return frame;
}

function list(lines: readonly string[]): HTMLElement {
  const made = document.createElement('ul');
  for (const line of lines) made.append(element('li', line));
  return made;
}

byId('check').addEventListener('click', () => void check());
for (const [from, into] of [
  ['policy-file', 'policy'],
  ['signer-roots-file', 'signer-roots'],
] as const) {
  byId<HTMLInputElement>(from).addEventListener('change', async (event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) byId<HTMLTextAreaElement>(into).value = await file.text();
  });
}
for (const choice of ['zh', 'en'] as const) {
  byId(choice).addEventListener('click', () => {
    language = choice;
    speak();
  });
}
speak();
