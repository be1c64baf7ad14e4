import { isCalendarDay } from './calendar-date.ts';
import { badForm, fails, holds, masked, type Rule } from './verdict.ts';

/** ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1; letters count A=10 ... Z=35, "<" is 0. */
function check(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += (text[i] === '<' ? 0 : Number.parseInt(text[i] as string, 36)) * ([7, 3, 1][i % 3] as number);
  return String(sum % 10);
}

/**
 * The second line of a passport's machine readable zone (ICAO Doc 9303 part 4, TD3: 44 characters), alone or after the
 * first: number, nationality, birth, sex, expiry, each with its check digit. Masked at once; says state and expiry.
 */
export const passportMrz: Rule = (value) => {
  const line = value.length === 88 ? value.slice(44) : value;
  const normal = masked(line, 2, 2);
  if (!/^[0-9A-Z<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[0-9A-Z<]{14}[\d<]\d$/.test(line))
    return badForm(normal, { zh: '护照机读区第二行（44 个字符）', en: 'the second line of a passport, 44 characters' });
  const parts = [
    [line.slice(0, 9), line[9], { zh: '护照号', en: 'the passport number' }],
    [line.slice(13, 19), line[19], { zh: '出生日期', en: 'the birth date' }],
    [line.slice(21, 27), line[27], { zh: '有效期', en: 'the expiry date' }],
    [line.slice(28, 42), line[42] === '<' ? '0' : line[42], { zh: '个人号码', en: 'the personal number' }],
    [line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43), line[43], { zh: '整行', en: 'the whole line' }],
  ] as const;
  const wrong = parts.find(([text, digit]) => check(text) !== digit);
  if (wrong)
    return fails(normal, {
      zh: `${wrong[2].zh}的校验位不符；请核对是否录错`,
      en: `the check digit of ${wrong[2].en} is wrong; look for a typing error`,
    });
  const [two, month, day] = [21, 23, 25].map((at) => Number(line.slice(at, at + 2))) as [number, number, number];
  if (!isCalendarDay(2000 + two, month, day)) return fails(normal, { zh: '有效期不是有效日期', en: 'the expiry date is not a date' });
  return holds(normal, {
    nationality: line.slice(10, 13).replace(/</g, ''),
    expires: `20${line.slice(21, 23)}-${line.slice(23, 25)}-${line.slice(25, 27)}`,
    type: { zh: '护照', en: 'passport' },
  });
};
