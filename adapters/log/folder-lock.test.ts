import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder } from './folder-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-lock-'));
const lock = join(folder, 'lock');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a locked folder', () => {
  it('belongs to one process, and to the next when it was given back', () => {
    const release = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(/works in it/);
    release();
    lockFolder(folder)();
  });

  it('is refused while another process lives in it, and taken over when that one was killed', async () => {
    const code = `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))}; lockFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(other.stdout, 'data');
    expect(() => lockFolder(folder)).toThrow(`process ${other.pid} works in it`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    lockFolder(folder)();
  });

  it('is taken over from a number that another program has now, and from an unreadable lock', () => {
    for (const mark of [`${process.ppid} 1`, 'nothing', `${process.pid} 7`]) {
      writeFileSync(lock, mark);
      // Where the system tells no start, a living number counts.
      if (process.platform !== 'linux' && mark.startsWith(String(process.ppid))) continue;
      const release = lockFolder(folder);
      expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
      release();
    }
  });
});
