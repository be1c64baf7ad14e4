import type { ContactDecisionJson } from '#contract/schemas/law.ts';
import type { ContactDecision } from '#usecases/act/ask-contact.ts';

export function contactShape({ channel, at, answer }: ContactDecision): ContactDecisionJson {
  return {
    allowed: answer.allowed,
    channel,
    at,
    reasons: [...answer.because, ...answer.notices].map((reason) => ({ text: reason.text, citation: reason.citation })),
    ...(!answer.allowed && answer.nextAllowedAt ? { nextAllowedAt: answer.nextAllowedAt } : {}),
    ...(answer.clocks[0] ? { localTime: localTime(at, answer.clocks[0]) } : {}),
  };
}

/** "2026-11-23 09:12 Europe/Berlin": the debtor's own clock, with its zone. */
function localTime(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
  return `${parts.replace(',', '')} ${zone}`;
}
