import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AssetEdgeJson, AssetMapJson, AssetNodeJson } from '#contract/operations/assets.ts';
import { listRegistrySources } from '#contract/operations/registry.ts';
import { Amount, Day, Moment } from '../pieces/amount.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { Factors } from './list.tsx';
import { rangeText, wayTo } from './paths.ts';
import { relationWord } from './relations.tsx';
import { StatusMark } from './status.tsx';

/** Everything that is known of one thing: what, from where, how old, under which licence, how sure, and who said so. */
export function FactsSheet(props: {
  readonly caseId: string;
  readonly map: AssetMapJson;
  readonly node: AssetNodeJson;
  readonly onClose: () => void;
  readonly onOpen: (id: string) => void;
  readonly change: ReactNode;
  /** Moves the status of a relation; absent where the reader may not. */
  readonly onRelation?: (edge: AssetEdgeJson) => void;
}) {
  const { t, country, say } = useWords();
  const { map, node } = props;
  const step = map.steps.find((one) => one.node === node.id);
  return (
    <Sheet title={node.name} onClose={props.onClose} foot={props.change}>
      <div className="stack-3">
        <p className="row-2">
          <StatusMark status={node.status} />
          <span className="flag quiet">{t(`asset.kind.${node.schema as 'Goods'}`)}</span>
          {node.value && <Amount amount={node.value.amount} currency={node.value.currency} strong />}
        </p>
        {step && (
          <div className="stack">
            <p>{say(step.text)}</p>
            <Factors step={step} why />
            {step.place.citation && (
              <p className="small quiet">
                {step.place.citation.instrument} {step.place.citation.article}{' '}
                {step.place.citation.status !== 'verified' && <span className="flag unverified">{t('law.unverified')}</span>}
              </p>
            )}
            {step.place.ask.length > 0 && (
              <ul className="dots small">
                {step.place.ask.map((one) => (
                  <li key={one.en}>{say(one)}</li>
                ))}
              </ul>
            )}
          </div>
        )}
        <Way {...props} />
        <dl className="pairs">
          <Pair name={t('asset.fact.source')}>
            {node.source === 'claim' ? t('asset.source.claim') : node.source}
            {node.origin === 'person' && <span className="faint"> · {t('asset.fact.byHand')}</span>}
          </Pair>
          <Pair name={t('asset.fact.asOf')}>
            <Day on={node.asOf} /> · <AgeOf day={node.asOf} />
          </Pair>
          <Pair name={t('asset.fact.licence')}>
            <Licence node={node} />
          </Pair>
          <Pair name={t('asset.fact.confidence')}>
            {node.confidence} / 100 <span className="faint">{t('asset.fact.confidence.means')}</span>
          </Pair>
          {(node.country || node.place) && (
            <Pair name={t('asset.column.place')}>
              {[node.place?.name, node.country && country(node.country)].filter(Boolean).join(', ')}{' '}
              {node.place && <span className="faint">{t(`asset.place.${node.place.by}`)}</span>}
            </Pair>
          )}
          <Pair name={t('asset.fact.evidence')}>
            <EvidenceOf {...props} />
          </Pair>
          {Object.entries(node.props).map(([key, value]) => (
            <Pair key={key} name={<code>{key}</code>}>
              {[value].flat().join('; ')}
            </Pair>
          ))}
        </dl>
        <RelationList {...props} />
        <Moves {...props} />
      </div>
    </Sheet>
  );
}

const Pair = (props: { readonly name: ReactNode; readonly children: ReactNode }) => (
  <div className="pair">
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </div>
);

type Of = {
  readonly caseId: string;
  readonly map: AssetMapJson;
  readonly node: AssetNodeJson;
  readonly onOpen: (id: string) => void;
  readonly onRelation?: (edge: AssetEdgeJson) => void;
};

