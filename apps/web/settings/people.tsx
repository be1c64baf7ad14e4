import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { changeRoles, invitePerson, listPeople, removePerson } from '#contract/operations/people.ts';
import { Moment } from '../pieces/amount.tsx';
import { Field } from '../pieces/field.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

const roles = ['creditor', 'operator', 'partner', 'auditor', 'admin'] as const;
type Role = (typeof roles)[number];
type Person = Output<typeof listPeople>['items'][number];

export function People() {
  const { t } = useWords();
  const people = useQuery(ask(listPeople, {}));
  return (
    <section className="section" id="part-people" aria-labelledby="people-head">
      <div className="section-head">
        <h2 id="people-head">{t('settings.people')}</h2>
        <span className="small quiet">{t('settings.people.how')}</span>
      </div>
      <Answer of={people}>
        {(value) => (
          <ul>
            {value.items.map((one) => (
              <PersonRow key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Answer>
      <Invite />
    </section>
  );
}

function RoleBoxes(props: { readonly value: readonly Role[]; readonly onChange: (roles: Role[]) => void; readonly label: string }) {
  const { t } = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would box the line
    <div role="group" aria-label={props.label}>
      <Checkbox.Group
        value={[...props.value]}
        onChange={(value) => props.onChange(roles.filter((role) => value.includes(role)))}
        options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
      />
    </div>
  );
}

function PersonRow(props: { readonly of: Person }) {
  const { t } = useWords();
  const { of } = props;
  const [held, setHeld] = useState<readonly Role[]>(of.roles);
  const change = useAct(changeRoles);
  const remove = useAct(removePerson);
  const same = held.length === of.roles.length && held.every((role) => of.roles.includes(role));
  return (
    <li className="entry stack">
      <div className="between">
        <span>
          <strong>{of.name}</strong> <span className="quiet">{of.email}</span>
        </span>
        <Popconfirm
          title={t('people.remove.sure', { name: of.name })}
          okText={t('do.remove')}
          cancelText={t('do.cancel')}
          onConfirm={() => remove.mutate({ params: { id: of.id } })}
        >
          <button type="button" className="press-plain small">
            {t('do.remove')}
            <span className="sr-only"> {of.name}</span>
          </button>
        </Popconfirm>
      </div>
      <RoleBoxes value={held} onChange={setHeld} label={t('people.rolesOf', { name: of.name })} />
      {!same && (
        <Button
          size="small"
          disabled={held.length === 0}
          loading={change.isPending}
          onClick={() => change.mutate({ params: { id: of.id }, body: { roles: [...held] } })}
        >
          {t('people.saveRoles')}
        </Button>
      )}
      {change.isError && <Failed error={change.error} />}
      {remove.isError && <Failed error={remove.error} />}
    </li>
  );
}

/** The invitation link is shown, not mailed: it works with no SMTP. */
function Invite() {
  const { t } = useWords();
  const { message } = App.useApp();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [held, setHeld] = useState<readonly Role[]>(['creditor']);
  const invite = useAct(invitePerson, () => {
    void message.success(t('people.invited'));
    setEmail('');
    setName('');
  });
  const ready = email.includes('@') && name.trim() !== '' && held.length > 0;
  return (
    <div className="entry stack">
      <h3>{t('people.invite')}</h3>
      <div className="fields">
        <Field label={t('people.name')}>
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('signIn.email')}>
          <Input type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
      </div>
      <RoleBoxes value={held} onChange={setHeld} label={t('people.roles')} />
      <div className="row">
        <Button
          disabled={!ready}
          loading={invite.isPending}
          onClick={() => invite.mutate({ body: { email: email.trim(), name: name.trim(), roles: [...held] } })}
        >
          {t('people.makeLink')}
        </Button>
        {!ready && <span className="small quiet">{t('people.need')}</span>}
      </div>
      {invite.isError && <Failed error={invite.error} />}
      {invite.data && (
        <div className="notice good">
          <div className="grow stack">
            <p>
              {t('people.link')} <Moment at={invite.data.expiresAt} />
            </p>
            <code className="secret">{invite.data.link}</code>
          </div>
        </div>
      )}
    </div>
  );
}
