const han = /^[\p{Script=Han}·•・\s]+$/u;

/**
 * Another person's name, so that the reader of an export sees that somebody is there and not who: 王小明 is 王**, John Doe is
 * J*** D***. A name of one character is a star.
 */
export function maskedName(name: string): string {
  const text = name.trim();
  const [first = '', ...rest] = [...text];
  if (han.test(text)) return rest.length === 0 ? '*' : `${first}${'*'.repeat(rest.length)}`;
  return text
    .split(/\s+/)
    .map((word) => `${[...word][0] ?? ''}***`)
    .join(' ');
}
