import { useWords } from '../words/words.tsx';
import { Choose } from './choose.tsx';
import { type ContactForm, channels, consents, outcomes, type Past, purposes, recipients, sectors, states } from './contact-question.ts';

/** What else may open or shut the way: who is reached and why, what the person said, earlier contacts. */
export function Circumstances(props: { readonly form: ContactForm; readonly onChange: (part: Partial<ContactForm>) => void }) {
  const { t } = useWords();
  const { form, onChange } = props;
  return (
    <details className="stack-2">
      <summary>{t('may.more')}</summary>
      <div className="law-fields">
        <Choose
          label={t('may.recipient')}
          value={form.recipient}
          of={recipients}
          word={(one) => t(`may.recipient.${one}`)}
          onChange={(recipient) => onChange({ recipient })}
        />
        <Choose
          label={t('may.purpose')}
          value={form.purpose}
          of={purposes}
          word={(one) => t(`may.purpose.${one}`)}
          onChange={(purpose) => onChange({ purpose })}
        />
        <Choose
          label={t('may.sector')}
          value={form.sector}
          of={['', ...sectors] as const}
          word={(one) => (one === '' ? t('may.sector.unsaid') : t(`may.sector.${one}`))}
          onChange={(sector) => onChange({ sector })}
        />
      </div>
      <Ticks
        legend={t('may.states')}
        of={states}
        chosen={form.states}
        word={(one) => t(`may.state.${one}`)}
        onChange={(chosen) => onChange({ states: chosen })}
      />
      <Ticks
        legend={t('may.consents')}
        of={consents}
        chosen={form.consents}
        word={(one) => t(`may.consent.${one}`)}
        onChange={(chosen) => onChange({ consents: chosen })}
      />
      <History of={form.history} onChange={(history) => onChange({ history })} />
    </details>
  );
}

function Ticks<T extends string>(props: {
  readonly legend: string;
  readonly of: readonly T[];
  readonly chosen: readonly T[];
  readonly word: (one: T) => string;
  readonly onChange: (chosen: readonly T[]) => void;
}) {
  return (
    <fieldset>
      <legend className="label">{props.legend}</legend>
      <div className="law-checks">
        {props.of.map((one) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={props.chosen.includes(one)}
              onChange={(event) => props.onChange(event.target.checked ? [...props.chosen, one] : props.chosen.filter((other) => other !== one))}
            />
            <span>{props.word(one)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function History(props: { readonly of: readonly Past[]; readonly onChange: (history: readonly Past[]) => void }) {
  const { t } = useWords();
  const set = (at: number, part: Partial<Past>) => props.onChange(props.of.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="stack">
      <legend className="label">{t('may.history')}</legend>
      {props.of.map((past, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: contacts are told by their place while they are written
        <div key={at} className="law-fields">
          <label>
            <span className="label">{t('may.history.at')}</span>
            <input className="box" type="datetime-local" required value={past.at} onChange={(event) => set(at, { at: event.target.value })} />
          </label>
          <Choose
            label={t('may.channel')}
            value={past.channel}
            of={channels}
            word={(one) => t(`may.channel.${one}`)}
            onChange={(channel) => set(at, { channel })}
          />
          <Choose
            label={t('may.outcome')}
            value={past.outcome}
            of={outcomes}
            word={(one) => t(`may.outcome.${one}`)}
            onChange={(outcome) => set(at, { outcome })}
          />
          <p>
            <button type="button" className="press-plain" onClick={() => props.onChange(props.of.filter((_, index) => index !== at))}>
              {t('do.remove')}
            </button>
          </p>
        </div>
      ))}
      <p>
        <button type="button" className="press" onClick={() => props.onChange([...props.of, { at: '', channel: 'call', outcome: 'unanswered' }])}>
          {t('may.history.add')}
        </button>
      </p>
    </fieldset>
  );
}
