import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { consultChoices } from '#contract/operations/consult.ts';
import { lawContact } from '#contract/operations/law.ts';
import { Failed } from '../server/answer.tsx';
import { ask, client } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { Choose } from './choose.tsx';
import { Circumstances } from './circumstances.tsx';
import { type ContactAnswer, ContactVerdict } from './contact-answer.tsx';
import { type ContactForm, channels, debtorKinds, emptyForm, questionFrom, senders } from './contact-question.ts';
import { PublicHouse } from './house.tsx';

const here = getRouteApi('/law/contact');

/** "May I contact this person, by this channel, now?" decided by the stricter of both places; nothing is stored. */
export function MayContactPage() {
  const { t } = useWords();
  const { place = 'CN' } = here.useSearch();
  const [form, setForm] = useState<ContactForm>(() => emptyForm(place));
  const change = (part: Partial<ContactForm>) => {
    setForm((now) => ({ ...now, ...part }));
    decide.reset();
  };
  const decide = useMutation({
    mutationFn: async () => {
      const question = questionFrom(form, new Date());
      const { result } = await client.call(lawContact, { body: question });
      return { answer: result as ContactAnswer, instant: String(question.instant) };
    },
  });
  const verdict = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (decide.data) verdict.current?.focus();
  }, [decide.data]);

  return (
    <PublicHouse title={t('may.title')} lead={t('may.lead')} narrow>
      <form
        className="law-form"
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate();
        }}
      >
        <div className="law-fields">
          <Choose
            label={t('may.channel')}
            value={form.channel}
            of={channels}
            word={(one) => t(`may.channel.${one}`)}
            onChange={(channel) => change({ channel })}
          />
          <Choose
            label={t('may.debtor')}
            value={form.debtor}
            of={debtorKinds}
            word={(one) => t(`may.debtor.${one}`)}
            onChange={(debtor) => change({ debtor })}
          />
          <Choose
            label={t('may.sender')}
            value={form.sender}
            of={senders}
            word={(one) => t(`may.sender.${one}`)}
            onChange={(sender) => change({ sender })}
          />
        </div>
        <div className="law-places">
          <Place
            label={t('may.place')}
            country={form.place}
            region={form.region}
            onCountry={(one) => change({ place: one, region: '' })}
            onRegion={(region) => change({ region })}
          />
          <Place
            label={t('may.from')}
            country={form.from}
            region={form.fromRegion}
            onCountry={(one) => change({ from: one, fromRegion: '' })}
            onRegion={(fromRegion) => change({ fromRegion })}
          />
        </div>
        <div className="law-fields">
          <label>
            <span className="label">{t('may.at')}</span>
            <input className="box" type="datetime-local" value={form.at} onChange={(event) => change({ at: event.target.value })} />
            <span className="small quiet">{t('may.at.how', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</span>
          </label>
        </div>
        <Circumstances form={form} onChange={change} />
        <p>
          <button type="submit" className="press main big" disabled={decide.isPending}>
            {decide.isPending ? t('state.loading') : t('may.ask')}
          </button>
        </p>
      </form>
      <div ref={verdict} tabIndex={-1} className="verdict-place">
        {decide.isError && <Failed error={decide.error} retry={() => decide.mutate()} />}
        {decide.data && <ContactVerdict of={decide.data.answer} instant={decide.data.instant} />}
      </div>
    </PublicHouse>
  );
}

/** A country and, where it has them, its state or province: law and clock may hang on it. */
function Place(props: {
  readonly label: string;
  readonly country: string;
  readonly region: string;
  readonly onCountry: (code: string) => void;
  readonly onRegion: (code: string) => void;
}) {
  const { t, say } = useWords();
  const id = useId();
  const choices = useQuery(ask(consultChoices, {}, { staleTime: Number.POSITIVE_INFINITY }));
  const countries = choices.data?.countries ?? [];
  const regions = (choices.data?.jurisdictions ?? []).filter((one) => one.code.startsWith(`${props.country}-`));
  return (
    <>
      <label>
        <span className="label">{props.label}</span>
        <select className="box" value={props.country} onChange={(event) => props.onCountry(event.target.value)}>
          {countries.length === 0 && <option value={props.country}>{props.country}</option>}
          {countries.map((one) => (
            <option key={one.code} value={one.code}>
              {say(one.name)} · {one.code}
            </option>
          ))}
        </select>
      </label>
      <div>
        <label className="label" htmlFor={id}>
          {t('may.region')} <span className="sr-only">({props.label})</span>
        </label>
        <input
          id={id}
          className="box"
          list={`${id}-list`}
          maxLength={3}
          pattern="[A-Za-z0-9]{1,3}"
          title={t('may.region.how')}
          placeholder={t('may.region.how')}
          value={props.region}
          onChange={(event) => props.onRegion(event.target.value)}
        />
        <datalist id={`${id}-list`}>
          {regions.map((one) => (
            <option key={one.code} value={one.code.slice(3)}>
              {say(one.name)}
            </option>
          ))}
        </datalist>
      </div>
    </>
  );
}
