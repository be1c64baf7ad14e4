import { join } from 'node:path';
import { countPages } from '#adapters/formats/pdf/pages.ts';
import type { Evidence } from '#adapters/log/open.ts';
import { passingFile } from '#adapters/objects/passing-file.ts';
import { caseCovers } from '#adapters/postgres/evidence/cases.ts';
import { personalTraces } from '#adapters/postgres/evidence/traces.ts';
import { organisations } from '#adapters/postgres/registry/organisations.ts';
import type { Documents } from '#usecases/ports/documents.ts';
import { bundleCase } from '#usecases/seal/bundle-case.ts';
import { logStanding } from '#usecases/seal/log-standing.ts';
import { sealTogether } from '#usecases/seal/seal-together.ts';
import type { EvidenceRoom } from '../api/context.ts';
import type { Platform } from './platform.ts';

/** What the API does with evidence, over the opened evidence room. */
export function evidenceRoom({ settings, audit }: Pick<Platform, 'settings' | 'audit'>, evidence: Evidence, documents: Documents): EvidenceRoom {
  const now = (): Date => new Date();
  const sharing = async (): Promise<number> => (await evidence.transactions.withSystem('evidence-rotation', organisations)).length;
  return {
    async bundle(request) {
      const file = await passingFile(join(settings.dataFolder, 'bundles'), (sink) =>
        bundleCase({ evidence, covers: caseCovers, documents, countPages }, request, sink),
      );
      return { size: file.size, treeSize: file.written.treeSize, content: file.content };
    },
    sealTogether: sealTogether(evidence),
    holding: { records: evidence.records, vault: evidence.vault, audit, now },
    erasing: {
      crypto: evidence.crypto,
      records: evidence.records,
      traces: personalTraces,
      sealing: evidence.sealing,
      transactions: evidence.transactions,
      objects: evidence.sealed,
      audit,
      now,
    },
    policyText: evidence.policyText,
    logs: evidence.logs,
    rotating: {
      logs: evidence.logs,
      succession: evidence.succession,
      audit,
      now,
      organisations: sharing,
    },
    standing: () => logStanding({ ...evidence, organisations: sharing }),
  };
}
