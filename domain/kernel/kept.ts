/**
 * Values as one JSON text that comes back the same: a bigint travels as {"$bigint":"123"}. A report is kept as the very text
 * that was hashed and sealed, so that its papers can be printed again years later without computing anything anew.
 */
export const keptText = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? { $bigint: part.toString() } : part));

export const readKept = (text: string): unknown =>
  JSON.parse(text, (_, part: unknown) =>
    typeof part === 'object' && part !== null && '$bigint' in part && typeof part.$bigint === 'string' ? BigInt(part.$bigint) : part,
  );
