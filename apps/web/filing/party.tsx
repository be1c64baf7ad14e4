import { Input, Select } from 'antd';
import { useChoices } from '../pieces/choices.ts';
import { Field } from '../pieces/field.tsx';
import { useWords } from '../words/words.tsx';
import { kinds, schemes, sizes } from './choices.ts';
import type { PartyForm } from './draft.ts';

export function PartyFields(props: {
  readonly title: string;
  readonly at: 'creditor' | 'debtor';
  readonly value: PartyForm;
  readonly onChange: (value: PartyForm) => void;
  readonly errorAt: (path: string) => string | undefined;
}) {
  const { t } = useWords();
  const { countries } = useChoices();
  const { value, errorAt, at } = props;
  const set = (change: Partial<PartyForm>) => props.onChange({ ...value, ...change });
  const known = schemes.some((scheme) => scheme === value.idScheme) || !value.idScheme;
  return (
    <section className="section" aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
      </header>
      <div className="fields">
        <Field label={t('party.name')} error={errorAt(`${at}.name`)} wide>
          <Input value={value.name} onChange={(event) => set({ name: event.target.value })} autoComplete="off" />
        </Field>
        <Field label={t('party.kind')} error={errorAt(`${at}.kind`)}>
          <Select value={value.kind} onChange={(kind) => set({ kind })} options={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))} />
        </Field>
        <Field label={t('party.country')} error={errorAt(`${at}.address.country`)}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={value.country || null}
            onChange={(country: string | undefined) => set({ country: country ?? '' })}
            options={countries}
          />
        </Field>
        <Field label={t('party.size')} optional hint={t('party.size.how')} error={errorAt(`${at}.size`)}>
          <Select
            allowClear
            value={value.size || null}
            onChange={(size: string | undefined) => set({ size: size ?? '' })}
            options={sizes.map((one) => ({ value: one, label: t(`size.${one}`) }))}
          />
        </Field>
        <Field label={t('party.street')} optional error={errorAt(`${at}.address.lines`)}>
          <Input value={value.street} onChange={(event) => set({ street: event.target.value })} autoComplete="off" />
        </Field>
        <Field label={t('party.postcode')} optional error={errorAt(`${at}.address.postcode`)}>
          <Input value={value.postcode} onChange={(event) => set({ postcode: event.target.value })} autoComplete="off" />
        </Field>
        <Field label={t('party.city')} optional error={errorAt(`${at}.address.city`)}>
          <Input value={value.city} onChange={(event) => set({ city: event.target.value })} autoComplete="off" />
        </Field>
        <Field label={t('party.email')} optional error={errorAt(`${at}.contacts`)}>
          <Input type="email" value={value.email} onChange={(event) => set({ email: event.target.value })} autoComplete="off" />
        </Field>
        <Field label={t('party.idScheme')} optional>
          <Select
            allowClear
            value={value.idScheme || null}
            onChange={(idScheme: string | undefined) => set({ idScheme: idScheme ?? '' })}
            options={[
              ...(known ? [] : [{ value: value.idScheme, label: value.idScheme }]),
              ...schemes.map((one) => ({ value: one, label: t(`scheme.${one}`) })),
            ]}
          />
        </Field>
        <Field label={t('party.idValue')} optional error={errorAt(`${at}.identifiers`) ?? errorAt(`${at}.identifiers.0.value`)}>
          <Input value={value.idValue} onChange={(event) => set({ idValue: event.target.value })} autoComplete="off" />
        </Field>
      </div>
    </section>
  );
}
