/**
 * Seeded names of companies and people for benches and tests: Chinese companies built as registers build them, Latin and Cyrillic
 * companies, and persons. And the mutations people make when they write a name down.
 */
export type Random = () => number;

/** Mulberry32: 32-bit seed to numbers in [0, 1). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const cities =
  '北京市 上海市 天津市 重庆市 广州市 深圳市 杭州市 南京市 苏州市 宁波市 武汉市 长沙市 成都市 西安市 郑州市 青岛市 济南市 大连市 沈阳市 哈尔滨市 长春市 合肥市 福州市 厦门市 南昌市 昆明市 贵阳市 南宁市 海口市 兰州市 太原市 石家庄市 无锡市 常州市 温州市 嘉兴市 绍兴市 台州市 佛山市 东莞市 惠州市 珠海市 中山市 烟台市 潍坊市 临沂市 徐州市 扬州市 南通市 泉州市 江苏 浙江 广东 山东 河南 湖北 湖南 四川 安徽 福建 江西 河北 陕西 辽宁'.split(
    ' ',
  );
const chars = [
  ...'华中盛泰鑫宏远达康瑞丰恒信诚金德隆昌兴荣博凯源嘉美安通顺利天海龙腾飞宇星辰晨曦明辉光耀伟业创新智慧联合众广润泽雅韵诺佳亿万千百和祥福禄寿永固坚强胜捷迅速优品质精工匠艺林森木水火土山川江河湖溪清正方圆元亨贞吉祺翔翼鹏鲲鸿雁凤麟麒骏骐驰骋卓越尚世纪时代先锋领航启程致科技慕柏松竹梅兰菊莲荷芙蓉蕾蕊芳菲',
];
const trades =
  '科技 网络科技 信息技术 商贸 贸易 电子商务 实业 建筑工程 建材 装饰工程 机械设备 机电设备 电子科技 物流 国际货运代理 餐饮管理 食品 农业科技 生物科技 医疗器械 文化传媒 广告 教育咨询 企业管理咨询 投资管理 资产管理 房地产开发 物业管理 汽车销售 化工 新材料 环保科技 纺织 服饰 家具 包装材料 塑料制品 五金制品 电气 新能源'.split(
    ' ',
  );
const hanForms = ['有限公司', '有限公司', '有限公司', '有限公司', '有限责任公司', '股份有限公司'];

function hanCompany(random: Random): string {
  let core = '';
  const length = random() < 0.5 ? 2 : random() < 0.75 ? 3 : 4;
  while (core.length < length) core += pick(random, chars);
  const place = random() < 0.93 ? pick(random, cities) : '';
  const name =
    random() < 0.08 && place
      ? `${core}${pick(random, trades)}(${place.replace('市', '')})${pick(random, hanForms)}`
      : `${place.length > 2 && random() < 0.5 ? place.replace('市', '') : place}${core}${pick(random, trades)}${pick(random, hanForms)}`;
  return random() < 0.03 ? `${name}${pick(random, cities)}分公司` : name;
}

const onsets = 'b c d f g h j k l m n p r s t v w z br ch cl cr dr fl fr gl gr pl pr sh sl sp st str th tr qu'.split(' ');
const vowels = 'a e i o u a e i o ai ea ee io ou'.split(' ');
const codas = ' n r s t l x m nd ck rt st n r '.split(' ');
const latinTrades =
  'Trading Logistics Engineering Technologies Capital Energy Foods Pharma Shipping Construction Systems Solutions Partners Industries Holdings Media Software Electronics Textiles Motors Marine Consulting Properties Investments Services Steel Chemicals Plastics'.split(
    ' ',
  );
const latinForms = 'Ltd Limited Inc. Corp. LLC GmbH AG S.A. B.V. S.r.l. Oy AB PLC Pty Ltd|Co., Ltd.|SARL|Sp. z o.o.'.split(/ (?!Ltd|z|o\.o)|\|/);
const latinPlaces = 'London Berlin Paris Milano Madrid Texas Asia Europe India Nordic Pacific Global'.split(' ');

function coined(random: Random): string {
  let word = '';
  const syllables = 2 + Math.floor(random() * 2);
  for (let i = 0; i < syllables; i++) word += pick(random, onsets) + pick(random, vowels) + (i === syllables - 1 ? pick(random, codas) : '');
  return (word[0] as string).toUpperCase() + word.slice(1);
}

function latinCompany(random: Random): string {
  const words = [coined(random)];
  if (random() < 0.4) words.push(coined(random));
  if (random() < 0.8) words.push(pick(random, latinTrades));
  if (random() < 0.15) words.push(pick(random, latinPlaces));
  words.push(pick(random, latinForms));
  return words.join(' ');
}

const russian =
  'Строй Тех Пром Рос Мос Урал Сибирь Волга Нефте Газ Агро Транс Инвест Торг Сервис Альфа Вектор Прогресс Восток Запад Север Юг Мега Гранд Эко Авто Металл Энерго Лес Хим'.split(
    ' ',
  );
const cyrillicCompany = (random: Random): string =>
  `${pick(random, ['ООО', 'АО', 'ЗАО', 'ТОО', 'ИП'])} «${pick(random, russian)}${pick(random, russian).toLowerCase()}${random() < 0.6 ? pick(random, russian).toLowerCase() : ''}»${random() < 0.2 ? ` ${1 + Math.floor(random() * 30)}` : ''}`;

const given =
  'James Mary John Anna Robert Elena David Maria Ahmed Fatima Ivan Olga Carlos Sofia Wei Li Jun Hana Kenji Yuki Pierre Claire Hans Greta Luca Giulia Omar Leila Raj Priya'.split(
    ' ',
  );
const person = (random: Random): string =>
  `${pick(random, given)} ${random() < 0.3 ? `${pick(random, given)} ` : ''}${coined(random)}${random() < 0.2 ? `-${coined(random)}` : ''}`;

/** Six in ten Chinese companies, a quarter Latin ones, the rest Cyrillic companies and persons. */
export function* syntheticNames(count: number, seed: number): Generator<string> {
  const random = seeded(seed);
  for (let i = 0; i < count; i++) {
    const share = random();
    yield share < 0.6 ? hanCompany(random) : share < 0.85 ? latinCompany(random) : share < 0.92 ? cyrillicCompany(random) : person(random);
  }
}

