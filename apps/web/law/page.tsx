import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Output } from '#contract/operation.ts';
import { consultChoices } from '#contract/operations/consult.ts';
import { listRules } from '#contract/operations/law.ts';
import { Empty, Failed, Waiting } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { PublicHouse } from './house.tsx';
import { RuleCard } from './rule.tsx';
import { SeriesCard } from './series.tsx';
import { standings, topicsIn, topicWord } from './topics.ts';

export type Law = Output<typeof listRules>;
export type Rule = Law['rules'][number];
export type Series = Law['series'][number];

const here = getRouteApi('/law');

/** Every rule and every series the engine counts with, one jurisdiction or two side by side. */
export function LawPage() {
  const { t, say } = useWords();
  const { place = 'CN', beside, topic, status } = here.useSearch();
  const navigate = here.useNavigate();
  const choose = (change: Partial<Record<'place' | 'beside' | 'topic' | 'status', string>>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const choices = useQuery(ask(consultChoices, {}, { staleTime: Number.POSITIVE_INFINITY }));
  const jurisdictions = choices.data?.jurisdictions ?? [];
  const first = useQuery(ask(listRules, { query: { jurisdiction: place } }, { staleTime: 600_000 }));
  const second = useQuery({ ...ask(listRules, { query: { jurisdiction: beside ?? place } }, { staleTime: 600_000 }), enabled: beside !== undefined });
  const shown = [first, ...(beside ? [second] : [])];
  const laws = shown.flatMap((query) => (query.data ? [query.data] : []));
  const failed = shown.find((query) => query.isError);
  const pick = (of: Law) => pickFrom(of, topic, status);

  return (
    <PublicHouse title={t('rules.title')} lead={t('rules.lead')}>
      <form className="law-picks" aria-label={t('rules.choose')} onSubmit={(event) => event.preventDefault()}>
        <label>
          <span className="label">{t('rules.place')}</span>
          <select className="box" value={place} onChange={(event) => choose({ place: event.target.value })}>
            {jurisdictions.length === 0 && <option value={place}>{place}</option>}
            {jurisdictions.map((one) => (
              <option key={one.code} value={one.code}>
                {say(one.name)} · {one.code}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="label">{t('rules.beside')}</span>
          <select className="box" value={beside ?? ''} onChange={(event) => choose({ beside: event.target.value })}>
            <option value="">{t('rules.beside.none')}</option>
            {jurisdictions
              .filter((one) => one.code !== place)
              .map((one) => (
                <option key={one.code} value={one.code}>
                  {say(one.name)} · {one.code}
                </option>
              ))}
          </select>
        </label>
        <label>
          <span className="label">{t('rules.topic')}</span>
          <select className="box" value={topic ?? ''} onChange={(event) => choose({ topic: event.target.value })}>
            <option value="">{t('rules.topic.all')}</option>
            {topicsIn(laws).map((one) => (
              <option key={one} value={one}>
                {topicWord(one, t)}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="law-status">
          <legend className="label">{t('rules.status')}</legend>
          <div className="chips">
            {(['', ...standings] as const).map((one) => (
              <button key={one} type="button" className="chip" aria-pressed={(status ?? '') === one} onClick={() => choose({ status: one })}>
                {one === '' ? t('rules.status.all') : t(`rules.status.${one}`)} <span className="num">{countOf(laws, one)}</span>
              </button>
            ))}
          </div>
        </fieldset>
      </form>
      {failed?.error && <Failed error={failed.error} retry={() => void failed.refetch()} />}
      {shown.some((query) => query.isPending) && <Waiting lines={8} />}
      {laws.length === shown.length && <Compared laws={laws.map(pick)} all={laws} topic={topic} />}
    </PublicHouse>
  );
}

const countOf = (laws: readonly Law[], status: string): number =>
  laws.flatMap((law) => [...law.rules, ...law.series]).filter((one) => status === '' || bears(one, status)).length;

/** A verified rule with an unverified exception is found under both. */
const bears = (one: Rule | Series, status: string): boolean =>
  [one, ...('exceptions' in one ? [...one.exceptions, ...one.alternatives] : [])].some(({ citation }) => citation.status === status);

const pickFrom = (law: Law, topic: string | undefined, status: string | undefined): Law => ({
  ...law,
  rules: law.rules.filter((rule) => (!topic || rule.topic === topic) && (!status || bears(rule, status))),
  series: law.series.filter((one) => (!topic || topic === 'series') && (!status || bears(one, status))),
});

/** Topic by topic, a column for each place; on a phone the columns follow one another and each says whose it is. */
function Compared(props: { readonly laws: readonly Law[]; readonly all: readonly Law[]; readonly topic: string | undefined }) {
  const { t } = useWords();
  const { laws } = props;
  const two = laws.length > 1;
  const nameOf = namesIn(props.all);
  return (
    <div className="law-all">
      <div className="law-columns" data-columns={laws.length}>
        {laws.map((law) => (
          <PlaceHead key={law.jurisdiction} law={law} />
        ))}
      </div>
      {topicsIn(laws).length === 0 && <Empty title={t('rules.none')}>{t('rules.none.how')}</Empty>}
      {topicsIn(laws).map((topic) => (
        <section key={topic} className="section law-topic" aria-labelledby={`topic-${topic}`}>
          <header>
            <h2 id={`topic-${topic}`}>{topicWord(topic, t)}</h2>
          </header>
          <div className="law-columns" data-columns={laws.length}>
            {laws.map((law) => (
              <Column key={law.jurisdiction} law={law} topic={topic} named={two} nameOf={nameOf} />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

function PlaceHead(props: { readonly law: Law }) {
  const { t, say } = useWords();
  const { law } = props;
  return (
    <div>
      <p className="law-place">{say(law.name)}</p>
      <p className="small quiet">
        {t('rules.counts', { rules: law.rules.length, series: law.series.length })}
        {law.parent && (
          <>
            {' · '}
            <Link to="/law" search={(before) => ({ ...before, place: law.parent?.code ?? 'CN' })}>
              {t('rules.parent', { name: say(law.parent.name) })}
            </Link>
          </>
        )}
      </p>
    </div>
  );
}

type NameOf = (id: string, say: (text: { zh: string; en: string }) => string) => string;

function Column(props: { readonly law: Law; readonly topic: string; readonly named: boolean; readonly nameOf: NameOf }) {
  const { t, say } = useWords();
  const { law, topic } = props;
  const nameOf = (id: string) => props.nameOf(id, say);
  const rules = law.rules.filter((rule) => rule.topic === topic);
  const series = topic === 'series' ? law.series : [];
  return (
    <div className="law-column">
      {props.named && <p className="law-whose small quiet">{say(law.name)}</p>}
      {rules.map((rule) => (
        <RuleCard key={rule.id} rule={rule} nameOf={nameOf} />
      ))}
      {series.map((one) => (
        <SeriesCard key={one.id} series={one} />
      ))}
      {rules.length + series.length === 0 && <p className="quiet">{t('rules.column.none')}</p>}
    </div>
  );
}

/** Titles of rules and series by id; an id that stands in another jurisdiction's folder stays an id. */
function namesIn(laws: readonly Law[]): NameOf {
  const titles = new Map(laws.flatMap((law) => [...law.rules, ...law.series]).map((one) => [one.id, one.title]));
  return (id, say) => {
    const title = titles.get(id);
    return title ? say(title) : id;
  };
}
