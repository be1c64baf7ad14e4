import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { archiveOf, mended, zipOf } from '#adapters/log/testing/archive.ts';
import { type Installation, installation, textItem } from '#adapters/log/testing/installation.ts';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { madePdf } from '#adapters/signed-files/testing/pdf-maker.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import type { Comparison, Verification } from '#domain/evidence/bundle/verdict.ts';
import { verificationText, verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import type { GivenFile } from '#domain/evidence/registration.ts';
import { registerContract } from '#usecases/seal/register-contract.ts';
import { openBrowser } from '../../tests/browser/browser.ts';
import { marksOf } from '../cli/evidence/parts/marks.ts';
import { buildVerifier } from './build.ts';

let here: Installation;
let zip: Uint8Array;
let opened: Awaited<ReturnType<typeof openBrowser>> | undefined;
let whyNoBrowser = '';
const pages = ['Loan of 100,000', 'Interest of 4 percent', 'Signed by both'];
const contract = madePdf(pages);
const annex = Buffer.from('annex 1');

beforeAll(async () => {
  const database = await testDatabase();
  here = installation(database);
  const { tenant, actor } = await database.newTenant();
  writeFileSync(join(here.folder, 'contract.pdf'), contract);
  writeFileSync(join(here.folder, 'annex.txt'), annex);
  const files = await marksOf([join(here.folder, 'contract.pdf'), join(here.folder, 'annex.txt')]);
  const ids = await database.withTenant(tenant, actor, async (tx) => {
    const contracts = { addPages: async () => {} };
    const made = await registerContract({ sealing: here.seals, crypto: nodeCrypto, objects: here.parts.sealed, contracts }, tx, { files });
    const sealed = createHash('sha256').update(contract).digest('hex');
    const [exhibit] = await here.seals.seal(tx, [
      textItem(tenant, '', { name: 'exhibit.pdf', content: contract, contentSha256: sealed, size: contract.length }),
    ]);
    return [...made.files.map(({ recordId }) => recordId), made.registrationId, exhibit?.recordId ?? ''];
  });
  await here.sequencer().round();
  zip = await here.bundle({ tenant, actor, scope: { kind: 'records', ids } });
  try {
    opened = await openBrowser();
  } catch (cause) {
    whyNoBrowser = (cause as Error).message.split('\n')[0] as string;
  }
});
afterAll(() => opened?.close());

const verify = (bytes: Uint8Array, given: readonly GivenFile[]): Promise<Verification> =>
  verifyBundle(
    nodeCrypto,
    () => bagInZip(nodeCrypto, memorySource(bytes)),
    {
      policy: parsePolicy(nodeCrypto, here.selfAsserted),
      reportKeys: [],
      known: [],
      anchors: [],
      papers: { checks: nodeSignatures, roots: [], timeRoots: [] },
    },
    given,
  );
const given = async (files: Readonly<Record<string, Uint8Array>>): Promise<readonly GivenFile[]> => {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(here.folder, name), bytes);
  return marksOf(Object.keys(files).map((name) => join(here.folder, name)));
};
const told = ({ comparison }: Verification) => {
  const { registrations, contents } = comparison as Comparison;
  const words = (files: Comparison['contents']) => files.map(({ path, verdict }) => `${path} ${verdict}`);
  return { registered: registrations.map(({ files }) => words(files)), contents: words(contents) };
};

describe('files held beside a bundle', () => {
  it('are the same, the same pages, other pages, missing, or nothing of it', async () => {
    const answer = await verify(zip, await given({ 'contract.pdf': contract, 'annex.txt': annex }));
    expect(answer.verdict).toBe('self-asserted');
    expect(told(answer)).toEqual({
      registered: [['contract.pdf same', 'annex.txt same']],
      contents: ['contract.pdf same', 'annex.txt same'],
    });
    const anew = await verify(zip, await given({ 'contract.pdf': madePdf(pages, { level: 9, renumbered: true, packed: true }) }));
    expect(told(anew).registered).toEqual([['contract.pdf same-content', 'annex.txt missing']]);
    const changed = await verify(zip, await given({ 'contract.pdf': madePdf(['Loan of 900,000', ...pages.slice(1)]) }));
    expect(told(changed).registered[0]?.[0]).toBe('contract.pdf differs');
    expect(changed.comparison?.registrations[0]?.files[0]?.statement.en).toBe('Differs: page 1 is not page 1 of it.');
    // A copy under another name meets the exhibit whose pages are in the bundle.
    const other = await verify(zip, await given({ 'copy.pdf': madePdf(pages, { level: 1 }), 'stranger.txt': Buffer.from('x') }));
    expect(told(other).contents).toEqual(['copy.pdf same-content', 'stranger.txt not-registered']);
    expect((await verify(zip, [])).comparison).toBeUndefined();
  });

  it('are compared with nothing that the tree does not prove', async () => {
    const archive = await archiveOf(zip);
    const members = archive.members.map((each) => (each.name.endsWith('exhibit.pdf') ? { ...each, bytes: madePdf(['forged page']) } : each));
    const answer = await verify(
      zipOf({ ...archive, members: mended(members) }),
      await given({ 'forged.pdf': madePdf(['forged page'], { level: 3 }) }),
    );
    expect(answer.verdict).toBe('false');
    expect(told(answer).contents).toEqual(['forged.pdf not-registered']);
  });

  it('give the same text in the page', async () => {
    if (!opened) {
      process.stderr.write(`  NOT checked in a browser: ${whyNoBrowser}\n`);
      return;
    }
    const page = await opened.browser.newPage({ locale: 'en-GB' });
    await page.goto(pathToFileURL(await buildVerifier(join(here.folder, 'verifier.html'))).href);
    const files = { 'contract.pdf': madePdf(['Loan of 900,000', ...pages.slice(1)]), 'annex.txt': annex };
    const marks = await given(files);
    writeFileSync(join(here.folder, 'given.zip'), zip);
    await page.locator('#bundle').setInputFiles(join(here.folder, 'given.zip'));
    await page.locator('#policy').fill(here.selfAsserted);
    await page.getByLabel(/Files that you hold/).setInputFiles(Object.keys(files).map((name) => join(here.folder, name)));
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('contract.pdf: Differs: page 1 is not page 1 of it.').first().waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#result button').last().click()]);
    expect(readFileSync(await saved.path(), 'utf8')).toBe(verificationText(await verify(zip, marks)));
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('contract.pdf: 不同：第 1 页与原第 1 页不同。').first().waitFor();
  }, 60_000);
});
