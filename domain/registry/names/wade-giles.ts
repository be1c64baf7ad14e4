/** Wade-Giles spelling of a toneless pinyin syllable, without apostrophes (as newspapers print it): xiao -> hsiao, zhong -> chung, ze -> tse. */
export function wadeGiles(pinyin: string): string {
  const whole: Readonly<Record<string, string>> = {
    zhi: 'chih',
    chi: 'chih',
    shi: 'shih',
    ri: 'jih',
    zi: 'tzu',
    ci: 'tzu',
    si: 'szu',
    er: 'erh',
    you: 'yu',
    yi: 'i',
    ye: 'yeh',
    yan: 'yen',
    yong: 'yung',
    ge: 'ko',
    ke: 'ko',
    he: 'ho',
    e: 'o',
  };
  const fixed = whole[pinyin];
  if (fixed) return fixed;
  const initial = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?/.exec(pinyin)?.[0] ?? '';
  let final = pinyin.slice(initial.length);
  if (/^[jqx]$/.test(initial)) final = final.replace(/^u/, 'ü');
  final = final
    .replace(/ong$/, 'ung')
    .replace(/ian$/, 'ien')
    .replace(/üan$/, 'üan')
    .replace(/^ie$/, 'ieh')
    .replace(/^(ü|v)e$/, 'üeh')
    .replace(/^ui$/, initial === 'g' || initial === 'k' ? 'uei' : 'ui')
    .replace(/^iu$/, 'iu')
    .replace(/^uo$/, /^[gkh]$|^sh$/.test(initial) ? 'uo' : 'o')
    .replace(/^i?ong$/, 'iung');
  const head: Readonly<Record<string, string>> = {
    b: 'p',
    p: 'p',
    d: 't',
    t: 't',
    g: 'k',
    k: 'k',
    j: 'ch',
    q: 'ch',
    x: 'hs',
    zh: 'ch',
    ch: 'ch',
    r: 'j',
    z: 'ts',
    c: 'ts',
  };
  return (head[initial] ?? initial) + final.replace(/[üv]/g, 'u');
}
