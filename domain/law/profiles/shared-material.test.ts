import { existsSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { conductRuleFiles } from '../conduct/rule-files.ts';
import { readRuleFile } from '../format/files.ts';
import { profileOf } from './profile.ts';

/** The research tables stand beside the repository; without them these comparisons say so and the rest still holds. */
const shared = new URL('../../../../shared/law/', import.meta.url);
const present = existsSync(shared);
if (!present) console.log('shared law material is absent: the tables are not compared with the research rows');
const rows = (name: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(readFileSync(new URL(name, shared), 'utf8'), { header: true, skipEmptyLines: true }).data;

const ours: Readonly<Record<string, string>> = {
  FR_LEGAL_INTEREST_INDIVIDUAL_CREDITOR: 'FR.LEGAL_INTEREST_INDIVIDUAL',
  FR_LEGAL_INTEREST_OTHER: 'FR.LEGAL_INTEREST_OTHER',
  IN_RBI_BANK_RATE: 'IN.BANK_RATE',
  IN_RBI_REPO: 'IN.REPO',
  JP_STATUTORY: 'JP.STATUTORY',
  KR_CIVIL: 'KR.CIVIL',
  KR_COMMERCIAL: 'KR.COMMERCIAL',
  KR_LITIGATION: 'KR.LITIGATION',
  KZ_BASE_RATE: 'KZ.BASE_RATE',
  RU_KEY_RATE: 'RU.KEY_RATE',
  SG_DEFAULT_INTEREST: 'SG.DEFAULT_INTEREST',
  TR_LEGAL_INTEREST_LAW3095: 'TR.LEGAL_INTEREST',
  TR_TTK1530_LATE_PAYMENT: 'TR.TTK1530',
  ZA_PRESCRIBED_RATE: 'ZA.PRESCRIBED',
};

const seriesOf = (id: string) => {
  const folder = id.slice(0, 2);
  const content: unknown = JSON.parse(readFileSync(new URL(`../rules/${folder}/series.json`, import.meta.url), 'utf8'));
  return { content: content as { series: { id: string; points: [string, string | null][] }[] }, read: readRuleFile(content, folder, 'series.json') };
};

describe('series', () => {
  it.each(Object.values(ours))('%s rises and is read strictly', (id) => {
    const points = seriesOf(id).read.series?.find((one) => one.id === id)?.points ?? [];
    expect(points.length).toBeGreaterThan(0);
  });

  it.runIf(present).each(Object.entries(ours))('%s equals our %s point by point', (theirs, id) => {
    const expected = rows('rates.csv')
      .filter((row) => row.series === theirs)
      .map((row) => [row.effective_date, row.rate === '' ? null : row.rate]);
    const got = seriesOf(id).content.series.find((one) => one.id === id)?.points ?? [];
    expect(got).toEqual(expected.sort((a, b) => String(a[0]).localeCompare(String(b[0]))));
  });
});

describe.runIf(present)('tables', () => {
  it('has a rule file for every place of the contact rules', () => {
    const known = new Set(conductRuleFiles.map((file) => file.jurisdiction));
    for (const { jurisdiction } of rows('contact_rules.csv')) expect(known, jurisdiction).toContain(jurisdiction);
  });

  it('has the hours of the contact rules', () => {
    for (const row of rows('contact_rules.csv')) {
      if (!row.hours_from_local || !row.hours_to_local) continue;
      const windows = conductRuleFiles
        .filter((file) => file.jurisdiction === row.jurisdiction)
        .flatMap((file) => file.rules.flatMap((rule) => rule.windows ?? []));
      expect(
        windows.some((window) => window.from === row.hours_from_local && window.to === row.hours_to_local),
        `${row.jurisdiction} ${row.hours_from_local}-${row.hours_to_local}`,
      ).toBe(true);
    }
  });

  it('has the days, cost and quality of every economy that has a profile', () => {
    for (const row of rows('enforcing_contracts.csv')) {
      const enforcing = profileOf(row.alpha2 ?? '')?.enforcing;
      if (row.level !== 'economy' || !enforcing) continue;
      expect([String(enforcing.days), enforcing.costPercent, enforcing.quality], row.alpha2).toEqual([
        row.time_days,
        row.cost_pct_claim,
        row.quality_judicial_processes_0_18,
      ]);
    }
  });

  it('has the memberships and limitation of the country table', () => {
    for (const row of rows('countries.csv')) {
      const profile = profileOf(row.alpha2 ?? '');
      expect(profile?.conventions.newYork.party, row.alpha2).toBe(row.new_york_convention?.startsWith('y'));
      expect(profile?.conventions.hagueService.party, row.alpha2).toBe(row.hague_service_1965?.startsWith('y'));
      expect(profile?.conventions.apostille.party, row.alpha2).toBe(row.apostille_1961?.startsWith('y'));
      if (row.contract_limitation_years_general)
        expect(profile?.limitation, row.alpha2).toMatchObject({ years: Number(row.contract_limitation_years_general) });
    }
  });
});
