import type { Bilingual } from '#domain/kernel/text.ts';
import type { OfdSignatureVerdict } from '../ofd/verify.ts';
import type { PdfSignatureVerdict } from '../pdf/verify.ts';
import type { JudgedSignature } from './verdict.ts';

type Signature = PdfSignatureVerdict | OfdSignatureVerdict;

/** Only the list of an OFD's signatures changed: one was added or removed after it, and what people read is as it was signed. */
const onlyList = (of: Signature): boolean => 'onlyList' in of && of.onlyList === true;

export function verdictOf(of: Signature): JudgedSignature['verdict'] {
  if (of.integrity === 'holds' || onlyList(of)) return 'holds';
  return of.integrity === 'changed' || of.integrity === 'false' ? 'altered' : 'not-judged';
}

/** One signature in sentences: does it hold, who, when, under which root, what of the file it leaves open. */
export function signatureStatement(of: Signature, all: number): Bilingual {
  const parts = [standing(of), ...(of.signer === undefined ? [] : [who(of), when(of), chain(of), revoked(of)]), seal(of), rest(of, all)].filter(
    (part) => part !== undefined,
  );
  return { zh: parts.map(({ zh }) => zh).join(''), en: parts.map(({ en }) => en).join(' ') };
}

function standing(of: Signature): Bilingual {
  const why = of.why ?? '';
  if (onlyList(of)) return { zh: '成立；其后签名列表有增减。', en: 'Holds; a signature was added to the list or removed from it later.' };
  switch (of.integrity) {
    case 'holds':
      return { zh: '成立：文件自签署后在其范围内未被改动。', en: 'Holds: what it covers is as it was signed.' };
    case 'changed':
      return { zh: `已被改动：文件与所签内容不符${inList(of, 'zh')}。`, en: `Altered: the file is not what was signed${inList(of, 'en')}.` };
    case 'false':
      return { zh: '不成立：签名值与证书密钥不符。', en: 'Altered or false: the signature is not of this certificate’s key.' };
    case 'malformed':
      return { zh: `无法判断：${why}。`, en: `Cannot be judged: ${why}.` };
    case 'not-supported':
      return { zh: `无法判断（不支持）：${why}。`, en: `Cannot be judged here: ${why}.` };
  }
}

function inList(of: Signature, language: keyof Bilingual): string {
  if (!('changed' in of)) return '';
  const names = [...of.changed, ...of.missing];
  const some = names.slice(0, 5).join(', ');
  if (names.length === 0) return '';
  const more = names.length - 5;
  if (language === 'zh') return `（${some}${more > 0 ? ` 等 ${names.length} 个文件` : ''}）`;
  return ` (${some}${more > 0 ? ` and ${more} more files` : ''})`;
}

function who(of: Signature): Bilingual {
  const name = of.signer || '–';
  if (of.kind === 'document-timestamp') return { zh: `时间戳机构：${name}。`, en: `Stamped by ${name}.` };
  return {
    zh: `签署人证书：${name}，由 ${of.issuer || '–'} 签发，序列号 ${of.serial}。`,
    en: `Signed with the certificate of ${name}, issued by ${of.issuer || '–'}, serial ${of.serial}.`,
  };
}

function when({ time }: Signature): Bilingual {
  if (time.kind === 'none') return { zh: '未载明签署时间。', en: 'No time of signing is given.' };
  if (time.kind === 'claimed') return { zh: `签署时间 ${time.at}，仅为其自述。`, en: `Time: ${time.at}, on its own word only.` };
  const by = time.authority ?? '–';
  return { zh: `时间 ${time.at}，由 ${by} 的时间戳证明。`, en: `Time: ${time.at}, proven by a time-stamp of ${by}.` };
}

function chain({ identity, root, why, revocation }: Signature): Bilingual {
  switch (identity) {
    case 'trusted':
      return { zh: `证书链至您信任的根 ${root}。`, en: `Its certificate leads to ${root}, which you named as a root.` };
    case 'broken':
      if (revocation?.kind === 'revoked')
        return { zh: `证书不成立：已于 ${revocation.at} 被吊销。`, en: `Its certificate does not stand: revoked at ${revocation.at}.` };
      return { zh: `证书不成立：${why}。`, en: `Its certificate does not stand: ${why}.` };
    case 'unknown':
      return {
        zh: '证书不通向您所指明的任何根，签署人身份未获证明。',
        en: 'Its certificate leads to no root that you named: who signed is not proven.',
      };
    case 'not-checked':
      return { zh: '证书未作检查。', en: 'Its certificate was not checked.' };
  }
}

