/**
 * Values as JSON that comes back the same: a bigint travels as {"$bigint": "123"}. Used to keep a report exactly as it was
 * computed, so that its papers can be printed again years later without computing anything anew.
 */
export function keep(value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (Array.isArray(value)) return value.map(keep);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [[key, keep(part)]])));
  }
  return value;
}

export function unkeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unkeep);
  if (typeof value !== 'object' || value === null) return value;
  if ('$bigint' in value && typeof value.$bigint === 'string') return BigInt(value.$bigint);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unkeep(part)]));
}
