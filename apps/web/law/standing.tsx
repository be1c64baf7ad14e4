import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';
import { type StandingName, standings } from './topics.ts';

const looks: Record<StandingName, readonly [Shape, Tone]> = {
  verified: ['tick', 'jade'],
  unverified: ['half', 'ochre'],
  blank: ['open', 'cinnabar'],
};

/** Here every rule says how far it is checked, the verified ones too. */
export function Checked(props: { readonly status: string }) {
  const { t } = useWords();
  const known = standings.find((one) => one === props.status);
  if (!known) return <span className="flag">{props.status}</span>;
  const [shape, tone] = looks[known];
  return (
    <Mark shape={shape} tone={tone}>
      <span className="small">{t(`rules.status.${known}`)}</span>
    </Mark>
  );
}

const levels = ['high', 'medium', 'low'] as const;

/** Where it was read and how sure we are of it. */
export function Source(props: { readonly source: string | undefined; readonly confidence: string | undefined; readonly id: string }) {
  const { t } = useWords();
  const level = levels.find((one) => one === props.confidence);
  return (
    <p className="law-source small quiet">
      {props.source && <span>{t('rules.source', { text: props.source })}</span>}
      {level && <span>{t(`rules.confidence.${level}`)}</span>}
      <code>{props.id}</code>
    </p>
  );
}
