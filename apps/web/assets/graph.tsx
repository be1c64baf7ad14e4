import { type KeyboardEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type Sigma from 'sigma';
import type { AssetMapJson } from '#contract/operations/assets.ts';
import { isDark, onThemeChange } from '../look/theme.ts';
import { useWords } from '../words/words.tsx';
import { drawn, graphOf, groupLetter, type Stress } from './draw-graph.ts';
import { FitSign } from './fit-sign.tsx';
import { panByPicture } from './pan.ts';
import { useLayout } from './use-layout.ts';

/** The debtor's surroundings as a graph. What it shows stands in the tables below, word for word. */
export function AssetGraphView(props: {
  readonly caseId: string;
  readonly map: AssetMapJson;
  readonly stress: Stress;
  readonly today: string;
  readonly onOpen: (id: string) => void;
}) {
  const { t, count } = useWords();
  const { map, stress, onOpen, today } = props;
  const { layout, progress } = useLayout(props.caseId, map);
  const holder = useRef<HTMLDivElement>(null);
  const letters = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma>(undefined);
  const [dead, setDead] = useState(false);
  const dark = useSyncExternalStore(onThemeChange, isDark);
  const now = useRef({ stress, onOpen });
  now.current = { stress, onOpen };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme draws in other colours
  useEffect(() => {
    const element = holder.current;
    if (!element || !layout) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (token: string) => style.getPropertyValue(`--${token}`).trim();
    const graph = graphOf(map, layout, colour, today);
    try {
      const made = drawn(graph, element, colour, getComputedStyle(element).fontFamily, () => now.current.stress);
      const { wasDragged } = panByPicture(made, [element, letters.current]);
      made.on('clickNode', ({ node }) => {
        if (!wasDragged()) now.current.onOpen(node);
      });
      made.on('enterNode', () => element.classList.add('over-node'));
      made.on('leaveNode', () => element.classList.remove('over-node'));
      const place = () => placeLetters(made, letters.current);
      made.on('afterRender', place);
      place();
      const watch = new ResizeObserver(() => made.refresh());
      watch.observe(element);
      sigma.current = made;
      return () => {
        watch.disconnect();
        made.kill();
        sigma.current = undefined;
      };
    } catch {
      setDead(true);
      return;
    }
  }, [map, layout, dark, today]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing asks for what is stressed when it is told to look again
  useEffect(() => void sigma.current?.refresh({ skipIndexation: true }), [stress]);

  const groups = useMemo(() => (layout ? groupsOf(map, layout.spots, layout.group) : []), [map, layout]);
  const camera = () => sigma.current?.getCamera();
  const press = (event: KeyboardEvent) => {
    const step = keys[event.key];
    const at = camera();
    if (!step || !at) return;
    event.preventDefault();
    const { x, y, ratio } = at.getState();
    at.setState({ x: x + step.x * ratio, y: y + step.y * ratio, ratio: ratio * step.zoom });
  };
  return (
    <figure className="asset-graph" aria-label={t('asset.graph')}>
      <div className="asset-stage">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing is moved by the arrow keys; each thing in it is a button in the tables below */}
        <div ref={holder} className="asset-canvas" role="img" tabIndex={0} aria-label={t('asset.graph.says', sizes(map))} onKeyDown={press} />
        <div ref={letters} className="group-letters" aria-hidden="true">
          {groups.map(({ letter, x, y }) => (
            <span key={letter} data-x={x} data-y={y}>
              {letter}
            </span>
          ))}
        </div>
        {!layout && !dead && (
          <p className="asset-progress" role="status">
            <progress value={progress} max={1} aria-label={t('asset.graph.laying')} /> {t('asset.graph.laying')}
          </p>
        )}
        {dead && <p className="notice warn asset-progress">{t('asset.graph.noWebgl')}</p>}
        <div className="map-tools">
          <button type="button" className="tool" aria-label={t('asset.zoomIn')} onClick={() => void camera()?.animatedZoom({ duration: 120 })}>
            +
          </button>
          <button type="button" className="tool" aria-label={t('asset.zoomOut')} onClick={() => void camera()?.animatedUnzoom({ duration: 120 })}>
            −
          </button>
          <button type="button" className="tool" aria-label={t('asset.fit')} onClick={() => void camera()?.animatedReset({ duration: 120 })}>
            <FitSign />
          </button>
        </div>
      </div>
      <figcaption className="small quiet">
        <p className="row-2">
          {(['root', 'party', 'asset', 'other'] as const).map((form) => (
            <span key={form} className="key">
              <FormShape form={form} /> {t(`asset.form.${form}`)}
            </span>
          ))}
        </p>
        {groups.length > 0 && (
          <p className="row-2">
            <span>{t('asset.groups')}</span>
            {groups.map((group) => (
              <span key={group.letter}>
                <strong>{group.letter}</strong> {group.name} · {count(group.size)}
              </span>
            ))}
          </p>
        )}
      </figcaption>
    </figure>
  );
}

const keys: Readonly<Record<string, { readonly x: number; readonly y: number; readonly zoom: number }>> = {
  ArrowLeft: { x: -0.08, y: 0, zoom: 1 },
  ArrowRight: { x: 0.08, y: 0, zoom: 1 },
  ArrowUp: { x: 0, y: 0.08, zoom: 1 },
  ArrowDown: { x: 0, y: -0.08, zoom: 1 },
  '+': { x: 0, y: 0, zoom: 0.8 },
  '=': { x: 0, y: 0, zoom: 0.8 },
  '-': { x: 0, y: 0, zoom: 1.25 },
};

const sizes = (map: AssetMapJson) => ({
  nodes: map.nodes.length,
  edges: map.edges.length,
  assets: map.nodes.filter(({ isAsset }) => isAsset).length,
});

export function FormShape(props: { readonly form: 'root' | 'party' | 'asset' | 'other' }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      {props.form === 'root' && (
        <>
          <circle cx="6" cy="6" r="4.8" />
          <circle cx="6" cy="6" r="2" fill="currentColor" />
        </>
      )}
      {props.form === 'party' && <circle cx="6" cy="6" r="4.5" />}
      {props.form === 'asset' && <rect x="1.8" y="1.8" width="8.4" height="8.4" />}
      {props.form === 'other' && <path d="M6 .9 11.1 6 6 11.1.9 6z" />}
    </svg>
  );
}

