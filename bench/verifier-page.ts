import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildVerifier } from '../apps/verifier/build.ts';
import { openBrowser } from '../tests/browser/browser.ts';

/** Verifies the bundle in the one-file page, opened from file:// in a real browser without network; answers milliseconds. */
export async function verifyInPage(bundle: string, policy: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'quittance-bench-page-'));
  const { browser, close } = await openBrowser();
  try {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(pathToFileURL(await buildVerifier(join(folder, 'verifier.html'))).href);
    await page.locator('#bundle').setInputFiles(bundle);
    await page.locator('#policy').fill(policy);
    const begun = performance.now();
    await page.getByRole('button', { name: 'Verify' }).click();
    const verdict = (await page.locator('.verdict').textContent({ timeout: 300_000 })) ?? '';
    const took = performance.now() - begun;
    if (!/self-asserted/i.test(verdict)) throw new Error(`expected the page to verify a self-asserted bundle, got "${verdict}"`);
    return took;
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}
