import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { checkContract, listContracts, type Registration, registerContract } from '#contract/operations/contracts.ts';
import { Moment } from '../pieces/amount.tsx';
import { DayInput, Field } from '../pieces/field.tsx';
import { Mark } from '../pieces/mark.tsx';
import { Empty, Failed, Waiting } from '../server/answer.tsx';
import { client, keyOf, useAct } from '../server/client.ts';
import { useOnce } from '../server/once.ts';
import { useTitle, useWords } from '../words/words.tsx';
import './contracts.css';
import { HashPlace } from './drop.tsx';
import type { Mark as FileMark } from './fingerprint.ts';
import { Anchors, Compared, LookedUp } from './results.tsx';

/** Contracts fixed at signing: register, list, and later say whether a file, a page or a folder is still the same. */
export function ContractsPage() {
  const { t } = useWords();
  useTitle(t('nav.contracts'));
  const [against, setAgainst] = useState<string>();
  const list = useInfiniteQuery({
    queryKey: keyOf(listContracts, {}),
    queryFn: ({ pageParam, signal }) => client.call(listContracts, { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page narrow">
      <div className="page-head">
        <div>
          <h1>{t('nav.contracts')}</h1>
          <p>
            {t('contracts.lead')} <Link to="/contracts/look-up">{t('contracts.public')}</Link>
          </p>
        </div>
      </div>
      <div className="stack-3">
        <Register />
        <Check items={items} against={against} choose={setAgainst} />
        <section className="section" aria-labelledby="registered-head">
          <div className="section-head">
            <h2 id="registered-head">{t('contracts.registered')}</h2>
          </div>
          {list.isPending ? (
            <Waiting />
          ) : list.isError ? (
            <Failed error={list.error} retry={() => void list.refetch()} />
          ) : items.length === 0 ? (
            <Empty title={t('contracts.none')}>
              <p>{t('contracts.none.how')}</p>
            </Empty>
          ) : (
            <ul className="registrations">
              {items.map((one) => (
                <Registered
                  key={one.registrationId}
                  of={one}
                  check={() => {
                    setAgainst(one.registrationId);
                    document.getElementById('check-head')?.scrollIntoView({ block: 'start' });
                  }}
                />
              ))}
            </ul>
          )}
          {list.hasNextPage && (
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('contracts.more')}
            </Button>
          )}
        </section>
      </div>
    </div>
  );
}

function Register() {
  const { t, count } = useWords();
  const [marks, setMarks] = useState<readonly FileMark[]>([]);
  const [signedAt, setSignedAt] = useState<string>();
  const [note, setNote] = useState('');
  const [place, setPlace] = useState(0);
  const once = useOnce();
  const register = useAct(registerContract, () => {
    setMarks([]);
    setNote('');
    setSignedAt(undefined);
    setPlace((n) => n + 1);
  });
  const body = { files: marks.map((mark) => ({ ...mark })), ...(signedAt ? { signedAt } : {}), ...(note.trim() ? { note: note.trim() } : {}) };
  return (
    <section className="section tight" aria-labelledby="register-head">
      <div className="section-head">
        <h2 id="register-head">{t('contracts.register')}</h2>
      </div>
      <HashPlace key={place} title={t('contracts.register.drop')} hint={t('contracts.register.how')} onMarks={setMarks} />
      {register.isSuccess && marks.length === 0 && (
        <p role="status">
          <Mark shape="seal" tone="jade">
            {t('contracts.register.done', { n: count(register.data.files.length) })}
          </Mark>
        </p>
      )}
      {marks.length > 0 && (
        <div className="stack-2">
          <div className="fields">
            <Field label={t('contracts.signedAt')} hint={t('contracts.signedAt.how')} optional>
              <DayInput value={signedAt} onChange={setSignedAt} />
            </Field>
            <Field label={t('contracts.note')} optional>
              <Input value={note} maxLength={1000} placeholder={t('contracts.note.how')} onChange={(event) => setNote(event.target.value)} />
            </Field>
          </div>
          {register.isError && <Failed error={register.error} />}
          <Button type="primary" loading={register.isPending} onClick={() => register.mutate({ body, idempotencyKey: once(body) })}>
            {t('contracts.register.act', { n: count(marks.length) })}
          </Button>
        </div>
      )}
    </section>
  );
}

function Check(props: {
  readonly items: readonly Registration[];
  readonly against: string | undefined;
  readonly choose: (id: string | undefined) => void;
}) {
  const { t, day } = useWords();
  const [marks, setMarks] = useState<readonly FileMark[]>([]);
  const { against } = props;
  const check = useMutation({
    mutationFn: (asked: { readonly marks: readonly FileMark[]; readonly against: string | undefined }) =>
      client.call(checkContract, {
        body: {
          files: asked.marks.map(({ path, sha256, pages }) => ({ path, sha256, ...(pages ? { pages } : {}) })),
          ...(asked.against ? { registrationId: asked.against } : {}),
        },
      }),
  });
  const ask = (found: readonly FileMark[], id: string | undefined) => found.length > 0 && check.mutate({ marks: found, against: id });
  return (
    <section className="section tight" aria-labelledby="check-head">
      <div className="section-head">
        <h2 id="check-head">{t('contracts.check')}</h2>
      </div>
      <div className="fields attach-fields">
        <Field label={t('contracts.against')} wide>
          <Select
            allowClear
            value={against ?? null}
            placeholder={t('contracts.against.all')}
            onChange={(id: string | null) => {
              props.choose(id ?? undefined);
              ask(marks, id ?? undefined);
            }}
            options={props.items.map((one) => ({
              value: one.registrationId,
              label: `${day(one.registeredAt.slice(0, 10))} · ${one.files.map(({ path }) => path).join(', ')}`.slice(0, 120),
            }))}
          />
        </Field>
      </div>
      <HashPlace
        title={t('contracts.check.drop')}
        hint={t('contracts.check.how')}
        onMarks={(found) => {
          setMarks(found);
          ask(found, against);
        }}
      />
      {check.isPending && <Waiting lines={2} />}
      {check.isError && <Failed error={check.error} retry={() => ask(marks, against)} />}
      {check.data && (
        <div className="stack-2" role="status">
          {check.data.comparison && <Compared of={check.data.comparison} />}
          <h3>{t('contracts.sightings')}</h3>
          <LookedUp of={check.data.files} />
        </div>
      )}
    </section>
  );
}

function Registered(props: { readonly of: Registration; readonly check: () => void }) {
  const { t, day, count, bytes } = useWords();
  const { of } = props;
  return (
    <li>
      <div className="between">
        <span className="row-2">
          <Mark shape="seal" tone={of.grade === 'received' ? 'quiet' : 'jade'} title={t(`seal.${of.grade}.how`)}>
            {t(`seal.${of.grade}`)}
          </Mark>
          <Moment at={of.registeredAt} />
          {of.signedAt && <span className="small quiet">{t('contracts.signed', { day: day(of.signedAt.slice(0, 10)) })}</span>}
          {of.caseId && (
            <Link to="/cases/$caseId" params={{ caseId: of.caseId }} search={{ tab: 'evidence' }}>
              {t('contracts.case')}
            </Link>
          )}
        </span>
        <button type="button" className="press-plain" onClick={props.check}>
          {t('contracts.checkThis')}
        </button>
      </div>
      {of.note && <p>{of.note}</p>}
      <ul className="small">
        {of.files.map((file) => (
          <li key={file.path} className="row">
            <span>{file.path}</span>
            <span className="quiet num">{bytes(file.size)}</span>
            {file.pages !== undefined && <span className="quiet">{t('contracts.pages', { n: count(file.pages) })}</span>}
          </li>
        ))}
      </ul>
      <div className="small">
        <Anchors of={of.anchors} />
      </div>
    </li>
  );
}
