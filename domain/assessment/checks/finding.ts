import type { Reason } from '../check.ts';

/** A finding that speaks for the claim. */
export const good = (code: string, zh: string, en: string): Reason => ({ code, severity: 'good', text: { zh, en } });

/** A finding that the claim cannot stand with; `detail` is the value found. */
export function wrong(code: string, zh: string, en: string, detail: string, exhibit?: string): Reason {
  return { code, severity: 'error', text: { zh, en }, evidence: { ...(exhibit ? { exhibit } : {}), detail } };
}
