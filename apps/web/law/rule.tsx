import type { CitationJson } from '#contract/schemas/basics.ts';
import { Cite } from '../pieces/citation.tsx';
import { useWords } from '../words/words.tsx';
import type { Rule } from './page.tsx';
import { isKnown, pairsOf } from './rule-value.ts';
import { Checked, Source } from './standing.tsx';
import { conditionsIn, inWords } from './value-words.ts';

type NameOf = (id: string) => string;
type Version = Rule['values'][number];

/** One rule: its values over time, for whom, exceptions and other readings, article, status, source. */
export function RuleCard(props: { readonly rule: Rule; readonly nameOf: NameOf }) {
  const { t, say } = useWords();
  const { rule, nameOf } = props;
  return (
    <article className="law-rule" aria-labelledby={rule.id} data-status={rule.citation.status}>
      <div className="law-main">
        <div className="between">
          <h3 id={rule.id}>{say(rule.title)}</h3>
          <Checked status={rule.citation.status} />
        </div>
        <Conditions when={rule.when} nameOf={nameOf} />
        <Versions values={rule.values} nameOf={nameOf} undated={t('rules.undated')} />
        {rule.note && <p className="quiet">{say(rule.note)}</p>}
        <Article of={rule.citation} />
        <Source source={rule.source} confidence={rule.confidence} id={rule.id} />
      </div>
      {rule.exceptions.length > 0 && (
        <div className="law-exceptions">
          <h4>{t('rules.exceptions')}</h4>
          {rule.exceptions.map((one) => (
            <div key={one.id} className="law-exception">
              <div className="between">
                <Conditions when={one.when} nameOf={nameOf} title={one.title ? say(one.title) : undefined} />
                <Checked status={one.citation.status} />
              </div>
              <Versions values={one.values} nameOf={nameOf} />
              {one.note && <p className="quiet">{say(one.note)}</p>}
              <Article of={one.citation} />
              <Source source={one.source} confidence={one.confidence} id={one.id} />
              <Readings of={one.alternatives} nameOf={nameOf} />
            </div>
          ))}
        </div>
      )}
      <Readings of={rule.alternatives} nameOf={nameOf} />
    </article>
  );
}

function Readings(props: { readonly of: Rule['alternatives']; readonly nameOf: NameOf }) {
  const { t, say } = useWords();
  if (props.of.length === 0) return null;
  return (
    <div className="law-exceptions">
      <h4>{t('law.alternatives')}</h4>
      {props.of.map((one) => (
        <div key={one.label.en} className="law-exception">
          <div className="between">
            <strong>{say(one.label)}</strong>
            <Checked status={one.citation.status} />
          </div>
          <Versions values={one.values} nameOf={props.nameOf} />
          <Article of={one.citation} />
        </div>
      ))}
    </div>
  );
}

/** The status stands beside the heading already; here only instrument, article and note. */
function Article(props: { readonly of: CitationJson }) {
  return (
    <p>
      <Cite of={{ ...props.of, status: 'verified' }} />
    </p>
  );
}

function Conditions(props: {
  readonly when: Readonly<Record<string, unknown>> | undefined;
  readonly nameOf: NameOf;
  readonly title?: string | undefined;
}) {
  const words = useWords();
  const conditions = conditionsIn(props.when, { ...words, nameOf: props.nameOf });
  const text = [props.title, conditions.length > 0 ? words.t('rules.for', { text: conditions.join(words.t('value.comma')) }) : undefined].filter(
    Boolean,
  );
  return text.length > 0 ? <p className="law-when">{text.join(' · ')}</p> : null;
}

/** One value plainly; several as dated rows, the one in force today marked. */
function Versions(props: { readonly values: readonly Version[]; readonly nameOf: NameOf; readonly undated?: string }) {
  const { t, day } = useWords();
  const { values, nameOf } = props;
  const [only] = values;
  const today = new Date().toISOString().slice(0, 10);
  if (values.length === 1 && only) {
    const dated = only.from ? t('rules.since', { day: day(only.from) }) : only.to ? undefined : props.undated;
    const ended = only.to ? t('rules.until', { day: day(only.to) }) : undefined;
    const span = [dated, ended].filter(Boolean).join(t('value.comma'));
    return (
      <>
        <Value of={only.value} nameOf={nameOf} />
        {span && <p className="small quiet num">{span}</p>}
      </>
    );
  }
  return (
    <ol className="law-versions">
      {[...values].reverse().map((one) => {
        const inForce = (one.from ?? '') <= today && today <= (one.to ?? '9999');
        return (
          <li key={`${one.from ?? ''}${one.to ?? ''}`} data-now={inForce}>
            <p className="small quiet num">
              {one.from ? t('rules.since', { day: day(one.from) }) : ''}
              {one.from && one.to ? t('value.comma') : ''}
              {one.to ? t('rules.until', { day: day(one.to) }) : ''} {inForce && <span className="flag">{t('rules.inForce')}</span>}
            </p>
            <Value of={one.value} nameOf={nameOf} />
          </li>
        );
      })}
    </ol>
  );
}

function Value(props: { readonly of: unknown; readonly nameOf: NameOf }) {
  const words = useWords();
  const { of } = props;
  if (!isKnown(of)) {
    return (
      <dl className="law-pairs">
        {pairsOf(of).map(([key, text]) => (
          <div key={key}>
            <dt className="mono">{key}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    );
  }
  const said = inWords(of, { ...words, nameOf: props.nameOf });
  return (
    <>
      <p className="law-value">{said.head}</p>
      {said.lines.length > 0 && (
        <ul className="law-lines">
          {said.lines.map((line, at) => (
            // Lines are an unchanging list; two bands may read alike.
            // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity
            <li key={at}>
              {line.text} {line.citation && <Cite of={line.citation} />}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
