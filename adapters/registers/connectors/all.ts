import { qichacha, tianyancha } from './china.ts';
import { companiesHouse } from './companies-house.ts';
import type { Connector } from './connector.ts';
import { courtListener } from './courtlistener.ts';
import { edgar } from './edgar.ts';
import { gdelt } from './gdelt.ts';
import { gleif } from './gleif.ts';
import { egovKz } from './kazakhstan.ts';
import { newsFeeds } from './news-feeds.ts';
import { reconcile } from './reconcile.ts';
import { vies } from './vies.ts';
import { openSanctions } from './yente.ts';

export const connectors: readonly Connector[] = [
  gleif,
  companiesHouse,
  vies,
  openSanctions,
  edgar,
  courtListener,
  egovKz,
  tianyancha,
  qichacha,
  reconcile,
  newsFeeds,
  gdelt,
];
