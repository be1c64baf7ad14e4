import { readFileSync } from 'node:fs';
import type { AnchorChecker } from '#domain/evidence/anchor.ts';
import type { PaperTrust, Trust } from '#domain/evidence/bundle/trust.ts';
import { parseVkey } from '#domain/evidence/note.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { nodeCrypto } from './node-crypto.ts';

export type TrustFlags = {
  /** A c2sp.org/tlog-policy file. Lines "# report key: VKEY" in it name report keys. */
  readonly policyFile?: string;
  readonly reportKeys?: readonly string[];
  readonly checkpointFiles?: readonly string[];
  readonly anchors?: readonly AnchorChecker[];
  readonly papers?: PaperTrust;
};

/** Reads what a verifier trusts from files of its own. */
export function trustFrom({ policyFile, reportKeys = [], checkpointFiles = [], anchors = [], papers }: TrustFlags): Trust {
  const text = policyFile === undefined ? undefined : readFileSync(policyFile, 'utf8');
  return {
    ...(text === undefined ? {} : { policy: parsePolicy(nodeCrypto, text) }),
    reportKeys: [...reportKeys, ...reportKeysIn(text ?? '')].map((key) => parseVkey(nodeCrypto, key)),
    known: checkpointFiles.map((file) => readFileSync(file, 'utf8')),
    anchors,
    ...(papers ? { papers } : {}),
  };
}

const reportKeysIn = (policy: string): string[] => [...policy.matchAll(/^# report key: (\S+)$/gm)].map((match) => match[1] as string);
