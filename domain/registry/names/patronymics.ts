import { editSimilarity } from './edit-distance.ts';
import { areDistinctNames } from './person.ts';
import { romanKey } from './phonetic.ts';

/** Belarusian spelling writes the unstressed o as a, and u for v: Darashenka and Doroshenko. */
export const akanye = (key: string): string =>
  key
    .replace(/o/g, 'a')
    .replace(/e/g, 'i')
    .replace(/u$/, 'v')
    .replace(/dz|ts/g, (pair) => (pair === 'dz' ? 'd' : 't'));

const patronymic = /(?:[oeaiuy]v?[iy]ch|[oea]vi[cč]|[oe]wi[ct]sch|[oeai](?:vn|un)a|ichna|inichna)$/;
const sameStart = (a: string, b: string): boolean => romanKey(a)[0] === romanKey(b)[0];
/** Two spellings of one patronymic; those of two fathers whose names are in use are none. */
export const arePatronymics = (a: string, b: string): boolean =>
  patronymic.test(a) && patronymic.test(b) && !areDistinctFathers(a, b) && editSimilarity(akanye(a), akanye(b)) >= (sameStart(a, b) ? 0.6 : 0.72);

/** The father's name in a patronymic, where it is one in use: petr of Petrovich, pavel of Pavlovich. */
const fathers: Readonly<Record<string, string>> = {
  pavl: 'pavel',
  lv: 'lev',
  il: 'ilya',
  nikit: 'nikita',
  kuzm: 'kuzma',
  fom: 'foma',
  luk: 'luka',
  andre: 'andrey',
  serge: 'sergey',
  nikola: 'nikolay',
  alekse: 'aleksey',
  matve: 'matvey',
  vasil: 'vasily',
  yur: 'yuri',
  dmitri: 'dmitry',
  grigor: 'grigory',
  valer: 'valery',
  anatol: 'anatoly',
  vital: 'vitaly',
  arkad: 'arkady',
  genad: 'gennady',
  gennad: 'gennady',
  evgen: 'evgeny',
  yevgen: 'evgeny',
};
const fatherOf = (patronymicName: string): string => {
  const stem = patronymicName
    .replace(/(?:ov|ev|yev|iev|av|yav|i|y)?(?:ich|ych|itch|ic|icz|na|ichna|inichna|una)$/, '')
    .replace(/(?:ov|ev|yev|iev)$/, '');
  return fathers[stem] ?? stem;
};
const areDistinctFathers = (a: string, b: string): boolean => {
  const [x, y] = [fatherOf(a), fatherOf(b)];
  return x !== y && areDistinctNames(x, y);
};
