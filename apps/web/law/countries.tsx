import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { consultChoices } from '#contract/operations/consult.ts';
import { lawProfile } from '#contract/operations/law.ts';
import { Answer } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { PublicHouse } from './house.tsx';
import type { Profile } from './profile.ts';
import { ProfileView } from './profile-view.tsx';

const here = getRouteApi('/law/countries');

/** Country profiles: what a title from elsewhere is worth there, how long a contract debt lives, how enforcing went. */
export function CountriesPage() {
  const { t, say } = useWords();
  const { code, from } = here.useSearch();
  const navigate = here.useNavigate();
  const choices = useQuery(ask(consultChoices, {}, { staleTime: Number.POSITIVE_INFINITY }));
  const countries = (choices.data?.countries ?? []).filter((one) => one.profile).sort((a, b) => say(a.name).localeCompare(say(b.name)));
  const profile = useQuery({
    ...ask(lawProfile, { body: { code: code ?? '', ...(from ? { from } : {}) } }, { staleTime: 600_000 }),
    enabled: code !== undefined,
  });
  const options = countries.map((one) => (
    <option key={one.code} value={one.code}>
      {say(one.name)} · {one.code}
    </option>
  ));

  return (
    <PublicHouse title={t('country.title')} lead={t('country.lead')}>
      {code === undefined ? (
        <CountryList countries={countries} />
      ) : (
        <>
          <form className="law-picks" aria-label={t('country.choose')} onSubmit={(event) => event.preventDefault()}>
            <label>
              <span className="label">{t('country.debtor')}</span>
              <select className="box" value={code} onChange={(event) => void navigate({ search: (now) => ({ ...now, code: event.target.value }) })}>
                {options.length > 0 ? options : <option value={code}>{code}</option>}
              </select>
            </label>
            <label>
              <span className="label">{t('country.seat')}</span>
              <select
                className="box"
                value={from ?? ''}
                onChange={(event) => void navigate({ search: { code, ...(event.target.value ? { from: event.target.value } : {}) } })}
              >
                <option value="">{t('country.seat.none')}</option>
                {options}
              </select>
            </label>
            <p>
              <Link to="/law/countries" search={{}}>
                {t('country.all')}
              </Link>
            </p>
          </form>
          <Answer of={profile} lines={8}>
            {(value) => <ProfileView of={value.result as Profile} />}
          </Answer>
        </>
      )}
    </PublicHouse>
  );
}

type Named = { readonly code: string; readonly name: { readonly zh: string; readonly en: string } };

function CountryList(props: { readonly countries: readonly Named[] }) {
  const { t, say } = useWords();
  const [wanted, setWanted] = useState('');
  const asked = wanted.trim().toLowerCase();
  const found = props.countries.filter(
    ({ code, name }) => asked === '' || code.toLowerCase() === asked || name.en.toLowerCase().includes(asked) || name.zh.includes(asked),
  );
  return (
    <div className="stack-3">
      <label className="day-box">
        <span className="label">{t('country.find')}</span>
        <input className="box" type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
      </label>
      <p className="sr-only" role="status">
        {t('country.found', { n: found.length })}
      </p>
      <ul className="country-list">
        {found.map((one) => (
          <li key={one.code}>
            <Link to="/law/countries" search={{ code: one.code }}>
              {say(one.name)}
            </Link>{' '}
            <span className="faint small">{one.code}</span>
          </li>
        ))}
      </ul>
      {props.countries.length > 0 && found.length === 0 && <p className="quiet">{t('country.found', { n: 0 })}</p>}
    </div>
  );
}
