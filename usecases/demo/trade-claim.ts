import { addDays, type Day, isoDay } from '#domain/kernel/day.ts';
import type { ClueStatus } from '#domain/registry/assets/graph.ts';
import type { NewClue } from '../enforce/asset-map.ts';
import type { DemoClaim } from './claims.ts';

// One invented claim with a worked asset map: a Chinese seller, a German buyer, and a filing in the commercial register that leads to
// goods in a port warehouse. docs/asset-map.md walks through it. Every name is invented; the forms of the sources are real.

export const tradeReference = 'DEMO-DE-CN-0001';

export function demoTradeClaim(today: Day): DemoClaim {
  const on = (days: number) => isoDay(addDays(today, -days));
  return {
    stage: 'amicable',
    filing: {
      basis: 'sale',
      reference: tradeReference,
      creditor: { name: '示例华兴贸易有限公司', address: { lines: ['海湾示例路 1 号'], city: '宁波', country: 'CN' } },
      debtor: {
        name: 'Muster Nordlicht Import GmbH',
        language: 'de',
        timeZone: 'Europe/Berlin',
        address: { lines: ['Musterkai 4'], postcode: '20457', city: 'Hamburg', country: 'DE' },
        contacts: [{ channel: 'email', value: 'demo-trade@debtor.invalid' }],
      },
      currency: 'EUR',
      governingLaw: 'DE',
      contractOn: on(215),
      items: [
        { number: 'HX-NL-0417', amount: '51300.00', issuedOn: on(170), deliveredOn: on(168), dueOn: on(110) },
        { number: 'HX-NL-0452', amount: '35100.00', issuedOn: on(150), deliveredOn: on(147), dueOn: on(90) },
      ],
      events: [{ on: on(60), kind: 'demand-sent', proof: 'demo' }],
    },
  };
}

/** A thing of the demo's map, and how far it has come. `receipt` marks what the sealed warehouse receipt shows. */
export type DemoThing = Omit<NewClue, 'id'> & {
  readonly key: string;
  readonly receipt?: true;
  readonly moves?: readonly { readonly status: ClueStatus; readonly why: string; readonly of?: string }[];
};

