import { execFileSync } from 'node:child_process';

/** Is this program on the machine, and does it run with these arguments? */
export function hasProgram(name: string, ...args: string[]): boolean {
  try {
    execFileSync(name, args.length > 0 ? args : ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Says which independent programs judged and which were not there; a test must not pass silently without them. */
export function ran(program: string, there: boolean): boolean {
  process.stderr.write(there ? `  checked with ${program}\n` : `  NOT checked with ${program}: it is not on this machine\n`);
  return there;
}

/** Where Go lies, also as Debian's golang-1.19-go without the command on the path. */
export const goFolder: string | undefined = ['/usr/lib/go-1.19/bin', '/usr/local/go/bin', '/usr/bin'].find((folder) =>
  hasProgram(`${folder}/go`, 'version'),
);
