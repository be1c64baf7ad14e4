/** Greek as ELOT 743 and passports write it, accents dropped; lower case in and out. */
const letters: Readonly<Record<string, string>> = {
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
};
const pairs: Readonly<Record<string, string>> = {
  ου: 'ou',
  αι: 'e',
  ει: 'i',
  οι: 'i',
  υι: 'i',
  γγ: 'ng',
  γκ: 'gk',
  γχ: 'nch',
  μπ: 'mp',
  ντ: 'nt',
  τζ: 'tz',
  τσ: 'ts',
};
const voiceless = /^[θκξπσςτφχψ]/;

export function greekInLatin(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u0307\u0309-\u036f]/g, '')
    .normalize('NFC');
  let out = '';
  for (let at = 0; at < plain.length; at++) {
    const pair = plain.slice(at, at + 2);
    const first = at === 0 || !/[\u0370-\u03ff]/.test(plain[at - 1] as string);
    if (/^[αεη]υ$/.test(pair)) {
      out += (letters[pair[0] as string] as string) + (voiceless.test(plain.slice(at + 2)) || at + 2 === plain.length ? 'f' : 'v');
      at++;
    } else if (pairs[pair] !== undefined) {
      out += first && pair === 'μπ' ? 'b' : first && pair === 'ντ' ? 'd' : first && pair === 'γκ' ? 'g' : pairs[pair];
      at++;
    } else out += letters[plain[at] as string] ?? (plain[at] === 'ϊ' ? 'i' : plain[at] === 'ϋ' ? 'y' : plain[at]);
  }
  return out;
}
