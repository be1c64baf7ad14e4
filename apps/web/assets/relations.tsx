import type { AssetEdgeJson } from '#contract/operations/assets.ts';
import type { Words } from '../words/words.tsx';
import { shareText } from './paths.ts';

type Kind = 'Ownership';

/** A relation as a sentence seen from one of its ends: "holds 75–100% of X", "is held by X". */
export function relationWord(t: Words['t'], edge: AssetEdgeJson, from: string, other: string): string {
  const share = shareText(edge);
  const kind = edge.kind as Kind;
  const word = edge.from === from ? t(`asset.relation.out.${kind}`, { other }) : t(`asset.relation.in.${kind}`, { other });
  const days = edge.since || edge.until ? ` (${edge.since ?? '…'} – ${edge.until ?? '…'})` : '';
  return `${word}${share ? ` · ${share}` : ''}${days}`;
}
