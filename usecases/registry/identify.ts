import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { checkIdentifier, guessSchemes, schemeNamed, type Verdict } from '#domain/registry/identifiers/check.ts';
import { schemes } from '#domain/registry/identifiers/schemes.ts';

export type Identified = Verdict & { readonly scheme: string; readonly name: Bilingual };

/** What a value is under one scheme, or under every scheme that it may belong to, surest first. Numbers of persons come masked. */
export function identify(value: string, { scheme, country }: { readonly scheme?: string; readonly country?: string }): readonly Identified[] {
  if (scheme === undefined)
    return guessSchemes(value, country).map((guess) => ({ scheme: guess.scheme, ...guess.verdict, name: nameOf(guess.scheme) }));
  const named = schemeNamed(scheme);
  if (named === undefined)
    throw new DomainError('registry.unknown_scheme', `expected a scheme out of ${Object.keys(schemes).join(', ')}, got "${scheme.slice(0, 60)}"`, {
      scheme: scheme.slice(0, 60),
    });
  return [{ scheme: named, ...checkIdentifier(named, value, country ? { country } : {}), name: nameOf(named) }];
}

const nameOf = (scheme: string): Bilingual => schemes[scheme]?.name ?? { zh: scheme, en: scheme };
