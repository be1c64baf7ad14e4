/**
 * The house's arrows, literally. A room is a folder of domain/, or one of the places below; an import inside a room is
 * free, every other import must stand in this table.
 */
const arrows: readonly (readonly [from: string, to: readonly string[]])[] = [
  ['domain/kernel', []],
  ['domain/claim', ['domain/kernel']],
  ['domain/law', ['domain/kernel', 'domain/claim']],
  ['domain/evidence', ['domain/kernel']],
  ['domain/registry', ['domain/kernel', 'domain/claim']],
  ['domain/privacy', ['domain/kernel']],
  ['domain/ledger', ['domain/kernel', 'domain/claim']],
  ['domain/procedure', ['domain/kernel', 'domain/claim', 'domain/law']],
  ['domain/assessment', ['domain/kernel', 'domain/claim', 'domain/law', 'domain/ledger']],
  ['domain/calls', ['domain/kernel', 'domain/law']],
  ['domain/negotiation', ['domain/kernel', 'domain/claim', 'domain/law', 'domain/ledger']],
  ['domain/warning', ['domain/kernel']],
  ['domain/dispatch', ['domain/kernel']],
  ['domain/finance', ['domain/kernel', 'domain/ledger']],
  ['usecases', ['domain/*']],
  ['contract', []],
  ['adapters', ['usecases', 'domain/*']],
  ['apps/web', ['contract']],
  ['apps/verifier', ['domain/evidence', 'domain/kernel']],
  // The commands that need no server (read an invoice, ask the law, compare names, verify a bundle) are wired in place:
  // docs/decisions/0002-command-line.md.
  ['apps/cli', ['contract', 'domain/*', 'usecases', 'adapters', 'apps/witness', 'apps/server']],
  ['apps/api', ['contract', 'usecases', 'adapters', 'domain/*']],
  ['apps/worker', ['usecases', 'adapters', 'domain/*']],
  ['apps/witness', ['usecases', 'adapters', 'domain/evidence', 'domain/kernel']],
  ['apps/server', ['apps/api', 'apps/worker', 'contract', 'usecases', 'adapters', 'domain/*']],
  // The browser that the tests open measures the verifier page too.
  ['bench', ['domain/*', 'usecases', 'adapters', 'contract', 'apps/*', 'tests']],
];

/** The room a file stands in: `domain/law`, `apps/web`, or the first folder alone. */
export function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  return first === 'domain' || first === 'apps' ? `${first}/${second}` : first;
}

export function allowed(from: string, to: string): boolean {
  const row = arrows.find(([room]) => room === roomOf(from));
  if (!row) return false;
  const target = roomOf(to);
  return row[1].some((room) => room === target || (room.endsWith('/*') && target.startsWith(room.slice(0, -1))));
}
