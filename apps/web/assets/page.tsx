import { useQuery } from '@tanstack/react-query';
import { Button, Tooltip } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { type AssetMapJson, getAssets, screenAssets } from '#contract/operations/assets.ts';
import type { CaseRoom } from '../case/page.tsx';
import { Moment } from '../pieces/amount.tsx';
import { Answer, Empty, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useMay } from '../server/may.ts';
import { useWords } from '../words/words.tsx';
import { AddSheet } from './add.tsx';
import './assets.css';
import { ExportDialog } from './export.tsx';
import { FactsSheet } from './facts.tsx';
import { type AssetFilter, everything, fitting } from './filter.ts';
import { Filters } from './filters.tsx';
import { Findings } from './findings.tsx';
import { AssetGraphView } from './graph.tsx';
import { AssetList, SurroundingsList } from './list.tsx';
import { wayTo } from './paths.ts';
import { StatusDialog } from './status.tsx';
import { WorldView } from './world.tsx';

/** The debtor's surroundings: graph, world, and what to do next; everything from a register stays a clue until a person checks it. */
export function AssetRoom(props: CaseRoom) {
  const caseId = props.detail.row.id;
  const map = useQuery({
    ...ask(getAssets, { params: { caseId } }),
    // Drawing runs by itself after filing and when asked for: the page looks again until it is there.
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data) ? 1_000 : false),
  });
  return (
    <div className="room asset-room">
      <Answer of={map} lines={8}>
        {(value) => <AssetMapView caseId={caseId} debtor={props.detail.row.debtor} map={value} />}
      </Answer>
    </div>
  );
}

const isUnderWay = ({ drawing }: AssetMapJson): boolean => drawing.state === 'asked' || drawing.state === 'drawing';

type Open = { readonly kind: 'facts' | 'status' | 'relation'; readonly id: string } | { readonly kind: 'add' | 'export' };

function AssetMapView(props: { readonly caseId: string; readonly debtor: string; readonly map: AssetMapJson }) {
  const { t } = useWords();
  const { caseId, map } = props;
  const today = new Date().toISOString().slice(0, 10);
  const [filter, setFilter] = useState<AssetFilter>(everything);
  const [open, setOpen] = useState<Open>();
  const calm = useDeferredValue(filter);
  const shown = useMemo(() => fitting(map, calm), [map, calm]);
  const openId = open && 'id' in open ? open.id : undefined;
  const stress = useMemo(() => ({ shown, open: openId, way: openId ? wayTo(map, openId) : [] }), [shown, openId, map]);
  const node = map.nodes.find(({ id }) => id === openId);
  const relation = open?.kind === 'relation' ? namedRelation(map, open.id) : undefined;
  const mayWrite = useMay('claims:write');
  const facts = (id: string) => setOpen({ kind: 'facts', id });
  const shownNodes = useMemo(() => map.nodes.filter(({ id }) => shown.has(id)), [map, shown]);
  const bare = map.nodes.length <= map.roots.length;
  return (
    <>
      <Head caseId={caseId} map={map} mayWrite={mayWrite} onAdd={() => setOpen({ kind: 'add' })} onExport={() => setOpen({ kind: 'export' })} />
      {bare ? (
        <Bare debtor={props.debtor} map={map} />
      ) : (
        <>
          <Filters map={map} filter={filter} shown={shown.size} onChange={setFilter} />
          <div className="asset-pictures">
            <AssetGraphView caseId={caseId} map={map} stress={stress} today={today} onOpen={facts} />
            <div className="stack-3">
              <WorldView nodes={shownNodes} onOpen={facts} onPlace={(among) => setFilter({ ...filter, among })} />
              <Findings map={map} onOpen={facts} />
            </div>
          </div>
          <section className="section" aria-labelledby="asset-list">
            <div className="section-head">
              <h2 id="asset-list">{t('asset.list')}</h2>
              <p className="small quiet">{t('asset.list.order')}</p>
            </div>
            <AssetList map={map} shown={shown} today={today} onOpen={facts} />
            <SurroundingsList map={map} shown={shown} onOpen={facts} />
          </section>
        </>
      )}
      {open?.kind === 'facts' && node && (
        <FactsSheet
          caseId={caseId}
          map={map}
          node={node}
          onClose={() => setOpen(undefined)}
          onOpen={facts}
          {...(mayWrite ? { onRelation: (edge) => setOpen({ kind: 'relation', id: edge.id }) } : {})}
          change={
            <Allowed may={mayWrite} type="primary" onClick={() => setOpen({ kind: 'status', id: node.id })}>
              {t('asset.status.change')}
            </Allowed>
          }
        />
      )}
      {open?.kind === 'status' && node && <StatusDialog caseId={caseId} node={node} onClose={() => setOpen(undefined)} />}
      {relation && <StatusDialog caseId={caseId} node={relation} onClose={() => setOpen(undefined)} />}
      {open?.kind === 'export' && <ExportDialog caseId={caseId} map={map} onClose={() => setOpen(undefined)} />}
      {open?.kind === 'add' && <AddSheet caseId={caseId} map={map} today={today} onClose={() => setOpen(undefined)} onAdded={facts} />}
    </>
  );
}

