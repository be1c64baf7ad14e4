import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Only the weights the templates use (each file is 14 MB in memory): Noto Serif SC, SIL Open Font License 1.1. */
const weights = ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'] as const;

export function fontFiles(): string[] {
  const folder = dirname(require.resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  return weights.map((file) => join(folder, file));
}
