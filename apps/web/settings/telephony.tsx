import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber, Popconfirm } from 'antd';
import { useState } from 'react';
import { createCallProvider, listCallProviders, removeCallProvider, rotateCallSecret } from '#contract/operations/calls.ts';
import { Field } from '../pieces/field.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

const overlapHours = 24;
const megabyte = 1_000_000;

/** Telephony providers that may send calls and recordings; a secret is shown once. */
export function Telephony() {
  const { t, moment } = useWords();
  const providers = useQuery(ask(listCallProviders, {}));
  const rotate = useAct(rotateCallSecret);
  const remove = useAct(removeCallProvider);
  const secret = rotate.data?.secret;
  return (
    <section className="section" id="part-telephony" aria-labelledby="telephony-head">
      <div className="section-head">
        <h2 id="telephony-head">{t('settings.telephony')}</h2>
      </div>
      <Answer of={providers}>
        {(value) =>
          value.items.length === 0 ? (
            <p className="quiet">{t('telephony.none')}</p>
          ) : (
            <ul>
              {value.items.map((one) => (
                <li key={one.id} className="entry between">
                  <span className="stack">
                    <strong>{one.name}</strong>
                    <br />
                    <span className="small quiet">
                      {t('telephony.url')} <code className="telephony-url">{one.url}</code>
                      {one.hosts.length > 0 && ` · ${one.hosts.join(' ')}`}
                      {one.previousUntil && ` · ${t('telephony.rotated', { at: moment(one.previousUntil) })}`}
                    </span>
                  </span>
                  <span className="row small">
                    <Popconfirm
                      title={t('telephony.rotate.sure')}
                      okText={t('telephony.rotate')}
                      cancelText={t('do.cancel')}
                      onConfirm={() => rotate.mutate({ params: { providerId: one.id }, body: { overlapHours } })}
                    >
                      <button type="button" className="press-plain">
                        {t('telephony.rotate')}
                        <span className="sr-only"> {one.name}</span>
                      </button>
                    </Popconfirm>
                    <Popconfirm
                      title={t('telephony.remove.sure')}
                      okText={t('telephony.remove')}
                      cancelText={t('do.cancel')}
                      onConfirm={() => remove.mutate({ params: { providerId: one.id } })}
                    >
                      <button type="button" className="press-plain">
                        {t('telephony.remove')}
                        <span className="sr-only"> {one.name}</span>
                      </button>
                    </Popconfirm>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {secret && <Secret of={secret} />}
      {rotate.isError && <Failed error={rotate.error} />}
      {remove.isError && <Failed error={remove.error} />}
      <AddProvider />
    </section>
  );
}

function AddProvider() {
  const { t } = useWords();
  const create = useAct(createCallProvider);
  const [name, setName] = useState('');
  const [hosts, setHosts] = useState('');
  const [privateHosts, setPrivateHosts] = useState(false);
  const [megabytes, setMegabytes] = useState(2_000);
  const [authorization, setAuthorization] = useState('');
  const ready = name.trim() !== '';
  const submit = () =>
    create.mutate({
      body: {
        name: name.trim(),
        hosts: hosts.split(/\s+/).filter((host) => host !== ''),
        privateHosts,
        largestBytes: megabytes * megabyte,
        ...(authorization.trim() ? { authorization: authorization.trim() } : {}),
      },
    });
  return (
    <div className="entry stack-3">
      <h3>{t('telephony.add')}</h3>
      <div className="fields">
        <Field label={t('telephony.name')}>
          <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('telephony.largest')}>
          <InputNumber value={megabytes} min={1} max={20_000} onChange={(value) => setMegabytes(value ?? 2_000)} />
        </Field>
        <Field label={t('telephony.hosts')} hint={t('telephony.hosts.how')} optional wide>
          <Input value={hosts} maxLength={2_000} onChange={(event) => setHosts(event.target.value)} />
        </Field>
        <Field label={t('telephony.authorization')} hint={t('telephony.authorization.how')} optional wide>
          <Input.Password value={authorization} maxLength={2_000} autoComplete="off" onChange={(event) => setAuthorization(event.target.value)} />
        </Field>
      </div>
      <Checkbox checked={privateHosts} onChange={(event) => setPrivateHosts(event.target.checked)}>
        {t('telephony.private')}
      </Checkbox>
      <div className="row">
        <Button disabled={!ready} loading={create.isPending} onClick={submit}>
          {t('telephony.make')}
        </Button>
        {!ready && <span className="small quiet">{t('telephony.need')}</span>}
      </div>
      {create.isError && <Failed error={create.error} />}
      {create.data && <Secret of={create.data.secret} />}
    </div>
  );
}

function Secret(props: { readonly of: string }) {
  const { t } = useWords();
  return (
    <div className="notice good">
      <div className="grow stack">
        <p>{t('telephony.once')}</p>
        <code className="secret">{props.of}</code>
      </div>
    </div>
  );
}
