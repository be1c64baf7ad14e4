import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { type Scope, scopes } from '#contract/operation.ts';
import { createKey, listKeys, revokeKey } from '#contract/operations/people.ts';
import { Moment } from '../pieces/amount.tsx';
import { Field } from '../pieces/field.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

/** Keys for programs; a key's secret is shown once. */
export function Keys() {
  const { t } = useWords();
  const keys = useQuery(ask(listKeys, {}));
  const revoke = useAct(revokeKey);
  const create = useAct(createKey);
  const [name, setName] = useState('');
  const [held, setHeld] = useState<readonly Scope[]>(['claims:read', 'claims:write']);
  const ready = name.trim() !== '' && held.length > 0;
  return (
    <section className="section" id="part-keys" aria-labelledby="keys-head">
      <div className="section-head">
        <h2 id="keys-head">{t('settings.keys')}</h2>
        <a href="/v1/openapi.json" className="small">
          OpenAPI
        </a>
      </div>
      <Answer of={keys}>
        {(value) =>
          value.items.length === 0 ? (
            <p className="quiet">{t('keys.none')}</p>
          ) : (
            <ul>
              {value.items.map((one) => (
                <li key={one.id} className="entry between">
                  <span className="stack">
                    <span>
                      <strong>{one.name}</strong> <code>{one.prefix}…</code>
                    </span>
                    <br />
                    <span className="small quiet">
                      {one.scopes.join(', ')} · {one.lastUsedAt ? <Moment at={one.lastUsedAt} /> : t('keys.unused')}
                    </span>
                  </span>
                  {one.revokedAt ? (
                    <span className="small quiet">{t('keys.revoked')}</span>
                  ) : (
                    <Popconfirm
                      title={t('keys.revoke.sure')}
                      okText={t('keys.revoke')}
                      cancelText={t('do.cancel')}
                      onConfirm={() => revoke.mutate({ params: { id: one.id } })}
                    >
                      <button type="button" className="press-plain small">
                        {t('keys.revoke')}
                        <span className="sr-only"> {one.name}</span>
                      </button>
                    </Popconfirm>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {revoke.isError && <Failed error={revoke.error} />}
      <div className="entry stack">
        <Field label={t('keys.name')}>
          <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </Field>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would box the line */}
        <div role="group" aria-label={t('keys.scopes')}>
          <Checkbox.Group
            value={[...held]}
            onChange={(value) => setHeld(scopes.filter((scope) => value.includes(scope)))}
            options={scopes.map((value) => ({ value, label: value }))}
          />
        </div>
        <div className="row">
          <Button disabled={!ready} loading={create.isPending} onClick={() => create.mutate({ body: { name: name.trim(), scopes: [...held] } })}>
            {t('keys.make')}
          </Button>
          {!ready && <span className="small quiet">{t('keys.need')}</span>}
        </div>
        {create.isError && <Failed error={create.error} />}
        {create.data && (
          <div className="notice good">
            <div className="grow stack">
              <p>{t('keys.once')}</p>
              <code className="secret">{create.data.secret}</code>
            </div>
          </div>
        )}
      </div>
    </section>
  );
}
