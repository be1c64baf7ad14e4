import concepts from './tables/concepts.json' with { type: 'json' };
import words from './tables/han-words.json' with { type: 'json' };

const places = new Set<string>(words.places);
const industries = new Set<string>(words.industries);
for (const [, forms] of Object.entries(concepts))
  if (forms[0] !== 'place') for (const form of forms.slice(1)) if (/^[\u4e00-\u9fff]{2,}$/.test(form)) industries.add(form);

/** The parts of a Chinese company name as 企业名称登记管理规定 art. 6 orders them: place, 字号 (core), trade, form; and a branch after it. */
export type HanParts = {
  readonly places: readonly string[];
  readonly core: string;
  readonly trades: readonly string[];
  readonly form: string;
  /** What stands after the parent's form: "合肥分公司" gives place 合肥 and kind 分公司. */
  readonly branch?: string;
  /** Ordinals and numbers inside the name. */
  readonly numbers: readonly string[];
};

const forms =
  /(集团股份有限公司|集团有限责任公司|集团有限公司|股份有限公司|有限责任公司|有限公司|责任公司|股份公司|集团公司|总公司|公司|有限合伙企业|合伙企业|株式会社|有限会社|合同会社|合资会社|合名会社|相互会社|会社|专业合作社|合作社|个体工商户|事务所|股份|有限)$/;
const branchPattern =
  /^(.*(?:公司|行|社|厂|所|院|集团))([^()]{0,12}(?:分公司|支公司|分行|支行|分店|分厂|分所|办事处|代表处|营业部|营业所|服务部|门市部|经营部|事业部|分部|支店))$/;
const ordinalPattern = /第?[一二三四五六七八九十百\d]+(?=[分局厂公处建队工冶航化医院期号中小]|$)/g;
const placeEnd = /^(省|市|区|县|自治区|自治州|自治县|特别行政区|经济技术开发区|经济开发区|高新技术产业开发区|高新区|开发区|新区|镇|乡)/;

/** Parses a folded (simplified, lower case) Han company name. Never fails: what is not recognised is the core. */
export function parseHan(folded: string, isName: (text: string) => boolean = () => false): HanParts {
  let text = folded.replace(/[\s·・.,、"'《》*]/g, '');
  const found: string[] = [];
  let branch: string | undefined;
  let form = '';
  text = text.replace(/^\((株|有|合|资)\)|\((株|有|合|资)\)$/g, (whole) => {
    form = whole;
    return '';
  });
  text = text.replace(/\(([^()]*)\)?/g, (_, inside: string) => {
    const place = leadingPlace(inside);
    if (place && place.length === inside.length) found.push(bare(place));
    else if (/^(有限合伙|普通合伙|特殊普通合伙|个体工商户|个人独资|集团|控股|中国)$/.test(inside) && inside !== '集团' && inside !== '控股')
      form ||= inside;
    else return inside;
    return '';
  });
  const withBranch = branchPattern.exec(text);
  if (withBranch && withBranch[2] !== '经营部') {
    text = withBranch[1] as string;
    branch = withBranch[2] as string;
  }
  if (!branch) {
    const loose = /^(.+)(分公司|支公司|分行|支行|分店|办事处)$/.exec(text);
    const place = loose && trailingPlace(loose[1] as string);
    if (loose && place) {
      text = (loose[1] as string).slice(0, -place.length);
      branch = place + loose[2];
    }
  }
  text = text.replace(/^(株式会社|有限会社|合同会社)/, (prefix) => {
    form = prefix;
    return '';
  });
  const ending = forms.exec(text);
  if (ending && ending.index > 0) {
    form ||= ending[0];
    text = text.slice(0, ending.index) + (ending[0].startsWith('集团') ? '集团' : '') + (ending[0] === '事务所' ? ending[0] : '');
  }
  for (let place = leadingPlace(text); place && place.length < text.length; place = leadingPlace(text)) {
    if (found.length >= 3) break;
    if (isName(text)) break;
    const rest = text.slice(place.length);
    if (rest.length < 2 && !industries.has(rest)) break;
    found.push(bare(place));
    text = rest;
  }
  const body = text;
  const trades: string[] = [];
  for (let trade = trailingTrade(text); trade !== '' && !isName(text); trade = trailingTrade(text)) {
    trades.unshift(trade);
    text = text.slice(0, text.length - trade.length);
  }
  const numbers = [
    ...(body.match(ordinalPattern) ?? []),
    ...((branch ?? '').match(/第?[一二三四五六七八九十百\d]+/g) ?? []),
    ...(body.match(/\d+/g) ?? []),
  ];
  return { places: found, core: text, trades, form, ...(branch ? { branch } : {}), numbers: [...new Set(numbers.map(plainNumber))] };
}

const digits = '零一二三四五六七八九';

/** 第三 -> 3, 十二 -> 12, digits as they are. */
export function plainNumber(text: string): string {
  const body = text.replace('第', '');
  if (/^\d+$/.test(body)) return String(Number(body));
  let total = 0;
  let unit = 0;
  for (const char of body) {
    if (char === '十') {
      total += (unit || 1) * 10;
      unit = 0;
    } else if (char === '百') {
      total += (unit || 1) * 100;
      unit = 0;
    } else unit = Math.max(0, digits.indexOf(char));
  }
  return String(total + unit);
}

function leadingPlace(text: string): string | undefined {
  for (let length = Math.min(9, text.length); length >= 2; length--) {
    const head = text.slice(0, length);
    if (!places.has(head)) continue;
    const suffix = placeEnd.exec(text.slice(length));
    return suffix ? head + suffix[0] : head;
  }
  const zone = /^(经济技术开发区|经济开发区|高新技术产业开发区|高新区|江北新区|开发区|新区)/.exec(text);
  return zone?.[0];
}

function trailingPlace(text: string): string | undefined {
  for (let length = Math.min(6, text.length - 2); length >= 2; length--) if (places.has(text.slice(-length))) return text.slice(-length);
  return undefined;
}

const bare = (place: string): string =>
  place.length > 2 ? place.replace(/(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|省|市|区|县|镇|乡)$/, '') || place : place;

function trailingTrade(text: string): string {
  for (let length = Math.min(7, text.length); length >= 2; length--) {
    if (text.length - length === 1 && length <= 3) continue;
    const tail = text.slice(text.length - length);
    if (industries.has(tail)) return tail;
  }
  return '';
}
