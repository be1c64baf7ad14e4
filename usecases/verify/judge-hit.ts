import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { type AssessPorts, assessCase, foundCase } from '../assess/assess-case.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { HitStore } from '../ports/hits.ts';
import type { JobQueue } from '../ports/jobs.ts';
import type { Judgement, RegistryReader, RegistryWriter } from '../ports/registry.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { debtorName, entityName } from './pair.ts';

export type JudgePorts = AssessPorts & {
  readonly registry: Pick<RegistryReader, 'entities'> & Pick<RegistryWriter, 'judge' | 'withdraw'>;
  readonly hits: HitStore;
  readonly audit: AuditTrail;
  readonly jobs: JobQueue;
  /** Absent: no asset map is kept. */
  readonly screenLater?: (tx: TenantTx, caseIds: readonly string[]) => Promise<void>;
  readonly today: (tx: TenantTx) => Promise<ReturnType<Clock['today']>>;
};

export type Word = {
  readonly source: string;
  readonly key: string;
  readonly verdict: Judgement['verdict'];
  readonly why: string;
};

/** Reports written at once; the debtor's other open cases are assessed by a job. */
const atOnce = 3;
export const reassessJob = 'cases.reassess';

/**
 * A person's word on whether an entry is the debtor of a case: kept beside the debtor, so that it holds in all of its cases;
 * audited; taken back by `withdrawWord`. Every open case of the debtor is assessed again.
 */
export async function judgeHit(ports: JudgePorts, tx: TenantTx, caseId: string, word: Word): Promise<{ readonly id: string }> {
  const { id, debtorKey } = await keepWord(ports, tx, caseId, word);
  await reassess(ports, tx, debtorKey, caseId);
  return { id };
}

async function keepWord(ports: JudgePorts, tx: TenantTx, caseId: string, word: Word): Promise<{ readonly id: string; readonly debtorKey: string }> {
  const found = await foundCase(ports.cases, tx, caseId);
  const known =
    (await ports.registry.entities(tx, [word.key])).some(({ source }) => source === word.source) ||
    (await ports.hits.ofDebtor(tx, found.debtorKey)).some(({ source, key }) => source === word.source && key === word.key);
  if (!known)
    throw new DomainError('registry.unknown_asset', `expected an entry of ${word.source}, got "${word.key}"`, { source: word.source, key: word.key });
  const id = ports.clock.newId();
  await ports.registry.judge(tx, {
    id,
    left: debtorName(found.debtorKey),
    right: entityName(word),
    verdict: word.verdict,
    why: word.why,
    decidedBy: tx.actor.id,
    decidedAt: ports.clock.now(),
  });
  await ports.audit.record(tx, {
    action: 'entity.judged',
    subject: { kind: 'case', id: caseId },
    after: { judgement: id, source: word.source, verdict: word.verdict },
  });
  await say(ports, tx, caseId, said[word.verdict](word.source));
  return { id, debtorKey: found.debtorKey };
}

/**
 * One word on several hits of the queue. That an entry is the debtor is said of one at a time: who says it has read it.
 * Throws `registry.hit_not_found`, `registry.one_at_a_time`, `registry.no_open_case`.
 */
