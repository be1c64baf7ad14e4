import { expect, it } from 'vitest';
import { foldName } from './fold.ts';
import { parseHan, plainNumber } from './han.ts';
import { wadeGiles } from './wade-giles.ts';

it('parts a company name into place, core, trade and form', () => {
  expect(parseHan('苏州利博优美网络服务有限公司')).toMatchObject({ places: ['苏州'], core: '利博优美', trades: ['网络服务'], form: '有限公司' });
  expect(parseHan('灵动传媒科技(绍兴)有限公司')).toMatchObject({ places: ['绍兴'], core: '灵动' });
  expect(parseHan(foldName('廣州市荔灣區晨曦貿易有限責任公司'))).toMatchObject({
    places: ['广州', '荔湾'],
    core: '晨曦',
    trades: ['贸易'],
    form: '有限责任公司',
  });
});

it('keeps a branch apart from its parent', () => {
  expect(parseHan('常州途畅互联网科技有限公司合肥分公司')).toMatchObject({ core: '途畅', branch: '合肥分公司' });
});

it('reads ordinals', () => {
  expect(parseHan('广州第一建筑公司').numbers).toEqual(['1']);
  expect(plainNumber('第二十三')).toBe('23');
});

it('folds width, script and Japanese forms into one', () => {
  expect(foldName('(株)東芝')).toBe('(株)东芝');
  expect(foldName('ＡＢＣ　廣發')).toBe('abc 广发');
});

it('spells Wade-Giles as newspapers did', () => {
  expect(['xiao', 'zhong', 'ze', 'qing', 'guo', 'jie'].map(wadeGiles)).toEqual(['hsiao', 'chung', 'tse', 'ching', 'kuo', 'chieh']);
});
