import { type Day, dayOf, isDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { type Rational, rational, rationalOf } from '#domain/kernel/rational.ts';
import type { Bilingual } from '#domain/kernel/text.ts';

/** Reads one JSON value at a path; anything unexpected throws `law.bad_rule_file` with the path, what was expected and what came. */
export type Reader<T> = (value: unknown, path: string) => T;

export function wrong(path: string, expected: string, got: unknown): DomainError {
  const shown = (JSON.stringify(got) ?? 'nothing').slice(0, 80);
  return new DomainError('law.bad_rule_file', `${path}: expected ${expected}, got ${shown}`, { path, expected, got: shown });
}

export const text: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(path, 'a text that is not empty', value);
  return value;
};

export const flag: Reader<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw wrong(path, 'true or false', value);
  return value;
};

export const count: Reader<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw wrong(path, 'a whole number, 0 or more', value);
  return value;
};

export const day: Reader<Day> = (value, path) => {
  if (typeof value !== 'string' || !isDay(value)) throw wrong(path, 'a day like 2026-02-28', value);
  return dayOf(value);
};

/** A decimal ("4.35") or a fraction ("1/3") as text, so that no figure passes through a float. */
export const decimal: Reader<Rational> = (value, path) => {
  if (typeof value !== 'string') throw wrong(path, 'a decimal as text like "4.35", or a fraction like "1/3"', value);
  const parts = value.split('/');
  try {
    const [num, den] = [rationalOf(parts[0] ?? ''), rationalOf(parts[1] ?? '1')];
    if (parts.length > 2) throw wrong(path, 'one fraction bar', value);
    return rational(num.num * den.den, num.den * den.num);
  } catch {
    throw wrong(path, 'a decimal as text like "4.35", or a fraction like "1/3"', value);
  }
};

export function oneOf<const T extends string>(...allowed: readonly T[]): Reader<T> {
  return (value, path) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw wrong(path, `one of ${allowed.join(', ')}`, value);
    return found;
  };
}

export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw wrong(path, 'a list', value);
    return value.map((one, i) => reader(one, `${path}[${i}]`));
  };
}

export type Optional<T> = { readonly optional: Reader<T> };
export const optional = <T>(reader: Reader<T>): Optional<T> => ({ optional: reader });

type Shape = Readonly<Record<string, Reader<unknown> | Optional<unknown>>>;
type Needed<S extends Shape> = { [K in keyof S as S[K] extends Reader<unknown> ? K : never]: S[K] extends Reader<infer T> ? T : never };
type Possible<S extends Shape> = { [K in keyof S as S[K] extends Optional<unknown> ? K : never]?: S[K] extends Optional<infer T> ? T : never };
export type Fields<S extends Shape> = { readonly [K in keyof (Needed<S> & Possible<S>)]: (Needed<S> & Possible<S>)[K] };

export function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, 'an object', value);
  return value as Readonly<Record<string, unknown>>;
}

/** An object with exactly these keys. A key nobody knows is an error: a misplaced key would silently freeze a rule. */
export function object<S extends Shape>(shape: S): Reader<Fields<S>> {
  const names = Object.keys(shape);
  return (value, path) => {
    const source = record(value, path);
    for (const key of Object.keys(source)) {
      if (!(key in shape)) throw wrong(`${path}.${key}`, `no other key than ${names.join(', ')}`, key);
    }
    const result: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(shape)) {
      const given = source[key];
      if (typeof field === 'function') {
        if (given === undefined) throw wrong(`${path}.${key}`, 'a value', undefined);
        result[key] = field(given, `${path}.${key}`);
      } else if (given !== undefined) result[key] = field.optional(given, `${path}.${key}`);
    }
    return result as Fields<S>;
  };
}

/** A tagged union: `kind` picks the shape. */
export function byKind<R extends Readonly<Record<string, Reader<{ readonly kind: string }>>>>(readers: R): Reader<ReturnType<R[keyof R]>> {
  return (value, path) => {
    const kind = record(value, path).kind;
    const reader = typeof kind === 'string' ? readers[kind] : undefined;
    if (reader === undefined) throw wrong(`${path}.kind`, `one of ${Object.keys(readers).join(', ')}`, kind);
    return reader(value, path) as ReturnType<R[keyof R]>;
  };
}

export const bilingual: Reader<Bilingual> = object({ zh: text, en: text });
