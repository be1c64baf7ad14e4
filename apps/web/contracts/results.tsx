import type { AnchorSighting, FileVerdict, PageVerdict } from '#contract/operations/contracts.ts';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';

type Sighting = {
  readonly registeredBy: string;
  readonly registeredAt: string;
  readonly grade: 'received' | 'logged' | 'witnessed' | 'anchored';
  readonly logIndex?: number;
  readonly anchors: readonly AnchorSighting[];
};
export type Looked = {
  readonly path: string;
  readonly sha256: string;
  readonly registered: readonly Sighting[];
  readonly pages: readonly { readonly page: number; readonly registered: readonly (Sighting & { readonly page: number })[] }[];
};

const shapes: Record<FileVerdict['verdict'], [Shape, Tone]> = {
  same: ['seal', 'jade'],
  'same-content': ['tick', 'jade'],
  'same-text': ['half', 'ochre'],
  differs: ['cross', 'cinnabar'],
  missing: ['bang', 'ochre'],
  'not-registered': ['open', 'quiet'],
};

/** Each file against one registration, with its pages where they are not all the same. */
export function Compared(props: { readonly of: readonly FileVerdict[] }) {
  const { t } = useWords();
  return (
    <ul className="hashed">
      {props.of.map((verdict) => {
        const [shape, tone] = shapes[verdict.verdict];
        return (
          <li key={verdict.path}>
            <span className="hashed-name">
              {verdict.path}
              {verdict.registeredAs && <span className="small quiet"> {t('contracts.registeredAs', { name: verdict.registeredAs })}</span>}
            </span>
            <Mark shape={shape} tone={tone} title={t(`contracts.verdict.${verdict.verdict}.how`)}>
              {t(`contracts.verdict.${verdict.verdict}`)}
            </Mark>
            <p className="small quiet">{t(`contracts.verdict.${verdict.verdict}.how`)}</p>
            {verdict.pages && verdict.verdict !== 'same-content' && <Pages of={verdict.pages} />}
          </li>
        );
      })}
    </ul>
  );
}

function Pages(props: { readonly of: readonly PageVerdict[] }) {
  const { t, count } = useWords();
  const same = props.of.filter((page) => page.verdict === 'same' && !page.annotations && page.page === page.registeredPage).length;
  const others = props.of.filter((page) => page.verdict !== 'same' || page.annotations || page.page !== page.registeredPage);
  return (
    <ul className="page-verdicts small" aria-label={t('contracts.pageList')}>
      {same > 0 && (
        <li>
          <Mark shape="tick" tone="jade">
            {t('contracts.page.sameMany', { n: count(same) })}
          </Mark>
        </li>
      )}
      {others.map((page) => (
        <li key={`${'page' in page ? page.page : '-'} ${page.verdict} ${'registeredPage' in page ? page.registeredPage : '-'}`}>
          <Mark shape={pageShape(page)[0]} tone={pageShape(page)[1]}>
            {t(`contracts.page.${page.verdict}`, {
              n: 'page' in page ? page.page : 0,
              from: 'registeredPage' in page ? page.registeredPage : 0,
            })}
            {'annotations' in page && page.annotations && <> · {t('contracts.page.annotations')}</>}
          </Mark>
        </li>
      ))}
    </ul>
  );
}

function pageShape(page: PageVerdict): [Shape, Tone] {
  if ('annotations' in page && page.annotations) return ['bang', 'ochre'];
  switch (page.verdict) {
    case 'same':
    case 'moved':
      return ['diamond', 'ink'];
    case 'text-only':
      return ['half', 'ochre'];
    case 'changed':
    case 'removed':
      return ['cross', 'cinnabar'];
    case 'added':
      return ['bang', 'ochre'];
  }
}

/** Who registered these bytes, when, and who outside says so; else which of its pages are registered. */
export function LookedUp(props: { readonly of: readonly Looked[] }) {
  const { t } = useWords();
  return (
    <ul className="hashed">
      {props.of.map((file) => (
        <li key={file.path}>
          <span className="hashed-name">{file.path}</span>
          {file.registered.length > 0 ? (
            <Mark shape="seal" tone="jade">
              {t('contracts.found')}
            </Mark>
          ) : file.pages.length > 0 ? (
            <Mark shape="half" tone="ochre">
              {t('contracts.foundPages', { n: file.pages.length })}
            </Mark>
          ) : (
            <Mark shape="open" tone="quiet">
              {t('contracts.notFound')}
            </Mark>
          )}
          {file.registered.map((each) => (
            <Seen key={`${each.registeredAt}${each.registeredBy}`} of={each} />
          ))}
          {file.registered.length === 0 && file.pages.length === 0 && <p className="small quiet">{t('contracts.notFound.how')}</p>}
          {file.pages.length > 0 && (
            <ul className="page-verdicts small">
              {byRegistration(file.pages).map(({ seen, pairs }) => (
                <li key={`${seen.registeredAt} ${seen.registeredBy} ${seen.logIndex}`}>
                  <p>{pairs.map(([page, from]) => t('contracts.foundPage', { n: page, from })).join(t('contracts.foundPage.and'))}</p>
                  <Seen of={seen} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

type Pairs = { readonly seen: Sighting; readonly pairs: (readonly [page: number, from: number])[] };

/** Pages of one registered file stand together: who and when is said once. */
function byRegistration(pages: Looked['pages']): readonly Pairs[] {
  const groups = new Map<string, Pairs>();
  for (const { page, registered } of pages) {
    for (const each of registered) {
      const key = `${each.registeredAt} ${each.registeredBy} ${each.logIndex}`;
      const group = groups.get(key) ?? { seen: each, pairs: [] };
      group.pairs.push([page, each.page]);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

export function Seen(props: { readonly of: Sighting }) {
  const { t, moment, count } = useWords();
  const { of } = props;
  return (
    <div className="seen small">
      <p>
        {t('contracts.seen', { who: of.registeredBy, at: moment(of.registeredAt) })} · {t(`seal.${of.grade}`)}
        {of.logIndex !== undefined && <span className="num faint"> {t('seal.index', { n: count(of.logIndex) })}</span>}
      </p>
      <Anchors of={of.anchors} />
    </div>
  );
}

/** For every authority the earliest tree that holds the registration; on a chain with its transaction. */
export function Anchors(props: { readonly of: readonly AnchorSighting[] }) {
  const { t, moment, count } = useWords();
  if (props.of.length === 0) return <p className="quiet">{t('contracts.noAnchor')}</p>;
  return (
    <ul className="anchors">
      {props.of.map((anchor) => (
        <li key={`${anchor.kind} ${anchor.authority}`}>
          <Mark shape={anchor.trial ? 'open' : 'seal'} tone={anchor.trial ? 'quiet' : 'jade'}>
            {t(`contracts.anchor.${anchor.kind}`)}
          </Mark>
          <span>
            {t('contracts.anchored', { at: moment(anchor.provenBefore), n: count(anchor.treeSize) })}
            {anchor.trial ? <> · {t('contracts.anchor.trial')}</> : <span className="hashed-sha"> · {anchor.authority}</span>}
          </span>
          {anchor.chain && (
            <span className="hashed-sha">
              {t('contracts.chain', { id: anchor.chain.id })} <code>{anchor.chain.transaction}</code>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
