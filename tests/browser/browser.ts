import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const project = resolve(import.meta.dirname, '..', '..');

/**
 * The browser from npm: @sparticuz/chromium carries it inside its package and unpacks it into a private folder once per
 * launch. QUITTANCE_BROWSER names another Chromium or Chrome to use instead.
 */
export async function openBrowser(): Promise<{ readonly browser: Browser; readonly close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'q-browser-'));
  const own = process.env.QUITTANCE_BROWSER;
  // The package unpacks its libraries only where it believes to be on AWS Lambda, below TMPDIR.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x';
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const carried = own ? undefined : (await import('@sparticuz/chromium')).default;
    const executablePath = own ?? (await carried?.executablePath());
    if (!executablePath) throw new Error('expected a browser inside @sparticuz/chromium or in QUITTANCE_BROWSER, found none');
    // One process for all pages is for Lambda's sake; here closing one context would end the browser.
    const browser = await chromium.launch({
      executablePath,
      args: [
        ...(carried?.args ?? []).filter((arg) => arg !== '--single-process'),
        '--no-sandbox',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--font-render-hinting=none',
      ],
      env: { ...process.env, TMPDIR: folder, FONTCONFIG_FILE: fonts(folder) },
      headless: true,
    });
    return {
      browser,
      close: async () => {
        await browser.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** Chinese needs a font: the one the papers are set in comes from npm too. */
function fonts(folder: string): string {
  const file = join(folder, 'fonts.conf');
  mkdirSync(join(folder, 'font-cache'), { recursive: true });
  const packages = ['noto-sans-sc/400Regular', 'noto-sans-sc/500Medium', 'noto-sans-sc/700Bold', 'noto-serif-sc/400Regular', 'noto-serif-sc/700Bold'];
  const folders = packages.map((name) => `<dir>${join(project, 'node_modules/@expo-google-fonts', name)}</dir>`).join('');
  const prefer = (family: string, font: string) => `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}<cachedir>${join(folder, 'font-cache')}</cachedir>${prefer('sans-serif', 'Noto Sans SC')}${prefer('system-ui', 'Noto Sans SC')}${prefer('serif', 'Noto Serif SC')}</fontconfig>`,
  );
  return file;
}
