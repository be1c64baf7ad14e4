import { DomainError } from '#domain/kernel/error.ts';
import { base64 } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { coversExtensions, verifySignature } from './cosignature.ts';
import type { Crypto } from './crypto.ts';
import { type Note, parseNote, parseVkey, signatureType, type VerifierKey, vkey } from './note.ts';

/** C2SP tlog-policy: which logs, which witnesses, and how many of them make a checkpoint valid. */
export type Policy = {
  readonly logs: readonly { readonly key: VerifierKey; readonly url?: string }[];
  readonly witnesses: ReadonlyMap<string, { readonly key: VerifierKey; readonly url?: string }>;
  readonly groups: ReadonlyMap<string, { readonly threshold: number; readonly members: readonly string[] }>;
  readonly quorum: string;
};

export function parsePolicy(crypto: Pick<Crypto, 'sha256'>, text: string): Policy {
  const logs: { key: VerifierKey; url?: string }[] = [];
  const witnesses = new Map<string, { key: VerifierKey; url?: string }>();
  const groups = new Map<string, { threshold: number; members: string[] }>();
  const grouped = new Set<string>();
  const keys = { log: new Set<string>(), witness: new Set<string>() };
  let quorum: string | undefined;
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const bad = (why: string): DomainError => new DomainError('evidence.bad_policy', `line ${at + 1} of the policy: ${why}`, { line: at + 1 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the standard allows tab and newline only
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line)) throw bad('a control character');
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    const [keyword, name = '', ...rest] = words;
    if (keyword === undefined || keyword.startsWith('#')) continue;
    // Duplicates are keys, whatever their names and ids; a log may be its own witness as far as the standard goes.
    const once = (role: 'log' | 'witness', key: VerifierKey): VerifierKey => {
      const mark = base64(key.publicKey);
      if (keys[role].has(mark)) throw bad('the same public key was listed before');
      keys[role].add(mark);
      return key;
    };
    const fresh = (): void => {
      if (name === '' || name === 'none' || witnesses.has(name) || groups.has(name)) throw bad(`"${name}" is no new name`);
    };
    const known = (member: string): boolean => witnesses.has(member) || groups.has(member);
    switch (keyword) {
      case 'log': {
        const key = once('log', parseVkey(crypto, name));
        if (key.type === signatureType.ed25519Cosignature || rest.length > 1) throw bad('expected log <vkey> [<url>] with a log key');
        logs.push({ key, ...(rest[0] ? { url: rest[0] } : {}) });
        break;
      }
      case 'witness': {
        fresh();
        const key = once('witness', parseVkey(crypto, rest[0] ?? ''));
        if (key.type === signatureType.ed25519 || rest.length > 2) throw bad('expected witness <name> <vkey> [<url>] with a cosignature key');
        witnesses.set(name, { key, ...(rest[1] ? { url: rest[1] } : {}) });
        break;
      }
      case 'group': {
        fresh();
        const [count = '', ...members] = rest;
        const threshold = count === 'any' ? 1 : count === 'all' ? members.length : /^[1-9]\d*$/.test(count) ? Number(count) : 0;
        if (threshold < 1 || threshold > members.length) throw bad(`expected all, any or a number from 1 to ${members.length}, got "${count}"`);
        for (const member of members) {
          if (!known(member) || grouped.has(member)) throw bad(`"${member}" is not defined above or is in a group already`);
          grouped.add(member);
        }
        groups.set(name, { threshold, members });
        break;
      }
      case 'quorum':
        if (quorum !== undefined || rest.length > 0 || !(name === 'none' || known(name)))
          throw bad('expected exactly one quorum of a defined name or none');
        quorum = name;
        break;
      default:
        throw bad(`expected log, witness, group or quorum, got "${keyword.slice(0, 40)}"`);
    }
  }
  if (quorum === undefined) throw new DomainError('evidence.bad_policy', 'expected one quorum line in the policy, got none');
  return { logs, witnesses, groups, quorum };
}

export function formatPolicy(policy: Policy): string {
  const lines = policy.logs.map(({ key, url }) => ['log', vkey(key), url]);
  for (const [name, { key, url }] of policy.witnesses) lines.push(['witness', name, vkey(key), url]);
  for (const [name, { threshold, members }] of policy.groups) lines.push(['group', name, String(threshold), ...members]);
  lines.push(['quorum', policy.quorum]);
  return lines.map((line) => `${line.filter((word) => word !== undefined).join(' ')}\n`).join('');
}

export type CheckpointVerdict = {
  /** What trusted signatures state: extension lines only where one of them covers these lines. */
  readonly checkpoint: Checkpoint;
  /** Signed by a listed log whose name is the origin. */
  readonly log: 'valid' | 'unknown-log' | 'false';
  readonly witnesses: readonly { readonly name: string; readonly verdict: 'valid' | 'absent' | 'false'; readonly time?: number }[];
  readonly quorum: 'met' | 'not-met' | 'none-required';
};

/** Judges a signed checkpoint by the policy. Unknown signatures are ignored; a false one of a known key is never. */
export function judgeCheckpoint(crypto: Crypto, policy: Policy, signed: string): CheckpointVerdict {
  const note: Note = parseNote(signed);
  const checkpoint = parseCheckpoint(note.text);
  const logKeys = policy.logs.filter(({ key }) => key.name === checkpoint.origin);
  const byLog = logKeys.map(({ key }) => verifySignature(crypto, note, checkpoint, key).kind);
  const log = byLog.includes('false') ? 'false' : byLog.includes('valid') ? 'valid' : 'unknown-log';
  const witnesses = [...policy.witnesses].map(([name, { key }]) => {
    const verdict = verifySignature(crypto, note, checkpoint, key);
    return { name, verdict: verdict.kind, ...(verdict.kind === 'valid' && verdict.time !== undefined ? { time: verdict.time } : {}) };
  });
  const met = (name: string): boolean => {
    const group = policy.groups.get(name);
    if (group) return group.members.filter(met).length >= group.threshold;
    return witnesses.some((witness) => witness.name === name && witness.verdict === 'valid');
  };
  const quorum = policy.quorum === 'none' ? 'none-required' : met(policy.quorum) ? 'met' : 'not-met';
  const covered = byLog.some((kind, i) => kind === 'valid' && coversExtensions(logKeys[i]?.key));
  return { checkpoint: covered ? checkpoint : { ...checkpoint, extensions: [] }, log, witnesses, quorum };
}
