import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, useMemo, useRef, useState } from 'react';
import type { AssetNodeJson } from '#contract/operations/assets.ts';
import { Mark } from '../pieces/mark.tsx';
import { Failed } from '../server/answer.tsx';
import { useWords } from '../words/words.tsx';
import { FitSign } from './fit-sign.tsx';
import { statusShape } from './status.tsx';
import { type Cluster, clustersOf, kept, landPath, type Window, wholeWorld, xOf, yOf, zoomed } from './world-geometry.ts';

const outlines = {
  far: () => import('world-atlas/land-110m.json'),
  near: () => import('world-atlas/land-50m.json'),
};

/** Where clues lie: coast lines for orientation, a mark for each place, marks that would touch become one. */
export function WorldView(props: {
  readonly nodes: readonly AssetNodeJson[];
  readonly onOpen: (id: string) => void;
  readonly onPlace: (place: { readonly label: string; readonly ids: readonly string[] }) => void;
}) {
  const { t } = useWords();
  const [window, setWindow] = useState(wholeWorld);
  const detail = window.width < 90 ? 'near' : 'far';
  const land = useQuery({
    queryKey: ['outlines', detail],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => landPath((await outlines[detail]()).default),
    placeholderData: (before: string | undefined) => before,
  });
  const placed = useMemo(() => props.nodes.filter(({ place }) => place !== undefined), [props.nodes]);
  const clusters = useMemo(() => clustersOf(placed, window.width / 26), [placed, window.width]);
  const drag = useDrag(window, setWindow);
  const missing = props.nodes.length - placed.length;
  const pick = (cluster: Cluster) => {
    const [only, ...more] = cluster.nodes;
    if (only && more.length === 0) return props.onOpen(only.id);
    props.onPlace({ label: labelOf(cluster), ids: cluster.nodes.map(({ id }) => id) });
    const spread = new Set(cluster.nodes.map(({ place }) => `${place?.latitude} ${place?.longitude}`)).size > 1;
    if (spread) setWindow(zoomed(window, 0.4, { x: xOf(cluster.longitude), y: yOf(cluster.latitude) }));
  };
  return (
    <figure className="asset-world" aria-label={t('asset.world')}>
      <div className="asset-stage" ref={drag.ref}>
        <svg
          className="world"
          viewBox={`${window.x} ${window.y} ${window.width} ${window.height}`}
          role="img"
          aria-label={t('asset.world.says', { places: clusters.length, clues: placed.length })}
          {...drag.handlers}
        >
          <path d={land.data ?? ''} className="land" vectorEffect="non-scaling-stroke" />
        </svg>
        <ul className="world-marks">
          {clusters
            .filter((cluster) => inside(cluster, window))
            .map((cluster) => (
              <li
                key={cluster.key}
                style={{
                  left: `${((xOf(cluster.longitude) - window.x) / window.width) * 100}%`,
                  top: `${((yOf(cluster.latitude) - window.y) / window.height) * 100}%`,
                }}
              >
                <button
                  type="button"
                  className={cluster.vague ? 'world-mark vague' : 'world-mark'}
                  onClick={() => pick(cluster)}
                  aria-label={t('asset.world.mark', { place: labelOf(cluster), n: cluster.nodes.length, status: t(`asset.status.${cluster.best}`) })}
                >
                  <Mark {...statusShape[cluster.best]}>{cluster.nodes.length > 1 ? cluster.nodes.length : ''}</Mark>
                </button>
              </li>
            ))}
        </ul>
        <div className="map-tools">
          <button type="button" className="tool" aria-label={t('asset.zoomIn')} onClick={() => setWindow(zoomed(window, 0.5))}>
            +
          </button>
          <button type="button" className="tool" aria-label={t('asset.zoomOut')} onClick={() => setWindow(zoomed(window, 2))}>
            −
          </button>
          <button type="button" className="tool" aria-label={t('asset.fit')} onClick={() => setWindow(wholeWorld)}>
            <FitSign />
          </button>
        </div>
      </div>
      {land.isError && <Failed error={land.error} retry={() => void land.refetch()} />}
      <figcaption className="small quiet">
        {t('asset.world.neutral')} {clusters.some(({ vague }) => vague) && t('asset.world.vague')}{' '}
        {missing > 0 && t('asset.world.missing', { n: missing })}
      </figcaption>
    </figure>
  );
}

/** A place's own name where its source or words tell one, else what lies there. */
const labelOf = (cluster: Cluster): string => {
  const named = cluster.nodes.find(({ place }) => place?.name)?.place?.name;
  const first = cluster.nodes[0];
  return named ?? (cluster.vague ? (first?.country ?? first?.name ?? '') : (first?.name ?? ''));
};

const inside = (cluster: Cluster, { x, y, width, height }: Window): boolean => {
  const [left, top] = [xOf(cluster.longitude), yOf(cluster.latitude)];
  return left >= x && left <= x + width && top >= y && top <= y + height;
};

/** Moves the window with the pointer; a touch that scrolls the page stays a scroll until the map is zoomed in. */
function useDrag(window: Window, setWindow: (window: Window) => void) {
  const ref = useRef<HTMLDivElement>(null);
  const from = useRef<{ x: number; y: number; window: Window }>(undefined);
  const degrees = () => window.width / (ref.current?.clientWidth || 1);
  return {
    ref,
    handlers: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        from.current = { x: event.clientX, y: event.clientY, window };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        const start = from.current;
        if (!start) return;
        const scale = degrees();
        setWindow(kept({ ...window, x: start.window.x - (event.clientX - start.x) * scale, y: start.window.y - (event.clientY - start.y) * scale }));
      },
      onPointerUp: () => {
        from.current = undefined;
      },
      onPointerCancel: () => {
        from.current = undefined;
      },
    },
  };
}