/** In the order in which they were found; `debtor` stands for the debtor's own node, other ends for keys. */
export function demoThings(today: Day): readonly DemoThing[] {
  const on = (days: number) => isoDay(addDays(today, -days));
  const register = { source: 'Handelsregister Hamburg, HRB (Demo)', asOf: on(12), confidence: 90 };
  const eur = (minor: bigint) => ({ valueMinor: minor, currency: 'EUR' });
  return [
    {
      key: 'manager',
      schema: 'Person',
      name: 'Jan Mustermann',
      country: 'DE',
      ...register,
      links: [{ kind: 'Directorship', to: 'debtor', since: on(2400) }],
    },
    {
      key: 'holding',
      schema: 'Company',
      name: 'Muster Beteiligungs AG',
      country: 'CH',
      source: 'Gesellschafterliste (Demo)',
      asOf: on(12),
      confidence: 80,
      links: [{ kind: 'Ownership', to: 'debtor', shareMin: '75', shareMax: '100' }],
    },
    {
      key: 'storage',
      schema: 'Company',
      name: 'Muster Nordlicht Lager GmbH',
      country: 'DE',
      note: 'Bremerhaven',
      ...register,
      links: [
        { kind: 'Ownership', from: 'debtor', shareMin: '90', shareMax: '90' },
        { kind: 'Directorship', from: 'manager' },
      ],
    },
    {
      key: 'benelux',
      schema: 'Company',
      name: 'Muster Nordlicht Benelux B.V.',
      country: 'NL',
      source: 'Handelsregister KVK (Demo)',
      asOf: on(40),
      confidence: 80,
      links: [
        { kind: 'Ownership', from: 'debtor', shareMin: '51', shareMax: '51' },
        { kind: 'Ownership', to: 'storage', shareMin: '10', shareMax: '10' },
      ],
    },
    {
      key: 'retail',
      schema: 'Company',
      name: 'Muster Hanse Leuchten GmbH',
      country: 'DE',
      ...register,
      links: [
        { kind: 'Ownership', from: 'debtor', shareMin: '60', shareMax: '60', since: on(1500), until: on(48) },
        { kind: 'Directorship', from: 'manager' },
      ],
    },
    {
      key: 'filing',
      schema: 'Event',
      name: 'Bekanntmachung: Zweigniederlassung Schuppen 52, Hamburg',
      country: 'DE',
      note: '商会与商事登记公告：债务人在港区 52 号仓库设立分支机构 / a filing names a branch at shed 52 in the port',
      ...register,
      links: [{ kind: 'Party', from: 'debtor' }],
      moves: [{ status: 'checked', why: '已在登记门户查看公告 / announcement read in the register portal' }],
    },
    {
      key: 'keeper',
      schema: 'Company',
      name: 'Muster Hafenlager Betriebs GmbH',
      country: 'DE',
      ...register,
      links: [{ kind: 'UnknownLink', from: 'filing' }],
    },
    {
      key: 'shed',
      schema: 'Warehouse',
      name: 'Schuppen 52, Musterhafen Hamburg',
      country: 'DE',
      latitude: 53.53,
      longitude: 9.96,
      ...register,
      links: [
        { kind: 'Holds', from: 'keeper' },
        { kind: 'UnknownLink', from: 'filing' },
      ],
    },
    {
      key: 'lamps',
      schema: 'Goods',
      name: 'LED-Leuchten, 14 Paletten, Container MUSU 000000-0',
      country: 'DE',
      ...eur(7_150_000n),
      source: 'Lagerschein LS-0052-14 (Demo)',
      asOf: on(6),
      confidence: 95,
      receipt: true,
      links: [
        { kind: 'Holds', from: 'debtor' },
        { kind: 'StoredAt', to: 'shed' },
      ],
      moves: [
        { status: 'checked', why: '仓单与仓库管理人电话核对一致 / receipt compared with the warehouse keeper by telephone' },
        { status: 'usable', why: '仓单原件已扫描封存，数量与提单一致 / receipt sealed; number matches the bill of lading' },
        { of: 'debtor>Holds>lamps', status: 'checked', why: '仓单载明存货人为债务人 / the receipt names the debtor as depositor' },
        { of: 'lamps>StoredAt>shed', status: 'checked', why: '仓单载明存放地 / the receipt names the place' },
      ],
    },
    {
      key: 'account',
      schema: 'BankAccount',
      name: 'Musterbank Hamburg, DE00 … 0000',
      country: 'DE',
      source: '往来汇款回单 / remittance slips',
      asOf: on(200),
      confidence: 80,
      links: [{ kind: 'Holds', from: 'debtor' }],
    },
    {
      key: 'receivable',
      schema: 'Receivable',
      name: 'Exemple Rivage Distribution SARL, facture 2231',
      country: 'FR',
      ...eur(1_820_000n),
      source: '债务人邮件附件 / e-mail of the debtor',
      asOf: on(35),
      confidence: 80,
      links: [{ kind: 'Holds', from: 'debtor' }],
      moves: [{ status: 'checked', why: '次债务人邮件确认尚未付款 / the third party confirmed by e-mail that it has not paid' }],
    },
    {
      key: 'rivage',
      schema: 'Company',
      name: 'Exemple Rivage Distribution SARL',
      country: 'FR',
      source: '债务人邮件附件 / e-mail of the debtor',
      asOf: on(35),
      confidence: 80,
      links: [{ kind: 'Owes', to: 'receivable' }],
    },
    {
      key: 'machines',
      schema: 'Goods',
      name: 'Verpackungsmaschinen, Bremerhaven',
      country: 'DE',
      ...eur(4_400_000n),
      source: 'Besichtigung (Demo)',
      asOf: on(28),
      confidence: 60,
      note: 'Bremerhaven',
      links: [{ kind: 'Holds', from: 'storage' }],
    },
    {
      key: 'security',
      schema: 'Charge',
      name: 'Sicherungsübereignung, Muster Sparkasse',
      country: 'DE',
      source: 'Jahresabschluss (Demo)',
      asOf: on(300),
      confidence: 60,
      links: [{ kind: 'Charge', from: 'machines' }],
    },
    {
      key: 'truck',
      schema: 'Vehicle',
      name: 'Sattelzug HH-XX 0000',
      country: 'DE',
      ...eur(3_800_000n),
      source: 'Besichtigung (Demo)',
      asOf: on(28),
      confidence: 60,
      links: [
        { kind: 'Holds', from: 'debtor', until: on(20) },
        { kind: 'Holds', from: 'retail', since: on(20) },
      ],
    },
    {
      key: 'brand',
      schema: 'Trademark',
      name: 'NORDLICHT MUSTER (EU)',
      country: 'DE',
      source: 'EUIPO eSearch (Demo)',
      asOf: on(420),
      confidence: 90,
      links: [{ kind: 'Holds', from: 'debtor' }],
    },
    {
      key: 'samples',
      schema: 'Goods',
      name: '展会样品，上海保税仓',
      country: 'CN',
      valueMinor: 9_600_000n,
      currency: 'CNY',
      note: '上海',
      source: '展会承运人回函 / reply of the carrier',
      asOf: on(50),
      confidence: 60,
      links: [{ kind: 'Holds', from: 'debtor' }],
    },
  ];
}