export function* syntheticHanCompanies(count: number, seed: number): Generator<string> {
  const random = seeded(seed);
  for (let i = 0; i < count; i++) yield hanCompany(random);
}

const traditional: Readonly<Record<string, string>> = {
  华: '華',
  盛: '盛',
  达: '達',
  丰: '豐',
  兴: '興',
  荣: '榮',
  凯: '凱',
  飞: '飛',
  龙: '龍',
  腾: '騰',
  辉: '輝',
  伟: '偉',
  业: '業',
  创: '創',
  联: '聯',
  众: '眾',
  广: '廣',
  润: '潤',
  泽: '澤',
  亿: '億',
  万: '萬',
  国: '國',
  贸: '貿',
  电: '電',
  网: '網',
  络: '絡',
  设: '設',
  备: '備',
  机: '機',
  限: '限',
  责: '責',
  任: '任',
  实: '實',
  材: '材',
  装: '裝',
  饰: '飾',
  纺: '紡',
  织: '織',
  医: '醫',
  疗: '療',
  传: '傳',
  媒: '媒',
  远: '遠',
  鑫: '鑫',
  诚: '誠',
  顺: '順',
  韵: '韻',
  诺: '諾',
  优: '優',
  质: '質',
  艺: '藝',
  圆: '圓',
  鹏: '鵬',
  凤: '鳳',
  骏: '駿',
  驰: '馳',
  骋: '騁',
  纪: '紀',
  时: '時',
  锋: '鋒',
  领: '領',
  启: '啟',
  兰: '蘭',
  莲: '蓮',
  农: '農',
  饮: '飲',
  汽: '汽',
  车: '車',
  销: '銷',
  团: '團',
};

/** One usual way of writing a name otherwise. Han names lose forms, change script or a character; others lose or swap letters. */
export function mutated(name: string, random: Random): { readonly text: string; readonly kind: string } {
  if (/[\u4e00-\u9fff]/.test(name)) return mutatedHan(name, random);
  const roll = random();
  const at = 1 + Math.floor(random() * Math.max(1, Math.min(name.length - 3, 8)));
  if (roll < 0.25) return { text: name.toUpperCase(), kind: 'case' };
  if (roll < 0.45) return { text: name.slice(0, at) + name.slice(at + 1), kind: 'letter lost' };
  if (roll < 0.6) return { text: name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2), kind: 'letters swapped' };
  if (roll < 0.8)
    return { text: name.replace(/\s+(Ltd|Limited|Inc\.|Corp\.|LLC|GmbH|AG|S\.A\.|B\.V\.|S\.r\.l\.|Oy|AB|PLC|SARL)$/, ''), kind: 'form lost' };
  return { text: name.slice(0, at) + name[at] + name.slice(at), kind: 'letter doubled' };
}

function mutatedHan(name: string, random: Random): { text: string; kind: string } {
  const roll = random();
  if (roll < 0.2) return { text: [...name].map((char) => traditional[char] ?? char).join(''), kind: 'traditional' };
  if (roll < 0.4) return { text: name.replace(/(股份有限公司|有限责任公司|有限公司)/, ''), kind: 'form lost' };
  if (roll < 0.55) return { text: name.replace('市', ''), kind: 'place suffix lost' };
  if (roll < 0.65)
    return {
      text: name
        .replace('(', '(')
        .replace(')', ')')
        .split('')
        .join(random() < 0.5 ? ' ' : ''),
      kind: 'spaces',
    };
  if (roll < 0.8) return { text: name.replace('有限责任公司', '有限公司').replace(/^(.{2})市?/, '$1'), kind: 'form changed' };
  if (roll < 0.9) {
    const at = Math.min(name.length - 1, name.search(/市/) < 0 ? 3 : name.search(/市/) + 2);
    return { text: name.slice(0, at) + pick(random, chars) + name.slice(at + 1), kind: 'character wrong' };
  }
  return { text: name.replace('有限公司', '公司'), kind: 'form shortened' };
}
