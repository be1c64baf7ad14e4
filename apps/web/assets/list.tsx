import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { AssetMapJson, AssetNodeJson } from '#contract/operations/assets.ts';
import { Amount } from '../pieces/amount.tsx';
import { useWords } from '../words/words.tsx';
import { isOver } from './draw-graph.ts';
import { AgeOf } from './facts.tsx';
import { relationWord } from './relations.tsx';
import { StatusMark } from './status.tsx';

const atOnce = 20;
type Step = AssetMapJson['steps'][number];

/** What can be attached, best first: the words and figures behind the two pictures, and what to do next. */
export function AssetList(props: {
  readonly map: AssetMapJson;
  readonly shown: ReadonlySet<string>;
  readonly today: string;
  readonly onOpen: (id: string) => void;
}) {
  const { t, say, country } = useWords();
  const { map, shown } = props;
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const steps = map.steps.filter((step) => shown.has(step.node));
  if (steps.length === 0) return <p className="quiet">{map.steps.length === 0 ? t('asset.list.none') : t('asset.list.filtered')}</p>;
  return (
    <Some of={steps}>
      {(some) => (
        <table className="list plain asset-list">
          <thead>
            <tr>
              {(['asset', 'status', 'holder', 'place', 'value', 'score'] as const).map((column) => (
                <th key={column} scope="col" className={column === 'value' ? 'right' : undefined}>
                  {t(`asset.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {some.map((step, i) => {
              const node = nodes.get(step.node);
              if (!node) return null;
              const opens = step.score === undefined && some[i - 1]?.score !== undefined;
              return (
                <tr key={step.node} className={opens ? 'opens' : undefined}>
                  <td data-label={t('asset.column.asset')}>
                    {opens && <p className="small quiet opens-why">{t('asset.list.open')}</p>}
                    <p>
                      <button type="button" className="press-plain strong" onClick={() => props.onOpen(node.id)}>
                        {node.name}
                      </button>{' '}
                      <span className="flag quiet">{t(`asset.kind.${node.schema as 'Goods'}`)}</span>
                    </p>
                    <p className="small quiet">{say(step.text)}</p>
                  </td>
                  <td data-label={t('asset.column.status')}>
                    <StatusMark status={node.status} />
                  </td>
                  <td data-label={t('asset.column.holder')}>{holders(map, nodes, node.id, props.today) || <span className="faint">—</span>}</td>
                  <td data-label={t('asset.column.place')}>
                    {[...new Set([node.place?.name, node.country && country(node.country)])].filter(Boolean).join(', ') || (
                      <span className="faint">—</span>
                    )}
                  </td>
                  <td data-label={t('asset.column.value')} className="right">
                    {node.value ? (
                      <Amount amount={node.value.amount} currency={node.value.currency} />
                    ) : (
                      <span className="faint">{t('asset.value.none')}</span>
                    )}
                  </td>
                  <td data-label={t('asset.column.score')}>
                    <Factors step={step} />
                    <p className="small quiet">
                      {node.source} · <AgeOf day={node.asOf} />
                    </p>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Some>
  );
}

/** The three factors as bars of equal length, each with its figure; with `why`, each with its reason. */
export function Factors(props: { readonly step: Step; readonly why?: boolean }) {
  const { t, say } = useWords();
  const { because } = props.step;
  return (
    <dl className="factors">
      {(['value', 'reachability', 'freshness'] as const).map((factor) => {
        const { perMille, why } = because[factor];
        return (
          <div key={factor}>
            <dt>{t(`asset.factor.${factor}`)}</dt>
            {perMille === undefined ? (
              <dd className="factor-open">{t('asset.factor.open')}</dd>
            ) : (
              <dd>
                <span className="factor-bar" aria-hidden="true">
                  <span style={{ width: `${perMille / 10}%` }} />
                </span>
                <span className="num">{Math.round(perMille / 10)}</span>
              </dd>
            )}
            {props.why && <dd className="factor-why">{say(why)}</dd>}
          </div>
        );
      })}
    </dl>
  );
}

const holding = new Set(['Ownership', 'Holds']);
/** Who holds a thing now; holds that have ended stand in its facts. */
const holders = (map: AssetMapJson, nodes: ReadonlyMap<string, AssetNodeJson>, id: string, today: string): string =>
  [
    ...new Set(
      map.edges
        .filter((edge) => edge.to === id && holding.has(edge.kind) && !isOver(edge, today))
        .map((edge) => nodes.get(edge.from)?.name ?? edge.from),
    ),
  ].join(', ');

/** Everything else in the map with its relations: the graph for whoever does not see it. */
export function SurroundingsList(props: { readonly map: AssetMapJson; readonly shown: ReadonlySet<string>; readonly onOpen: (id: string) => void }) {
  const { t, country, count } = useWords();
  const { map } = props;
  const names = new Map(map.nodes.map((node) => [node.id, node.name]));
  const rest = map.nodes.filter((node) => !node.isAsset && props.shown.has(node.id));
  return (
    <details className="asset-rest">
      <summary>{t('asset.rest', { n: count(rest.length) })}</summary>
      <Some of={rest}>
        {(some) => (
          <table className="list plain">
            <thead>
              <tr>
                {(['thing', 'status', 'place', 'relations', 'source'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`asset.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {some.map((node) => (
                <tr key={node.id}>
                  <td data-label={t('asset.column.thing')}>
                    <button type="button" className="press-plain" onClick={() => props.onOpen(node.id)}>
                      {node.name}
                    </button>{' '}
                    <span className="flag quiet">{t(`asset.kind.${node.schema as 'Company'}`)}</span>
                  </td>
                  <td data-label={t('asset.column.status')}>
                    <StatusMark status={node.status} />
                  </td>
                  <td data-label={t('asset.column.place')}>{node.country ? country(node.country) : '—'}</td>
                  <td data-label={t('asset.column.relations')}>
                    <Relations map={map} id={node.id} names={names} />
                  </td>
                  <td data-label={t('asset.column.source')} className="small quiet">
                    {node.source} · <AgeOf day={node.asOf} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Some>
    </details>
  );
}

function Relations(props: { readonly map: AssetMapJson; readonly id: string; readonly names: ReadonlyMap<string, string> }) {
  const { t } = useWords();
  const { map, id, names } = props;
  const touching = map.edges.filter(({ from, to }) => from === id || to === id);
  return (
    <ul className="small">
      {touching.slice(0, 4).map((edge) => (
        <li key={edge.id}>{relationWord(t, edge, id, names.get(edge.from === id ? edge.to : edge.from) ?? '')}</li>
      ))}
      {touching.length > 4 && <li className="quiet">{t('asset.relations.more', { n: touching.length - 4 })}</li>}
    </ul>
  );
}

/** Twenty at a time: a map of hundreds stays quick to open. */
function Some<T>(props: { readonly of: readonly T[]; readonly children: (some: readonly T[]) => ReactNode }) {
  const { t } = useWords();
  const [shown, setShown] = useState(atOnce);
  const left = props.of.length - shown;
  return (
    <>
      {props.children(props.of.slice(0, shown))}
      {left > 0 && (
        <p className="more">
          <Button onClick={() => setShown(shown + atOnce)}>{t('asset.more', { n: Math.min(atOnce, left), left })}</Button>
        </p>
      )}
    </>
  );
}