export async function judgeSeveral(
  ports: JudgePorts,
  tx: TenantTx,
  asked: { readonly hits: readonly string[]; readonly verdict: Judgement['verdict']; readonly why: string },
): Promise<string[]> {
  const ids = [...new Set(asked.hits)];
  if (asked.verdict === 'positive' && ids.length > 1)
    throw new DomainError('registry.one_at_a_time', `expected one entry to be confirmed at a time, got ${ids.length}`, { hits: ids.length });
  const hits = await ports.hits.byIds(tx, ids);
  if (hits.length !== ids.length)
    throw new DomainError(
      'registry.hit_not_found',
      `expected ${ids.length} entries that wait for a word, found ${hits.length}; load the queue again`,
      {
        asked: ids.length,
        found: hits.length,
      },
    );
  const made: string[] = [];
  for (const hit of [...hits].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const [caseId] = await ports.cases.openOfDebtor(tx, hit.debtorKey);
    if (caseId === undefined)
      throw new DomainError('registry.no_open_case', 'expected an open case of the debtor, all are closed; say it in the case itself');
    const { id } = await keepWord(ports, tx, caseId, { source: hit.source, key: hit.key, verdict: asked.verdict, why: asked.why });
    made.push(id);
  }
  const debtors = [...new Set(hits.map((hit) => hit.debtorKey))];
  for (const debtorKey of debtors.slice(0, atOnce)) await reassess(ports, tx, debtorKey);
  for (const debtorKey of debtors.slice(atOnce))
    await ports.jobs.enqueue(tx, reassessJob, { caseIds: await ports.cases.openOfDebtor(tx, debtorKey) });
  return made;
}

/** Takes a word back: the entry waits again, and the debtor's cases are assessed again. */
export async function withdrawWord(ports: JudgePorts, tx: TenantTx, judgementId: string): Promise<boolean> {
  const gone = await ports.registry.withdraw(tx, judgementId, tx.actor.id, ports.clock.now());
  if (!gone) throw new DomainError('registry.judgement_not_found', `there is no open judgement ${judgementId}`, { id: judgementId });
  await ports.audit.record(tx, { action: 'entity.judgement_withdrawn', subject: { kind: 'judgement', id: judgementId } });
  const debtor = [gone.left, gone.right].find((name) => name.startsWith(debtorName('')));
  if (debtor) await reassess(ports, tx, debtor.slice(debtorName('').length));
  return true;
}

/** Every open case of a debtor, the named one first: a few now, the rest soon. */
export async function reassess(ports: JudgePorts, tx: TenantTx, debtorKey: string, first?: string): Promise<void> {
  const open = await ports.cases.openOfDebtor(tx, debtorKey);
  const ordered = [...open].sort((a, b) => Number(b === first) - Number(a === first));
  // Locked in one order by everybody, so that two words on one debtor cannot wait for each other.
  for (const caseId of ordered.slice(0, atOnce).sort()) await assessOpen(ports, tx, caseId);
  const rest = ordered.slice(atOnce);
  if (rest.length > 0) await ports.jobs.enqueue(tx, reassessJob, { caseIds: rest });
  // A person's word says which entry the debtor is: its surroundings are others. Asked for after the cases are locked, never before.
  await ports.screenLater?.(tx, open);
}

/** Assesses a case that is still open; one closed meanwhile stays as it is. */
export async function assessOpen(ports: Pick<JudgePorts, keyof AssessPorts | 'today'>, tx: TenantTx, caseId: string): Promise<void> {
  const locked = await ports.cases.lock(tx, caseId);
  if (locked && locked.stage !== 'closed') await assessCase(ports, tx, locked, await ports.today(tx));
}

const said: Readonly<Record<Judgement['verdict'], (source: string) => Bilingual>> = {
  positive: (source) => ({ zh: `已确认 ${source} 中的一条记录是债务人。`, en: `An entry of ${source} was confirmed as the debtor.` }),
  negative: (source) => ({ zh: `已确认 ${source} 中的一条记录不是债务人。`, en: `An entry of ${source} was said to be somebody else.` }),
  unsure: (source) => ({
    zh: `${source} 中的一条记录尚不能确定是否为债务人。`,
    en: `Of an entry of ${source} it could not be told whether it is the debtor.`,
  }),
};

async function say(ports: JudgePorts, tx: TenantTx, caseId: string, text: Bilingual): Promise<void> {
  await ports.cases.addTimeline(tx, [{ id: ports.clock.newId(), caseId, at: ports.clock.now(), kind: 'entry-judged', text, actor: tx.actor.id }]);
}
