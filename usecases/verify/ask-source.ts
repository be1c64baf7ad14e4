import { createHash, createHmac } from 'node:crypto';
import type { Answer } from '#domain/kernel/answer.ts';
import { isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { groundFor, type Transfer, transferOf } from '#domain/privacy/transfer.ts';
import { normalIdentifier } from '#domain/registry/lookup/normal-identifier.ts';
import { foldName } from '#domain/registry/names/fold.ts';
import { foundCase } from '../assess/assess-case.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { CaseReader } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { Capability, ConnectorSettings, Connectors, Finding, Lookup, LookupStore, Question } from '../ports/connectors.ts';
import type { PrivacyStore } from '../ports/privacy.ts';
import type { Sealing } from '../ports/sealing.ts';
import type { Actor, TenantTx, Transactions } from '../ports/transactions.ts';
import { subjectsOf } from '../seal/subjects.ts';

export type AskPorts = {
  readonly transactions: Transactions;
  readonly connectors: Connectors;
  readonly lookups: LookupStore;
  readonly cases: CaseReader;
  readonly sealing: Sealing;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  /** What the house makes of an answer, in the transaction that keeps it: news are noted, the case is assessed again. */
  readonly answered?: (tx: TenantTx, lookup: Lookup, capability: Capability, findings: readonly Finding[]) => Promise<void>;
  readonly organisation: { get(tx: TenantTx): Promise<{ readonly country?: string; readonly timeZone: string }> };
  readonly privacyStore: Pick<PrivacyStore, 'grounds' | 'hasWithdrawn'>;
};

export const legalBases = ['contract', 'legal-claims', 'legitimate-interest', 'consent', 'public-information'] as const;
export type LegalBasis = (typeof legalBases)[number];

/** No source is asked without all of this. */
export type LookupRequest = {
  readonly caseId: string;
  readonly connector: string;
  readonly purpose: string;
  readonly legalBasis: LegalBasis;
  /** How long what was answered is kept, in days; the record of processing stays. */
  readonly retentionDays: number;
  /** Absent: the debtor of the case. */
  readonly question?: Question;
};

export type AskedSource = { readonly lookup: Lookup; readonly answer: Answer<readonly Finding[]>; readonly cut?: string };

const hour = 3_600_000;

/**
 * Asks one outside source about the debtor of a case, or gives the answer that is still fresh. The question is logged before
 * it is put; the raw answer is sealed and kept until its retention ends. The call itself happens outside any transaction.
 */
export async function askSource(ports: AskPorts, tenant: string, actor: Actor, request: LookupRequest): Promise<AskedSource> {
  const { transactions, lookups, clock } = ports;
  const capability = ports.connectors.all.find(({ id }) => id === request.connector);
  if (!capability)
    throw new DomainError(
      'registry.unknown_connector',
      `expected a connector out of ${ports.connectors.all.map(({ id }) => id).join(', ')}, got "${request.connector}"`,
      { connector: request.connector },
    );
  refuseWithoutGround(request);
  const begun = await transactions.withTenant(tenant, actor, async (tx) => {
    const found = await foundCase(ports.cases, tx, request.caseId);
    const question = request.question ?? questionFor(capability, found.filing.debtor);
    const settings: ConnectorSettings = (await lookups.lockSettings(tx, request.connector)) ?? {
      connector: request.connector,
      enabled: capability.needs.length === 0,
    };
    const questionHash = hashOf(tenant, [
      request.connector,
      settings.baseUrl ?? '',
      settings.dataset ?? '',
      ...(settings.feeds ?? []),
      JSON.stringify(question),
    ]);
    const kept = await lookups.again(tx, request.connector, questionHash, clock.now() - capability.freshHours * hour);
    const hash = subjectHash(tenant, question);
    if (request.legalBasis === 'consent' && (await ports.privacyStore.hasWithdrawn(tx, hash)))
      throw new DomainError('privacy.consent_withdrawn', 'expected a consent that stands; this person has withdrawn theirs', {});
    const organisation = await ports.organisation.get(tx);
    const transfer = transferFor(capability, question, organisation.country);
    const ground = groundFor(transfer, await ports.privacyStore.grounds(tx));
    const blocked = transfer.free || ground ? undefined : blockedWords(transfer);
    if (!kept && !blocked) await withinBudget(ports, tx, settings, capability.costMinor);
    const lookup: Lookup = {
      id: clock.newId(),
      caseId: request.caseId,
      connector: request.connector,
      purpose: request.purpose,
      legalBasis: request.legalBasis,
      requestedBy: actor.id,
      subjectKind: question.subject,
      subjectHash: hash,
      crossesBorder: transfer.crosses,
      ...(ground && 'id' in ground ? { transferGround: String(ground.id) } : {}),
      askedAt: clock.now(),
      retainUntil: isoDay((clock.today(organisation.timeZone) + request.retentionDays) as ReturnType<Clock['today']>),
      outcome: blocked ? 'not-covered' : kept ? kept.outcome : 'asked',
      ...(blocked ? { why: blocked, fault: 'no-transfer-ground' as const } : {}),
      fromCache: kept !== undefined && !blocked,
      // The price is taken before the call, so that two askers cannot both spend the last of a budget.
      costMinor: kept || blocked ? 0n : BigInt(capability.costMinor),
      currency: capability.currency,
    };
    await lookups.add(tx, lookup);
    if (kept && !blocked) await lookups.finish(tx, lookup.id, { outcome: kept.outcome, answerId: kept.id, costMinor: 0n, fromCache: true });
    await ports.audit.record(tx, {
      action: 'lookup.asked',
      subject: { kind: 'case', id: request.caseId },
      after: {
        lookup: lookup.id,
        connector: request.connector,
        purpose: request.purpose,
        legalBasis: request.legalBasis,
        fromCache: lookup.fromCache,
      },
    });
    if (kept && !blocked) await ports.answered?.(tx, lookup, capability, kept.value ?? []);
    return { lookup, question, settings, questionHash, kept, blocked, subjects: subjectsOf(tenant, found.filing) };
  });
  const source = capability.title.en;
  if (begun.blocked) return { lookup: begun.lookup, answer: { kind: 'not-covered', source, why: begun.blocked } };
  if (begun.kept) {
    const asOf = new Date(begun.kept.fetchedAt).toISOString();
    const answer: AskedSource['answer'] = begun.kept.value
      ? { kind: 'found', value: begun.kept.value, source, asOf }
      : { kind: 'not-found', source, asOf };
    return { lookup: begun.lookup, answer, ...(begun.kept.cut ? { cut: begun.kept.cut } : {}) };
  }
  const asked = await ports.connectors.ask(request.connector, begun.question, begun.settings, tenant, () =>
    payAnotherCall(ports, tenant, actor, begun.lookup.id, capability),
  );
  const { answer, raw, calls } = asked;
  const about = { ...(asked.cut ? { cut: asked.cut } : {}), ...(asked.fault ? { fault: asked.fault } : {}) };
  const why = answer.kind === 'not-covered' || answer.kind === 'source-failed' ? { why: answer.why.slice(0, 500) } : {};
  const finished = await transactions.withTenant(tenant, actor, async (tx) => {
    const sha256 = createHash('sha256').update(raw).digest('hex');
    const recordId = raw.length === 0 ? undefined : (await sealRaw(ports, tx, begun, raw, sha256))?.recordId;
    const answerId = clock.newId();
    if (raw.length > 0)
      await lookups.keep(tx, {
        id: answerId,
        connector: request.connector,
        questionHash: begun.questionHash,
        question: begun.question,
        fetchedAt: clock.now(),
        outcome: answer.kind,
        sha256,
        raw,
        ...(answer.kind === 'found' ? { value: answer.value } : {}),
        ...(asked.cut ? { cut: asked.cut } : {}),
      });
    const end = {
      outcome: answer.kind,
      ...why,
      ...about,
      ...(raw.length > 0 ? { answerId } : {}),
      ...(recordId ? { recordId } : {}),
      costMinor: BigInt(calls * capability.costMinor),
      fromCache: false,
    };
    await lookups.finish(tx, begun.lookup.id, end);
    const ended = { ...begun.lookup, ...end };
    await ports.answered?.(tx, ended, capability, answer.kind === 'found' ? answer.value : []);
    return ended;
  });
  return { lookup: finished, answer, ...(asked.cut ? { cut: asked.cut } : {}) };
}

/** The use case holds to it as the database does: no purpose, ground, requester or end of keeping, no question. */
function refuseWithoutGround({ purpose, legalBasis, retentionDays }: Pick<LookupRequest, 'purpose' | 'legalBasis' | 'retentionDays'>): void {
  if (purpose.trim().length < 3) throw new DomainError('registry.no_purpose', 'expected the purpose of the look-up in words, got none');
  if (!legalBases.includes(legalBasis))
    throw new DomainError('registry.no_legal_basis', `expected a legal basis out of ${legalBases.join(', ')}, got "${legalBasis}"`, { legalBasis });
  if (!Number.isInteger(retentionDays) || retentionDays < 1 || retentionDays > 3650)
    throw new DomainError('registry.no_retention', `expected to keep the answer for 1 to 3650 days, got ${retentionDays}`, { retentionDays });
}

const blockedWords = ({ from, to, routes, law }: Transfer): string =>
  `a question about a person would go from ${from ?? 'a country that the settings do not name'} to ${to}, and no legal ground is set for that: ` +
  `${law === 'pipl' ? '个人信息保护法 38-40' : law === 'other' ? 'ask counsel' : 'GDPR chapter V'}; set one of ${routes.map(({ id }) => id).join(', ')}`;

/** The hash alone is sealed: the answer itself can go when its retention ends, and what was received still verifies until then. */
async function sealRaw(
  ports: AskPorts,
  tx: TenantTx,
  { lookup, subjects }: { readonly lookup: Lookup; readonly subjects: readonly string[] },
  raw: Uint8Array,
  sha256: string,
) {
  const [sealed] = await ports.sealing.seal(tx, [
    {
      tenant: tx.tenant,
      caseId: lookup.caseId,
      subjects,
      kind: 'statement',
      contentSha256: sha256,
      size: raw.length,
      mediaType: 'application/octet-stream',
      name: `${lookup.connector}-answer`,
      context: { by: tx.actor.id, how: 'lookup', source: lookup.connector, purpose: lookup.purpose, lookup: lookup.id },
    },
  ]);
  return sealed;
}

async function withinBudget(ports: AskPorts, tx: TenantTx, settings: ConnectorSettings | undefined, costMinor: number): Promise<void> {
  if (settings?.budgetMinor === undefined || costMinor === 0) return;
  const now = new Date(ports.clock.now());
  const spent = await ports.lookups.spent(tx, settings.connector, Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  if (spent + BigInt(costMinor) > settings.budgetMinor)
    throw new DomainError(
      'registry.over_budget',
      `expected the month's look-ups at ${settings.connector} to stay within ${settings.budgetMinor} minor units, ${spent} are spent`,
      {
        connector: settings.connector,
        spent: String(spent),
        budget: String(settings.budgetMinor),
      },
    );
}

/** Another try or page costs as the first call did: paid before it is made, or not made. */
async function payAnotherCall(ports: AskPorts, tenant: string, actor: Actor, lookupId: string, { id, costMinor }: Capability): Promise<boolean> {
  if (costMinor === 0) return true;
  return ports.transactions.withTenant(tenant, actor, async (tx) => {
    try {
      await withinBudget(ports, tx, await ports.lookups.lockSettings(tx, id), costMinor);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'registry.over_budget') return false;
      throw error;
    }
    await ports.lookups.addCost(tx, lookupId, BigInt(costMinor));
    return true;
  });
}

/** A source that is read whole is told nothing: to it no data goes anywhere. */
function transferFor(capability: Capability, question: Question, country: string | undefined): Transfer {
  const transfer = transferOf({ to: capability.seat, subject: question.subject, ...(country ? { from: country } : {}) });
  return capability.sendsNothing ? { ...transfer, crosses: false, free: true } : transfer;
}

/** Sources that search texts are also asked for the debtor's other names; no other source is told them. */
function questionFor(capability: Capability, debtor: Parameters<typeof questionOf>[0] & { readonly otherNames?: readonly string[] }): Question {
  const question = questionOf(debtor);
  const others = capability.answers.includes('news') ? (debtor.otherNames ?? []).slice(0, 5) : [];
  return others.length > 0 ? { ...question, otherNames: others } : question;
}

export function questionOf(debtor: {
  readonly kind?: string;
  readonly name: string;
  readonly identifiers?: Question['identifiers'];
  readonly address?: { readonly country?: string };
}): Question {
  const subject = debtor.kind === 'person' ? 'person' : 'organisation';
  // A personal number is never sent along with a question about a person.
  const identifiers = subject === 'person' ? [] : (debtor.identifiers ?? []);
  return { subject, name: debtor.name, identifiers, ...(debtor.address?.country ? { country: debtor.address.country } : {}) };
}

/** The subject of a look-up as a keyed hash, by first identifier, else by name: found again by who knows it, read by nobody. */
export function subjectHash(tenant: string, question: Pick<Question, 'name' | 'identifiers'>): string {
  // A masked number is many people's: it tells nobody apart.
  const [first] = question.identifiers
    .flatMap(({ scheme, value }) => normalIdentifier(scheme, value) ?? [])
    .filter(({ value }) => !value.includes('*'));
  return hashOf(tenant, [first ? `${first.scheme}:${first.value}` : foldName(question.name).replace(/\s+/g, ' ').trim()]);
}

const hashOf = (tenant: string, parts: readonly string[]): string => createHmac('sha256', tenant).update(parts.join('\u0000')).digest('hex');
