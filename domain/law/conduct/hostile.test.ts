import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DomainError } from '../../kernel/error.ts';
import { conductBookFor } from './book.ts';
import { mayContact } from './may-contact.ts';
import { parseQuestion } from './parse-question.ts';
import { conductRuleFiles, houseRules } from './rule-files.ts';

it('answers anything that is no question with a clear error, never with a crash', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(() => parseQuestion(value)).toThrow(DomainError);
    }),
  );
  const good = {
    instant: '2026-11-23T10:00:00Z',
    channel: 'call',
    sender: { relation: 'creditor', place: { country: 'CN' } },
    debtor: { kind: 'consumer', places: [{ country: 'CN' }] },
  };
  fc.assert(
    fc.property(
      fc.constantFrom('instant', 'channel', 'sender', 'debtor', 'history', 'consents', 'stops', 'preferences', 'holds', 'thirdParty', 'sector'),
      fc.jsonValue(),
      (key, value) => {
        try {
          parseQuestion({ ...good, [key]: value });
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect((error as DomainError).code).toBe('conduct.bad_question');
        }
      },
    ),
  );
});

it('answers every country of the world, and stays shut where it knows nothing', async () => {
  const loaded = new Set(conductRuleFiles.map((file) => file.jurisdiction.slice(0, 2)));
  const union = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
  for (const country of ['AD', 'AR', 'CH', 'EG', 'MA', 'NG', 'NZ', 'PK', 'SE', 'TH', 'UA', 'ZW', 'ZZ', 'QQ']) {
    for (const channel of ['call', 'post', 'sms', 'visit']) {
      const question = parseQuestion({
        instant: '2026-11-23T10:00:00Z',
        channel,
        sender: { relation: 'creditor', place: { country } },
        debtor: { kind: 'consumer', places: [{ country }] },
      });
      const answer = mayContact(question, await conductBookFor([question]));
      if (!loaded.has(country) || union.has(country)) expect(answer.allowed, `${country} ${channel}`).toBe(false);
    }
  }
});

it('loads every rule file of the folder', () => {
  const names = readdirSync(new URL('./rules/', import.meta.url)).map((name) => name.replace('.json', ''));
  const known = [houseRules, ...conductRuleFiles].map((file) => file.jurisdiction.toLowerCase());
  expect([...names].sort()).toEqual([...known].sort());
});

it('marks as verified only what was read in the official text', () => {
  const verified = conductRuleFiles.flatMap((file) => file.rules.filter((rule) => rule.citation.status === 'verified').map((rule) => rule.id));
  expect(verified).toEqual(['au.permit.consumer', 'au.hours', 'au.visit', 'au.workplace', 'cn.permit.creditor', 'cn.50', 'cn.293-1']);
});
