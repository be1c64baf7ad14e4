import type { Basis } from '#domain/claim/claim.ts';

/** Invented organisations for the demo portfolio; any likeness to a real one is chance. Every name carries the demo's mark of place and trade only. */
export type DemoPlace = {
  readonly country: string;
  readonly law: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly language: string;
  readonly creditor: string;
  readonly creditorCity: string;
  readonly debtors: readonly (readonly [name: string, city: string, street: string])[];
  readonly bases: readonly Basis[];
  /** Typical invoice in major units. */
  readonly size: number;
};

export const demoPlaces: readonly DemoPlace[] = [
  {
    country: 'CN',
    law: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    language: 'zh-CN',
    creditor: '示例华兴贸易有限公司',
    creditorCity: '宁波',
    size: 86_000,
    bases: ['sale', 'sale', 'service', 'construction'],
    debtors: [
      ['示例云帆机电设备有限公司', '苏州', '示例路 18 号'],
      ['示例晨曦建材有限公司', '杭州', '示例大道 206 号'],
      ['示例海岳物流有限公司', '青岛', '港湾示例路 7 号'],
      ['示例星野电子科技有限公司', '深圳', '科技示例园 3 栋'],
      ['示例百川食品有限公司', '成都', '天府示例街 55 号'],
      ['示例同泰纺织有限公司', '绍兴', '柯桥示例路 102 号'],
      ['示例安澜工程有限公司', '武汉', '江汉示例路 9 号'],
      ['示例麦田农业科技有限公司', '郑州', '金水示例路 31 号'],
      ['示例恒光照明有限公司', '中山', '古镇示例路 66 号'],
      ['示例启明医疗器械有限公司', '南京', '江宁示例路 12 号'],
    ],
  },
  {
    country: 'DE',
    law: 'DE',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    language: 'de',
    creditor: 'Beispiel Hanse Handels GmbH',
    creditorCity: 'Hamburg',
    size: 12_400,
    bases: ['sale', 'service'],
    debtors: [
      ['Muster Nordhafen Logistik GmbH', 'Hamburg', 'Musterkai 4'],
      ['Muster Alpenblick Maschinenbau GmbH', 'München', 'Musterstraße 17'],
      ['Muster Rheinufer Textil GmbH', 'Köln', 'Musterweg 8'],
      ['Muster Elbtal Möbel GmbH', 'Dresden', 'Musterallee 22'],
      ['Muster Schwarzwald Optik GmbH', 'Freiburg', 'Mustergasse 3'],
      ['Muster Heide Backwaren GmbH', 'Lüneburg', 'Musterplatz 1'],
      ['Muster Ruhr Stahlhandel GmbH', 'Essen', 'Musterring 40'],
    ],
  },
  {
    country: 'GB',
    law: 'GB-EAW',
    currency: 'GBP',
    timeZone: 'Europe/London',
    language: 'en',
    creditor: 'Sample Thames Supply Ltd',
    creditorCity: 'London',
    size: 7_900,
    bases: ['sale', 'service'],
    debtors: [
      ['Sample Northgate Interiors Ltd', 'Leeds', '12 Sample Street'],
      ['Sample Severn Packaging Ltd', 'Bristol', '5 Sample Quay'],
      ['Sample Mercia Fabrication Ltd', 'Birmingham', '88 Sample Road'],
      ['Sample Wessex Catering Ltd', 'Winchester', '3 Sample Lane'],
      ['Sample Fenland Foods Ltd', 'Cambridge', '41 Sample Way'],
      ['Sample Pennine Print Ltd', 'Manchester', '9 Sample Yard'],
    ],
  },
  {
    country: 'US',
    law: 'US-NY',
    currency: 'USD',
    timeZone: 'America/New_York',
    language: 'en',
    creditor: 'Example Harbor Trading Inc',
    creditorCity: 'New York',
    size: 15_300,
    bases: ['sale', 'service'],
    debtors: [
      ['Example Hudson Fixtures Inc', 'Albany', '210 Example Avenue'],
      ['Example Empire Displays LLC', 'New York', '77 Example Street'],
      ['Example Catskill Outdoor Inc', 'Kingston', '14 Example Drive'],
      ['Example Finger Lakes Foods LLC', 'Ithaca', '3 Example Court'],
      ['Example Long Island Marine Inc', 'Islip', '60 Example Pier'],
    ],
  },
  {
    country: 'FR',
    law: 'FR',
    currency: 'EUR',
    timeZone: 'Europe/Paris',
    language: 'fr',
    creditor: 'Beispiel Hanse Handels GmbH',
    creditorCity: 'Hamburg',
    size: 9_800,
    bases: ['sale'],
    debtors: [
      ['Exemple Rivage Distribution SARL', 'Nantes', '6 rue Exemple'],
      ['Exemple Mistral Équipement SAS', 'Marseille', '19 avenue Exemple'],
      ['Exemple Vosges Bois SARL', 'Épinal', '2 chemin Exemple'],
      ['Exemple Garonne Emballage SAS', 'Bordeaux', '33 quai Exemple'],
    ],
  },
];
