import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { passingFile } from './passing-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-passing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a passing file', () => {
  it('gives back what was written and patched, and leaves nothing', async () => {
    const { size, content, written } = await passingFile(folder, async (sink) => {
      await sink.append(Buffer.from('hello '));
      await sink.append(Buffer.from('world'));
      await sink.patch(0, Buffer.from('J'));
      return 7;
    });
    expect([size, written, Buffer.concat(await content.toArray()).toString()]).toEqual([11, 7, 'Jello world']);
    await expect(passingFile(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing when the process is killed half way, and takes away what an older one left', async () => {
    const module = JSON.stringify(join(import.meta.dirname, 'passing-file.ts'));
    const script = `const { passingFile } = await import(${module});
      await passingFile(${JSON.stringify(folder)}, async (sink) => { await sink.append(Buffer.alloc(1000)); process.kill(process.pid, 'SIGKILL'); });`;
    const killed = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], { encoding: 'utf8' });
    expect([killed.signal, killed.stderr]).toEqual(['SIGKILL', '']);
    expect(readdirSync(folder)).toEqual([]);
    const old = join(folder, `${'0'.repeat(24)}.zip`);
    writeFileSync(old, 'half a bundle');
    utimesSync(old, 1_700_000_000, 1_700_000_000);
    const { content } = await passingFile(folder, async () => {});
    content.destroy();
    expect(readdirSync(folder)).toEqual([]);
  });
});
