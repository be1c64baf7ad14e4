import type { Operation } from '../operation.ts';
import * as assets from './assets.ts';
import * as calls from './calls.ts';
import * as cases from './cases.ts';
import * as claims from './claims.ts';
import * as consult from './consult.ts';
import * as contracts from './contracts.ts';
import * as debtor from './debtor.ts';
import * as evidence from './evidence.ts';
import * as flow from './flow.ts';
import * as imports from './imports.ts';
import * as law from './law.ts';
import * as letters from './letters.ts';
import * as matching from './matching.ts';
import * as news from './news.ts';
import * as people from './people.ts';
import * as privacy from './privacy.ts';
import * as recordings from './recordings.ts';
import * as registry from './registry.ts';
import * as session from './session.ts';
import * as settings from './settings.ts';

/** Every operation of the API: what openapi.json lists and what the server must answer. */
export const operations: readonly Operation[] = [
  claims,
  cases,
  letters,
  evidence,
  contracts,
  flow,
  recordings,
  calls,
  imports,
  registry,
  matching,
  privacy,
  assets,
  debtor,
  news,
  law,
  consult,
  session,
  people,
  settings,
].flatMap((group) => (Object.values(group) as unknown[]).filter(isOperation));

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'id' in value && 'method' in value && 'path' in value;
}
