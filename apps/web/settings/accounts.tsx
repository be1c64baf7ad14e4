import { Button, Input, Select } from 'antd';
import { useChoices } from '../pieces/choices.ts';
import { Field } from '../pieces/field.tsx';
import { useWords } from '../words/words.tsx';
import type { Settings } from './house.tsx';
import { withText } from './house.tsx';

type Account = Settings['bankAccounts'][number];

/** Where debtors pay to; letters print the account of their currency. */
export function Accounts(props: { readonly of: readonly Account[]; readonly onChange: (accounts: Account[]) => void }) {
  const { t } = useWords();
  const { currencies } = useChoices();
  const change = (at: number, account: Account) => props.onChange(props.of.map((one, index) => (index === at ? account : one)));
  return (
    <section className="section" id="part-accounts" aria-labelledby="accounts-head">
      <div className="section-head">
        <h2 id="accounts-head">{t('settings.accounts')}</h2>
        <span className="small quiet">{t('settings.accounts.how')}</span>
      </div>
      {props.of.map((account, at) => (
        // Accounts have no identity of their own before they are saved.
        // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity
        <div key={at} className="entry">
          <div className="fields">
            <Field label={t('account.holder')}>
              <Input value={account.holder} onChange={(event) => change(at, { ...account, holder: event.target.value })} />
            </Field>
            <Field label={t('claim.currency')} optional>
              <Select
                allowClear
                showSearch
                value={account.currency ?? null}
                options={currencies}
                onChange={(value: string | null | undefined) => change(at, withText(account, 'currency', value ?? ''))}
              />
            </Field>
            <Field label="IBAN" optional>
              <Input value={account.iban ?? ''} onChange={(event) => change(at, withText(account, 'iban', event.target.value))} />
            </Field>
            <Field label={t('account.number')} optional>
              <Input value={account.account ?? ''} onChange={(event) => change(at, withText(account, 'account', event.target.value))} />
            </Field>
            <Field label={t('account.bank')} optional>
              <Input value={account.bank ?? ''} onChange={(event) => change(at, withText(account, 'bank', event.target.value))} />
            </Field>
          </div>
          <button type="button" className="press-plain small" onClick={() => props.onChange(props.of.filter((_, index) => index !== at))}>
            {t('do.remove')}
          </button>
        </div>
      ))}
      <p>
        <Button size="small" onClick={() => props.onChange([...props.of, { holder: '' }])}>
          {t('account.add')}
        </Button>
      </p>
    </section>
  );
}
