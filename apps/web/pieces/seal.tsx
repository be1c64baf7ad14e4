import type { Exhibit } from '#contract/schemas/case.ts';
import { useWords } from '../words/words.tsx';
import { Mark } from './mark.tsx';

type Seal = NonNullable<Exhibit['seal']>;

/** How far the sealed record has come: received, logged, witnessed, anchored. */
export function SealMark(props: { readonly seal: Seal | undefined }) {
  const { t, count } = useWords();
  if (!props.seal) {
    return (
      <Mark shape="open" tone="quiet">
        {t('seal.none')}
      </Mark>
    );
  }
  const { grade, index } = props.seal;
  return (
    <Mark shape="seal" tone={grade === 'received' ? 'quiet' : 'jade'} title={t(`seal.${grade}.how`)}>
      {t(`seal.${grade}`)}
      {index !== undefined && <span className="num faint small">{t('seal.index', { n: count(index) })}</span>}
    </Mark>
  );
}
