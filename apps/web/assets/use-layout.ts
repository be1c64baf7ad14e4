import { useEffect, useState } from 'react';
import type { AssetMapJson } from '#contract/operations/assets.ts';
import type { Layout, LayoutNews, LayoutTask, Spot } from './layout.ts';

/** Where things stood in each case of this visit: a map drawn again does not jump. */
const stood = new Map<string, Readonly<Record<string, Spot>>>();

export type Laying = { readonly layout?: Layout; readonly progress: number };

/** Lays a map out in a worker and tells how far it has come. The same things and relations are not laid out twice. */
export function useLayout(caseId: string, map: AssetMapJson): Laying {
  const [laying, setLaying] = useState<Laying>({ progress: 0 });
  const shape = JSON.stringify([map.roots, map.nodes.map(({ id }) => id), map.edges.map(({ from, to }) => [from, to])]);
  useEffect(() => {
    const [roots, nodes, edges] = JSON.parse(shape) as [string[], string[], [string, string][]];
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<LayoutNews>) => {
      if (data.kind === 'progress') return setLaying((now) => ({ ...now, progress: data.done / data.of }));
      stood.set(caseId, data.layout.spots);
      setLaying({ layout: data.layout, progress: 1 });
    };
    worker.postMessage({ roots, nodes, edges, before: stood.get(caseId) ?? {} } satisfies LayoutTask);
    return () => worker.terminate();
  }, [caseId, shape]);
  return laying;
}
