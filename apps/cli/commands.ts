import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from './command.ts';

const folder = dirname(fileURLToPath(import.meta.url));

/** A noun is a folder, a verb a file of it (`run.ts` for a noun without verbs): nothing else to register. */
export function nouns(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && verbs(entry.name).length > 0)
    .map((entry) => entry.name)
    .sort();
}

export function verbs(noun: string): string[] {
  return files(noun)
    .map((file) => file.slice(0, -3))
    .sort();
}

export async function load(noun: string, verb: string): Promise<Command | undefined> {
  const file = files(noun).find((name) => name === `${verb}.ts`);
  if (!file) return undefined;
  const module = (await import(pathToFileURL(join(folder, noun, file)).href)) as { command?: Command };
  return module.command;
}

/** Only files that hold a command count: their parts stand in folders below the noun. */
function files(noun: string): string[] {
  if (!/^[a-z][a-z-]*$/.test(noun)) return [];
  try {
    return readdirSync(join(folder, noun)).filter((name) => /^[a-z][a-z-]*\.ts$/.test(name));
  } catch {
    return [];
  }
}