/** A relation under the names of its ends. */
function namedRelation(map: AssetMapJson, id: string) {
  const edge = map.edges.find((one) => one.id === id);
  const name = (end: string) => map.nodes.find((node) => node.id === end)?.name ?? end;
  return edge && { id, status: edge.status, name: `${name(edge.from)} → ${name(edge.to)}` };
}

/** A button that stays visible and says why it is shut. */
function Allowed(props: {
  readonly may: boolean;
  readonly type?: 'primary';
  readonly loading?: boolean;
  readonly onClick: () => void;
  readonly children: string;
}) {
  const { t } = useWords();
  const { may, onClick, ...rest } = props;
  if (may) return <Button {...rest} onClick={onClick} />;
  return (
    <Tooltip title={t('asset.readOnly')} trigger={['hover', 'focus']}>
      <Button {...rest} aria-disabled className="gate-shut" aria-description={t('asset.readOnly')} />
    </Tooltip>
  );
}

/** When the map was drawn and from what; drawing it again, adding by hand, taking it along. */
function Head(props: {
  readonly caseId: string;
  readonly map: AssetMapJson;
  readonly mayWrite: boolean;
  readonly onAdd: () => void;
  readonly onExport: () => void;
}) {
  const { t, count } = useWords();
  const { caseId, map } = props;
  const params = { caseId };
  const screen = useAct(screenAssets);
  const { screening } = map;
  return (
    <header className="asset-head">
      <div className="grow">
        {isUnderWay(map) && <Progress map={map} />}
        {map.drawing.state === 'failed' && <p className="notice bad small">{t('asset.failed')}</p>}
        {screening && (
          <p className="small quiet">
            {t('asset.drawn')} <Moment at={screening.at} /> ·{' '}
            {t('asset.drawn.size', { nodes: count(map.nodes.length), edges: count(map.edges.length) })} ·{' '}
            {screening.sources.length > 0 ? screening.sources.join(', ') : t('asset.drawn.noSource')}
          </p>
        )}
        {screening?.cut && <p className="small">{t('asset.cut')}</p>}
      </div>
      <div className="row">
        <Allowed may={props.mayWrite} loading={screen.isPending || isUnderWay(map)} onClick={() => screen.mutate({ params })}>
          {t('asset.screen')}
        </Allowed>
        <Button onClick={props.onExport}>{t('asset.export')}</Button>
        <Allowed may={props.mayWrite} type="primary" onClick={props.onAdd}>
          {t('asset.add')}
        </Allowed>
      </div>
      {screen.isError && <Failed error={screen.error} />}
    </header>
  );
}

/** Ring by ring, with what has been found so far. */
function Progress(props: { readonly map: AssetMapJson }) {
  const { t, count } = useWords();
  const { rings, ofRings, found } = props.map.drawing;
  return (
    <p className="small quiet row" role="status">
      <progress value={rings} max={ofRings} aria-label={t('asset.drawing')} />
      {rings > 0 ? t('asset.drawing.ring', { ring: rings, of: ofRings, found: count(found) }) : t('asset.drawing')}
    </p>
  );
}

/** Nothing around the debtor yet: where clues come from. */
function Bare(props: { readonly debtor: string; readonly map: AssetMapJson }) {
  const { t } = useWords();
  return (
    <Empty title={props.map.screening ? t('asset.none', { debtor: props.debtor }) : t('asset.drawing')}>
      <ol className="asset-teach">
        <li>{t('asset.none.register')}</li>
        <li>{t('asset.none.capture')}</li>
        <li>{t('asset.none.hand')}</li>
      </ol>
      <p>{t('asset.none.meaning')}</p>
    </Empty>
  );
}