type Group = { readonly letter: string; readonly name: string; readonly size: number; readonly x: number; readonly y: number };

/** Each neighbourhood by a letter, its best connected member and its middle. */
function groupsOf(map: AssetMapJson, spots: Readonly<Record<string, readonly [number, number]>>, group: Readonly<Record<string, number>>): Group[] {
  const degree = new Map<string, number>();
  for (const { from, to } of map.edges) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const members = new Map<number, { id: string; name: string }[]>();
  for (const { id, name } of map.nodes) {
    const at = group[id];
    if (at !== undefined && groupLetter(at)) members.set(at, [...(members.get(at) ?? []), { id, name }]);
  }
  // A handful of things needs no letters to be read.
  if (members.size < 2 || map.nodes.length < 15) return [];
  return [...members].map(([at, of]) => {
    const first = of.reduce((best, one) => ((degree.get(one.id) ?? 0) > (degree.get(best.id) ?? 0) ? one : best));
    const middle = (axis: 0 | 1) => of.reduce((sum, { id }) => sum + (spots[id]?.[axis] ?? 0), 0) / of.length;
    return { letter: groupLetter(at), name: first.name, size: of.length, x: middle(0), y: middle(1) };
  });
}

function placeLetters(sigma: Sigma, holder: HTMLDivElement | null): void {
  for (const letter of holder?.querySelectorAll('span') ?? []) {
    const { x, y } = sigma.graphToViewport({ x: Number(letter.dataset.x), y: Number(letter.dataset.y) });
    letter.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`;
  }
}
