import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { listPasskeys, removePasskey } from '#contract/operations/people.ts';
import { makePasskey } from '../entry/passkey.ts';
import { Moment } from '../pieces/amount.tsx';
import { Field } from '../pieces/field.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

export function Passkeys() {
  const { t } = useWords();
  const queries = useQueryClient();
  const passkeys = useQuery(ask(listPasskeys, {}));
  const remove = useAct(removePasskey);
  const [label, setLabel] = useState('');
  const make = useMutation({
    mutationFn: () => makePasskey(label.trim() || t('passkey.unnamed')),
    onSuccess: () => {
      setLabel('');
      return queries.invalidateQueries();
    },
  });
  return (
    <section className="section" id="part-passkeys" aria-labelledby="passkeys-head">
      <div className="section-head">
        <h2 id="passkeys-head">{t('settings.passkeys')}</h2>
        <span className="small quiet">{t('settings.passkeys.how')}</span>
      </div>
      <Answer of={passkeys} lines={2}>
        {(value) =>
          value.items.length === 0 ? (
            <p className="quiet">{t('passkey.none')}</p>
          ) : (
            <ul>
              {value.items.map((one) => (
                <li key={one.id} className="entry between">
                  <span>
                    <strong>{one.label}</strong>{' '}
                    <span className="small quiet">
                      <Moment at={one.createdAt} />
                    </span>
                  </span>
                  <button type="button" className="press-plain small" onClick={() => remove.mutate({ params: { id: one.id } })}>
                    {t('do.remove')}
                    <span className="sr-only"> {one.label}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {remove.isError && <Failed error={remove.error} />}
      <div className="entry stack">
        <Field label={t('passkey.label')} optional>
          <Input value={label} maxLength={100} onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <Button loading={make.isPending} onClick={() => make.mutate()}>
          {t('passkey.make')}
        </Button>
        {make.isError && <Failed error={make.error} />}
      </div>
    </section>
  );
}
