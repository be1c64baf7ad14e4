/** Whole seconds; a fraction is rounded up, so that a bound stays a bound. */
export const rfc3339 = (milliseconds: number): string => new Date(Math.ceil(milliseconds / 1000) * 1000).toISOString().replace('.000Z', 'Z');
