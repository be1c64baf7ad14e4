import type { CheckJson } from '#contract/schemas/assessment.ts';
import { VerdictMark } from '../cases/standing.tsx';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';

/** Each check: verdict, reasons, and which outside sources answered, how, and how old the answer is. */
export function Checks(props: { readonly of: readonly CheckJson[] }) {
  const { t } = useWords();
  return (
    <div className="checks">
      {props.of.map((check) => (
        <article key={check.kind} className="check">
          <header>
            <h3>{t(`check.${check.kind}.question`)}</h3>
            <VerdictMark verdict={check.verdict} />
          </header>
          <Reasons check={check} />
          {check.coverage.length > 0 && (
            <ul className="sources" aria-label={t('check.sources')}>
              {check.coverage.map((one) => (
                <Source key={`${one.source}${one.kind}`} of={one} />
              ))}
            </ul>
          )}
        </article>
      ))}
    </div>
  );
}

const severityShape: Record<CheckJson['reasons'][number]['severity'], [Shape, Tone]> = {
  good: ['tick', 'jade'],
  info: ['open', 'quiet'],
  warning: ['bang', 'ochre'],
  error: ['cross', 'cinnabar'],
};

function Reasons(props: { readonly check: CheckJson }) {
  const { t, say } = useWords();
  if (props.check.reasons.length === 0) return <p className="quiet small">{t('check.noReasons')}</p>;
  return (
    <ul className="reasons">
      {props.check.reasons.map((reason) => {
        const [shape, tone] = severityShape[reason.severity];
        return (
          <li key={`${reason.code}${reason.text.en}`}>
            <Mark shape={shape} tone={tone}>
              <span className="sr-only">{t(`severity.${reason.severity}`)}: </span>
            </Mark>
            <span>
              {say(reason.text)}
              <Ground reason={reason} check={props.check} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Where a reason stands on, unless the sentence or the list of sources says so already; a hash is cut to be recognised. */
function Ground(props: { readonly reason: CheckJson['reasons'][number]; readonly check: CheckJson }) {
  const { say } = useWords();
  const { evidence, text } = props.reason;
  const listed = props.check.coverage.some((one) => one.source.en === evidence?.source || one.source.zh === evidence?.source);
  const said = say(text);
  const parts = [listed ? undefined : evidence?.source, evidence?.detail?.replace(/[0-9a-f]{40,}/g, (hash) => `${hash.slice(0, 12)}…`)];
  const shown = parts.filter(
    (part) => part && !saidAlready(said, part) && !props.check.coverage.some((one) => one.why?.en === part || one.why?.zh === part),
  );
  return shown.length === 0 ? null : <span className="small faint"> {shown.join(' ')}</span>;
}

/** A figure that the sentence gives in its own words needs no second showing. */
function saidAlready(said: string, part: string): boolean {
  const numbers = part.match(/\d[\d.,]*/g) ?? [];
  return said.includes(part) || (numbers.length > 0 && /^(\w{3} )?[\d.,]+( \w+)?$/.test(part) && numbers.every((one) => said.includes(one)));
}

const coverageShape: Record<CheckJson['coverage'][number]['kind'], [Shape, Tone]> = {
  found: ['full', 'jade'],
  'not-found': ['open', 'quiet'],
  'not-covered': ['bar', 'quiet'],
  'source-failed': ['cross', 'cinnabar'],
};

function Source(props: { readonly of: CheckJson['coverage'][number] }) {
  const { t, day, say } = useWords();
  const { of } = props;
  const [shape, tone] = coverageShape[of.kind];
  return (
    <li>
      <Mark shape={shape} tone={tone}>
        {t(`coverage.${of.kind}`)}
      </Mark>
      <span className="quiet">
        {say(of.source)}
        {of.asOf && <span className="num"> · {t('coverage.asOf', { day: day(of.asOf) })}</span>}
        {of.ageDays !== undefined && of.ageDays > 0 && <span className="num"> · {t('debtor.age', { n: of.ageDays })}</span>}
        {of.stale && <StaleMark />}
        {of.why && ` · ${say(of.why)}`}
      </span>
    </li>
  );
}

/** An answer older than the check trusts: it still counts, and says so. */
export function StaleMark() {
  const { t } = useWords();
  return (
    <>
      {' '}
      <Mark shape="half" tone="ochre">
        {t('coverage.stale')}
      </Mark>
    </>
  );
}
