import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { consultChoices } from '#contract/operations/consult.ts';
import { Cite, Standing } from '../pieces/citation.tsx';
import { Mark } from '../pieces/mark.tsx';
import { ask } from '../server/client.ts';
import { useWords, type Words } from '../words/words.tsx';
import { conventions, type Enforcing, type Membership, type Profile, type ProfileRoute } from './profile.ts';

/** One country: facts, conventions, limitation, routes to a title, and the historical figures of enforcing a contract. */
export function ProfileView(props: { readonly of: Profile }) {
  const { t, say, locale } = useWords();
  const { of } = props;
  const choices = useQuery(ask(consultChoices, {}, { staleTime: Number.POSITIVE_INFINITY }));
  const rules = (choices.data?.jurisdictions ?? []).filter((one) => one.code === of.code || one.code.startsWith(`${of.code}-`));
  const tag = locale === 'en' ? 'en-GB' : 'zh-CN';
  return (
    <div className="stack-3">
      <div className="between">
        <h2 className="law-place">{say(of.name)}</h2>
        <span className="row-2 small">
          {rules.slice(0, 1).map((one) => (
            <Link key={one.code} to="/law" search={{ place: one.code }}>
              {t('country.rules', { name: say(one.name) })}
            </Link>
          ))}
          <Link to="/law/contact" search={{ place: of.code }}>
            {t('country.contact')}
          </Link>
        </span>
      </div>
      <div className="law-two">
        <Part title={t('country.facts')}>
          <dl className="law-facts">
            <dt>{t('country.currencies')}</dt>
            <dd>{of.currencies.map((code) => named(tag, 'currency', code)).join(t('value.comma'))}</dd>
            <dt>{t('country.languages')}</dt>
            <dd>{of.languages.map((code) => named(tag, 'language', code)).join(t('value.comma'))}</dd>
            <dt>{t('country.limitation')}</dt>
            <dd>
              {of.limitation.years !== undefined && (
                <strong>{t(of.limitation.years === 1 ? 'value.years.one' : 'value.years', { n: of.limitation.years })} </strong>
              )}
              {of.limitation.basis ?? (of.limitation.ask ? say(of.limitation.ask) : '')} <Standing status={of.limitation.status} />
            </dd>
          </dl>
          {of.note && (
            <p className="small quiet" lang="en">
              {of.note}
            </p>
          )}
        </Part>
        <Part title={t('country.conventions')}>
          <dl className="law-facts">
            {conventions.map((name) => (
              <ConventionRow key={name} name={t(`convention.${name}`)} of={of.conventions[name]} />
            ))}
          </dl>
          <p>
            <Cite of={of.conventions.citation} />
          </p>
        </Part>
      </div>
      <div className="law-two">
        {of.routesFrom && (
          <Routes title={t('country.routes', { seat: seatName(of.routesFrom.seat, choices.data?.countries ?? [], say) })} of={of.routesFrom.routes} />
        )}
        <Routes title={t('country.routes.china')} of={of.routes.fromChina} />
        <Routes title={t('country.routes.union')} of={of.routes.fromEuropeanUnion} />
      </div>
      {of.enforcing && <Figures of={of.enforcing} />}
    </div>
  );
}

const seatName = (code: string, countries: readonly { code: string; name: { zh: string; en: string } }[], say: Words['say']): string => {
  const found = countries.find((one) => one.code === code);
  return found ? say(found.name) : code;
};

const named = (tag: string, type: 'currency' | 'language', code: string): string => {
  try {
    return new Intl.DisplayNames([tag], { type }).of(code) ?? code;
  } catch {
    return code;
  }
};

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="section stack">
      <header>
        <h3>{props.title}</h3>
      </header>
      {props.children}
    </section>
  );
}

