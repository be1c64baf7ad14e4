import { describe, expect, it } from 'vitest';
import { isCurrency } from '../../kernel/currency.ts';
import { profileCodes, profileOf, routesFrom } from './profile.ts';
import type { Route } from './routes.ts';

const the = (routes: readonly Route[], kind: Route['kind']): Route | undefined => routes.find((route) => route.kind === kind);

describe('profiles', () => {
  it('cover at least 190 countries, each complete', () => {
    const codes = profileCodes();
    expect(codes.length).toBeGreaterThanOrEqual(190);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      const profile = profileOf(code);
      expect(profile?.name.zh, code).toMatch(/[\u4e00-\u9fff]/);
      expect(profile?.name.en.length, code).toBeGreaterThan(2);
      expect(profile?.currencies.every(isCurrency), code).toBe(true);
      expect(profile?.languages.length, code).toBeGreaterThan(0);
      for (const routes of [profile?.routes.fromChina ?? [], profile?.routes.fromEuropeanUnion ?? []]) {
        expect(routes.length, code).toBeGreaterThan(0);
        for (const route of routes) expect(route.citation.status, code).toBe('unverified');
      }
    }
  });

  it('count the memberships that the published totals give', () => {
    const profiles = profileCodes().map(profileOf);
    const own = (pick: (p: NonNullable<ReturnType<typeof profileOf>>) => { party: boolean; through?: string } | null) =>
      profiles.filter((p) => p && pick(p)?.party && !pick(p)?.through).length;
    expect(own((p) => p.conventions.newYork)).toBe(172);
    expect(own((p) => p.conventions.hagueService)).toBe(84);
    expect(own((p) => p.conventions.apostille)).toBe(129);
  });

  it('label the World Bank figures as historical and name the doubted data', () => {
    expect(profileOf('DE')?.enforcing).toMatchObject({ days: 499, costPercent: '14.4', quality: '12.5', dataDoubted: false });
    expect(profileOf('DE')?.enforcing?.label.en).toContain('discontinued in 2021');
    for (const code of ['CN', 'SA', 'AE', 'AZ']) expect(profileOf(code)?.enforcing?.dataDoubted).toBe(true);
    expect(profileCodes().filter((code) => profileOf(code)?.enforcing).length).toBeGreaterThanOrEqual(185);
  });

  it('leave limitation blank where nobody knows it', () => {
    expect(profileOf('BI')?.limitation).toMatchObject({ status: 'blank' });
    expect(profileOf('JP')?.limitation.status).toBe('unverified');
    expect(profileOf('QQ')).toBeUndefined();
  });
});

describe('routes to a title', () => {
  it('from China: an award to Germany, a treaty with France, no reciprocity with Japan, the arrangement with Hong Kong', () => {
    expect(the(routesFrom('CN', 'DE'), 'award')).toMatchObject({ open: 'yes', citation: { instrument: 'New York Convention 1958' } });
    expect(the(routesFrom('CN', 'FR'), 'judgment')).toMatchObject({ open: 'yes' });
    expect(the(routesFrom('CN', 'JP'), 'judgment')).toMatchObject({ open: 'no' });
    expect(the(routesFrom('CN', 'HK'), 'judgment')?.text.en).toContain('2024-01-29');
    expect(the(routesFrom('CN', 'DE'), 'papers')).toMatchObject({ open: 'yes' });
  });

  it('from the Union: no exequatur inside, Lugano, the Hague Judgments Convention, local law', () => {
    expect(the(routesFrom('DE', 'FR'), 'judgment')?.citation.instrument).toContain('1215/2012');
    expect(the(routesFrom('DE', 'FR'), 'order-for-payment')).toBeDefined();
    expect(the(routesFrom('EU', 'CH'), 'judgment')?.citation.instrument).toContain('Lugano');
    expect(the(routesFrom('EU', 'GB'), 'judgment')?.citation.instrument).toContain('Hague Judgments');
    expect(the(routesFrom('EU', 'US'), 'judgment')).toMatchObject({ open: 'unsure' });
    expect(the(routesFrom('EU', 'CN'), 'service')?.text.en).toContain('objects to service by post');
  });

  it('say so where a convention is missing', () => {
    expect(the(routesFrom('CN', 'TW'), 'award')).toMatchObject({ open: 'unsure' });
    expect(the(routesFrom('CN', 'LY'), 'award')?.open).toBe(profileOf('LY')?.conventions.newYork.party ? 'yes' : 'unsure');
    expect(the(routesFrom('EU', 'NG'), 'service')).toMatchObject({ open: 'unsure' });
  });

  it('are as open one way as the other for awards', () => {
    for (const code of profileCodes()) {
      if (code === 'CN') continue;
      expect(the(routesFrom('CN', code), 'award')?.open, code).toBe(the(routesFrom(code, 'CN'), 'award')?.open);
    }
  });
});
