import type { Citation } from '../../kernel/citation.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { PlacedRule } from './book.ts';
import type { Binding } from './rule.ts';

export const refusalCodes = [
  'conduct.not_covered',
  'conduct.sender_place_unknown',
  'conduct.sender_barred',
  'conduct.on_hold',
  'conduct.stop_requested',
  'conduct.represented',
  'conduct.third_party',
  'conduct.disputed',
  'conduct.vulnerable',
  'conduct.consent_needed',
  'conduct.preference',
  'conduct.forbidden',
  'conduct.hours_unknown',
  'conduct.zone_unknown',
  'conduct.outside_hours',
  'conduct.too_often',
] as const;
export type ConductCode = (typeof refusalCodes)[number];

/** One rule that spoke, where it comes from and how far it binds. */
export type ConductReason = {
  readonly ruleId: string;
  readonly place: string;
  readonly text: Bilingual;
  readonly citation: Citation;
  readonly binding: Binding;
  readonly code?: ConductCode;
};

export type LimitLeft = {
  readonly ruleId: string;
  readonly place: string;
  readonly max: number;
  readonly used: number;
  readonly left: number;
  readonly consecutiveDays: number;
};

export type ContactAnswer =
  | {
      readonly allowed: true;
      readonly because: readonly ConductReason[];
      readonly notices: readonly ConductReason[];
      readonly limitsLeft: readonly LimitLeft[];
      readonly clocks: readonly string[];
    }
  | {
      readonly allowed: false;
      /** The weightiest of the reasons. */
      readonly code: ConductCode;
      readonly because: readonly ConductReason[];
      readonly notices: readonly ConductReason[];
      readonly limitsLeft: readonly LimitLeft[];
      /** ISO instant (UTC). Absent when time alone will not open the way, or nobody can say when. */
      readonly nextAllowedAt?: string;
      /** The same instant on each clock the person may live by. */
      readonly nextAllowedLocal?: readonly string[];
      readonly clocks: readonly string[];
    };

export const reasonOf = (placed: PlacedRule, code?: ConductCode): ConductReason => ({
  ruleId: placed.rule.id,
  place: placed.place,
  text: placed.rule.text,
  citation: placed.rule.citation,
  binding: placed.rule.binding,
  ...(code ? { code } : {}),
});

/** A reason that no rule gives: the table itself is blank here, and blank means "ask counsel". */
export const blankReason = (place: string, code: ConductCode, text: Bilingual): ConductReason => ({
  ruleId: `blank.${place}`,
  place,
  text,
  citation: { instrument: 'Quittance contact policy', status: 'blank' },
  binding: 'house-caution',
  code,
});