function ConventionRow(props: { readonly name: string; readonly of: Membership | null }) {
  const { t, country, day } = useWords();
  const { of } = props;
  const since = of?.since === undefined ? '' : typeof of.since === 'number' ? String(of.since) : day(of.since);
  return (
    <>
      <dt>{props.name}</dt>
      <dd>
        {of === null ? (
          <Mark shape="open" tone="ochre">
            {t('convention.unknown')}
          </Mark>
        ) : of.party ? (
          <Mark shape="tick" tone="jade">
            {since ? t('convention.since', { since }) : t('convention.party')}
          </Mark>
        ) : (
          <Mark shape="bar" tone="quiet">
            {t('convention.none')}
          </Mark>
        )}
        {of?.through && <span className="small quiet"> {t('convention.through', { name: country(of.through) })}</span>}
        {of?.party && of.seen === false && (
          <>
            {' '}
            <Standing status="unverified" />
          </>
        )}
      </dd>
    </>
  );
}

const kinds = ['award', 'judgment', 'order-for-payment', 'service', 'papers'] as const;

function Routes(props: { readonly title: string; readonly of: readonly ProfileRoute[] }) {
  const { t, say } = useWords();
  return (
    <Part title={props.title}>
      <ul className="law-routes">
        {props.of.map((one) => {
          const kind = kinds.find((name) => name === one.kind);
          return (
            <li key={`${one.kind}${one.text.en}`} className="stack">
              <div className="between">
                <span className="route-kind">{kind ? t(`title.${kind}`) : one.kind}</span>
                <Mark
                  shape={one.open === 'yes' ? 'tick' : one.open === 'no' ? 'cross' : 'half'}
                  tone={one.open === 'yes' ? 'jade' : one.open === 'no' ? 'cinnabar' : 'ochre'}
                >
                  {t(`title.open.${one.open}`)}
                </Mark>
              </div>
              <p>{say(one.text)}</p>
              <Cite of={one.citation} />
              {one.ask.length > 0 && (
                <ul className="law-lines small" aria-label={t('title.ask')}>
                  {one.ask.map((question) => (
                    <li key={question.en}>{say(question)}</li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

/** Old and of a discontinued report: said above the figures, not below them. */
function Figures(props: { readonly of: Enforcing }) {
  const { t, say, count } = useWords();
  const { of } = props;
  const days = (['filing', 'trial', 'enforcement'] as const).flatMap((part) => {
    const n = of.parts[part];
    return n === undefined ? [] : [t(`enforcing.days.${part}`, { n: count(n) })];
  });
  const cost = (['attorney', 'court', 'enforcement'] as const).map((part) => t(`enforcing.cost.${part}`, { n: of.costParts[part] }));
  return (
    <Part title={t('enforcing.title')}>
      <div className="notice warn">
        <div>
          <p>{say(of.label)}</p>
          {of.dataDoubted && <p>{t('enforcing.doubted')}</p>}
        </div>
      </div>
      <dl className="law-facts">
        <dt>{t('enforcing.time')}</dt>
        <dd>
          <strong className="num">{t('value.days', { n: count(of.days) })}</strong> <span className="small quiet">{days.join(t('value.comma'))}</span>
        </dd>
        <dt>{t('enforcing.cost')}</dt>
        <dd>
          <strong className="num">{t('enforcing.ofClaim', { n: of.costPercent })}</strong>{' '}
          <span className="small quiet">{cost.join(t('value.comma'))}</span>
        </dd>
        <dt>{t('enforcing.quality')}</dt>
        <dd>
          <strong className="num">{of.quality}</strong> <span className="small quiet">{t('enforcing.quality.of')}</span>
        </dd>
        {of.insolvency && (
          <>
            <dt>{t('enforcing.insolvency')}</dt>
            <dd>
              <strong className="num">{t('enforcing.recovery', { n: of.insolvency.recoveryCents })}</strong>{' '}
              {of.insolvency.years && <span className="small quiet">{t('enforcing.years', { n: of.insolvency.years })}</span>}
            </dd>
          </>
        )}
      </dl>
      <p>
        <Cite of={of.citation} />
      </p>
    </Part>
  );
}
