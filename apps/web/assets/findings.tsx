import type { AssetMapJson } from '#contract/operations/assets.ts';
import { Mark } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';
import { rangeText } from './paths.ts';

/** What the map says in words: what the debtor controls and through whom, what left its hands, who sits together. */
export function Findings(props: { readonly map: AssetMapJson; readonly onOpen: (id: string) => void }) {
  const { t, say } = useWords();
  const { map, onOpen } = props;
  const names = new Map(map.nodes.map((node) => [node.id, node.name]));
  const name = (id: string) => names.get(id) ?? id;
  const nothing = map.controlled.length + map.transfers.length + map.rings.length === 0;
  return (
    <section className="section tight" aria-labelledby="asset-findings">
      <div className="section-head">
        <h2 id="asset-findings">{t('asset.findings')}</h2>
      </div>
      {nothing && <p className="quiet">{t('asset.findings.none')}</p>}
      <ul className="asset-findings">
        {map.transfers.slice(0, 6).map((transfer) => (
          <li key={`${transfer.edge}${transfer.on}`}>
            <Mark shape="bang" tone="cinnabar">
              {t('asset.finding.transfer')}
            </Mark>
            <p>{say(transfer.text)}</p>
            <Open onOpen={onOpen} id={transfer.to} word={name(transfer.to)} />
          </li>
        ))}
        {map.controlled.slice(0, 8).map(({ id, certainty, chain }) => {
          const share = map.holdings.find((one) => one.id === id);
          return (
            <li key={id}>
              <Mark shape={certainty === 'surely' ? 'full' : 'half'}>{t(`asset.finding.${certainty}`)}</Mark>
              <p>
                {chain.map(name).join(' → ')}
                {share && <span className="num"> · {t('asset.way.share', { share: rangeText(share.min, share.max) })}</span>}
              </p>
              <Open onOpen={onOpen} id={id} word={name(id)} />
            </li>
          );
        })}
        {map.rings.slice(0, 6).map((ring) => (
          <li key={`${ring.kind}${ring.by}`}>
            <Mark shape="diamond" tone="ochre">
              {ring.hub ? t('asset.finding.hub') : t(`asset.finding.${ring.kind}`)}
            </Mark>
            <p>
              {ring.hub ? t('asset.ring.hub', { by: name(ring.by), n: ring.members.length }) : ''}
              {ring.hub
                ? ''
                : t(`asset.ring.${ring.kind}`, { by: name(ring.by), members: ring.members.slice(0, 5).map(name).join(', '), n: ring.members.length })}
            </p>
            <Open onOpen={onOpen} id={ring.by} word={name(ring.by)} />
          </li>
        ))}
      </ul>
      {(map.rings.length > 0 || map.transfers.length > 0) && <p className="small quiet">{t('asset.findings.caution')}</p>}
    </section>
  );
}

function Open(props: { readonly id: string; readonly word: string; readonly onOpen: (id: string) => void }) {
  const { t } = useWords();
  return (
    <button type="button" className="press-plain small" onClick={() => props.onOpen(props.id)} aria-label={t('asset.open', { name: props.word })}>
      {t('asset.facts')}
    </button>
  );
}