function revoked({ revocation, time }: Signature): Bilingual | undefined {
  if (!revocation || revocation.kind === 'revoked') return undefined;
  if (revocation.kind === 'not-known') return { zh: '当时是否已被吊销：不明。', en: 'Whether it was revoked by then is not known.' };
  if (revocation.revokedLater === undefined) return { zh: '当时未被吊销。', en: 'It was not revoked by then.' };
  const own = time.kind === 'proven';
  return {
    zh: `证书其后于 ${revocation.revokedLater} 被吊销${own ? '' : '，而在此之前签署仅为其自述'}。`,
    en: `It was revoked later, at ${revocation.revokedLater}${own ? '' : '; that it signed before then is its own word only'}.`,
  };
}

function seal(of: Signature): Bilingual | undefined {
  if (!('seal' in of) || !of.seal) return undefined;
  const { name, maker = '–', integrity, signer, inForce, identity, root, validFrom, validTo } = of.seal;
  const parts: Bilingual[] = [{ zh: `印章“${name}”，制章者 ${maker}`, en: `Seal “${name}”, made by ${maker}` }];
  if (integrity === 'false') parts.push({ zh: '制章签名不成立', en: 'whose signature on it is false' });
  if (integrity === 'not-supported') parts.push({ zh: '制章签名无法判断', en: 'whose signature on it cannot be judged' });
  if (identity === 'trusted') parts.push({ zh: `其证书链至您信任的根 ${root}`, en: `who leads to ${root}, which you named as a root` });
  if (identity === 'unknown') parts.push({ zh: '其证书不通向您所指明的任何根', en: 'who leads to no root that you named' });
  if (identity === 'broken') parts.push({ zh: '其证书不成立', en: 'whose certificate does not stand' });
  if (signer === 'not-listed') parts.push({ zh: '未授权该签署人使用', en: 'not made for this signer' });
  if (!inForce)
    parts.push({ zh: `签署不在其有效期 ${validFrom} 至 ${validTo} 内`, en: `used outside of its validity from ${validFrom} to ${validTo}` });
  return { zh: `${parts.map(({ zh }) => zh).join('，')}。`, en: `${parts.map(({ en }) => en).join(', ')}.` };
}

/** What of the file it says nothing about. */
function rest(of: Signature, all: number): Bilingual | undefined {
  if (verdictOf(of) === 'not-judged') return undefined;
  if ('addedAfter' in of) {
    const count = of.addedAfter.length + (of.addedMore ?? 0);
    if (of.covers === 'whole') return { zh: '其后未添加内容。', en: 'Nothing was added after it.' };
    const kinds = [...new Set(of.addedAfter.map(({ type }) => type))].slice(0, 6).join(', ');
    const said = `${kinds ? ` (${kinds})` : ''}, not under it${all > 1 ? '; see the other signatures' : ''}.`;
    return {
      zh: `其后添加了 ${count} 个对象${kinds ? `（${kinds}）` : ''}，不在其范围内${all > 1 ? '；见其他签名' : ''}。`,
      en: `${count === 1 ? '1 object was' : `${count} objects were`} added after it${said}`,
    };
  }
  if (of.covers === 'whole') return { zh: '涵盖整个文件包。', en: 'It covers the whole package.' };
  const open = of.uncovered.filter(({ path, signedBy }) => signedBy.length === 0 && !of.changed.includes(path));
  const count = open.length + (of.uncoveredMore ?? 0);
  if (count === 0)
    return of.uncovered.every(({ signedBy }) => signedBy.length === 0)
      ? undefined
      : { zh: '其余文件由其他签名涵盖。', en: 'What it does not cover is under other signatures.' };
  const names = open
    .slice(0, 5)
    .map(({ path }) => path)
    .join(', ');
  return {
    zh: `不涵盖 ${count} 个文件：${names}${count > 5 ? ' 等' : ''}。`,
    en: `It does not cover ${count === 1 ? '1 file' : `${count} files`}: ${names}${count > 5 ? ' and more' : ''}.`,
  };
}