/** From the debtor to the thing, step by step, with the effective share and whether the debtor controls it. */
function Way({ map, node, onOpen }: Of) {
  const { t } = useWords();
  const way = wayTo(map, node.id);
  const share = map.holdings.find(({ id }) => id === node.id);
  const control = map.controlled.find(({ id }) => id === node.id);
  const names = new Map(map.nodes.map((one) => [one.id, one.name]));
  if (way.length < 2 && !share) return null;
  return (
    <section className="stack" aria-label={t('asset.way')}>
      <h3>{t('asset.way')}</h3>
      <ol className="asset-way">
        {way.map((id, i) => {
          const edge = map.edges.find((one) => (one.from === way[i - 1] && one.to === id) || (one.to === way[i - 1] && one.from === id));
          return (
            <li key={id}>
              {edge && <span className="small quiet block">{relationWord(t, edge, edge.from === id ? edge.to : edge.from, '').trim()}</span>}
              {id === node.id ? (
                <strong>{names.get(id)}</strong>
              ) : (
                <button type="button" className="press-plain" onClick={() => onOpen(id)}>
                  {names.get(id) ?? id}
                </button>
              )}
            </li>
          );
        })}
      </ol>
      {share && <p>{t('asset.way.share', { share: rangeText(share.min, share.max) })}</p>}
      {control && <p>{t(`asset.way.${control.certainty}`)}</p>}
    </section>
  );
}

function Licence(props: { readonly node: AssetNodeJson }) {
  const { t } = useWords();
  const sources = useQuery(ask(listRegistrySources, {}, { staleTime: 60_000 }));
  const licence = sources.data?.items.find(({ name }) => name === props.node.source)?.licence;
  return (
    <>
      {licence ?? t('asset.licence.own')} <span className="faint">{t(props.node.exportable ? 'asset.licence.may' : 'asset.licence.mayNot')}</span>
    </>
  );
}

function EvidenceOf({ node, caseId }: Of) {
  const { t } = useWords();
  if (!node.evidence) return <span className="faint">{t('asset.evidence.none')}</span>;
  return (
    <>
      <Link to="/cases/$caseId" params={{ caseId }} search={{ tab: 'evidence' }}>
        {node.evidence.name ?? t('asset.evidence.record')}
      </Link>
      <span className="block small hash">
        {t('asset.evidence.record')} <code>{node.evidence.recordId}</code>
        {node.evidence.sha256 && (
          <>
            <br />
            SHA-256 <code>{node.evidence.sha256}</code>
          </>
        )}
      </span>
    </>
  );
}

function RelationList({ map, node, onOpen, onRelation }: Of) {
  const { t } = useWords();
  const names = new Map(map.nodes.map((one) => [one.id, one.name]));
  const touching = map.edges.filter(({ from, to }) => from === node.id || to === node.id);
  if (touching.length === 0) return null;
  return (
    <section className="stack">
      <h3>{t('asset.column.relations')}</h3>
      <ul className="asset-relations">
        {touching.map((edge) => {
          const other = edge.from === node.id ? edge.to : edge.from;
          return (
            <li key={edge.id}>
              <p>
                {relationWord(t, edge, node.id, '').trim()}{' '}
                <button type="button" className="press-plain" onClick={() => onOpen(other)}>
                  {names.get(other) ?? other}
                </button>
              </p>
              <p className="small quiet row-2">
                <StatusMark status={edge.status} />
                <span>
                  {edge.source === 'claim' ? t('asset.source.claim') : edge.source} · <AgeOf day={edge.asOf} /> · {edge.confidence} / 100
                </span>
                {onRelation && (
                  <button type="button" className="press-plain" onClick={() => onRelation(edge)}>
                    {t('asset.relation.change')}
                  </button>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Who moved the status, when and why. */
function Moves({ map, node }: Of) {
  const { t } = useWords();
  const moves = map.changes.filter(({ asset }) => asset === node.id);
  if (moves.length === 0) return null;
  return (
    <section className="stack">
      <h3>{t('asset.moves')}</h3>
      <ul className="asset-relations">
        {moves.map((move) => (
          <li key={move.at}>
            <p>
              {t(`asset.status.${move.before}`)} → {t(`asset.status.${move.after}`)}: {move.why}
            </p>
            <p className="small quiet row-2">
              <Moment at={move.at} /> {move.by && <span>{move.by}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How old a source's data is, in the unit a person thinks in. */
export function AgeOf(props: { readonly day: string }) {
  const { t } = useWords();
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(`${props.day.slice(0, 10)}T00:00:00Z`)) / 86_400_000));
  const text =
    days === 0
      ? t('asset.age.today')
      : days < 60
        ? t('asset.age.days', { n: days })
        : days < 730
          ? t('asset.age.months', { n: Math.round(days / 30.4) })
          : t('asset.age.years', { n: Math.round(days / 365.25) });
  return <span>{text}</span>;
}
