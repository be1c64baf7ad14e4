import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { urlOf } from '#contract/client.ts';
import { attachExhibit, downloadExhibit, listExhibits } from '#contract/operations/claims.ts';
import { getBundle, getLogPolicy } from '#contract/operations/evidence.ts';
import type { Exhibit } from '#contract/schemas/case.ts';
import { PaperFactsLine } from '../debtor/paper.tsx';
import { exhibitKinds } from '../filing/choices.ts';
import { Moment } from '../pieces/amount.tsx';
import { Field } from '../pieces/field.tsx';
import { SealMark } from '../pieces/seal.tsx';
import { DropPlace, type Sending, SendingList } from '../pieces/uploads.tsx';
import { Answer, Empty } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { randomKey } from '../server/once.ts';
import { upload } from '../server/upload.ts';
import { useWords } from '../words/words.tsx';
import type { CaseRoom } from './page.tsx';
import { Erase } from './sealed/erase.tsx';
import { Holds } from './sealed/holds.tsx';
import { SealedRecords } from './sealed/records.tsx';
import { maySign, Signatures } from './signatures.tsx';

/** The papers of a case: hashed and sealed as they come in, given back byte for byte. */
export function Evidence(props: CaseRoom) {
  const { t } = useWords();
  const caseId = props.detail.row.id;
  const queries = useQueryClient();
  const exhibits = useQuery(ask(listExhibits, { params: { caseId } }));
  const [kind, setKind] = useState<(typeof exhibitKinds)[number]>('contract');
  const [purpose, setPurpose] = useState('');
  const [sending, setSending] = useState<readonly Sending[]>([]);

  const send = async (one: Sending) => {
    const change = (with_: Partial<Sending>) => setSending((all) => all.map((other) => (other.key === one.key ? { ...other, ...with_ } : other)));
    change({ state: 'sending', progress: 0 });
    try {
      const query = { kind, ...(purpose.trim() ? { purpose: purpose.trim() } : {}) };
      await upload(attachExhibit, { params: { caseId }, query }, one.file, (progress) => change({ progress }));
      setSending((all) => all.filter((other) => other.key !== one.key));
      setPurpose('');
      await queries.invalidateQueries();
    } catch (error) {
      change({ state: 'failed', error: error as Error });
    }
  };
  return (
    <div className="room">
      <Answer of={exhibits}>
        {(value) =>
          value.items.length === 0 ? (
            <Empty title={t('evidence.none')}>
              <p>{t('evidence.none.how')}</p>
            </Empty>
          ) : (
            <ul className="exhibits">
              {value.items.map((exhibit) => (
                <ExhibitRow key={exhibit.id} of={exhibit} />
              ))}
            </ul>
          )
        }
      </Answer>
      <section className="section tight" aria-labelledby="bundle-head">
        <div className="section-head">
          <h2 id="bundle-head">{t('evidence.bundle')}</h2>
        </div>
        <div className="stack-2">
          <p className="quiet">
            {t('evidence.bundle.how')} <Link to="/settings/log">{t('log.title')}</Link>
          </p>
          <p className="row">
            <Button href={urlOf('', getBundle, { params: { caseId } })} download>
              {t('evidence.bundle.download')}
            </Button>
            <Button href="/verifier.html?download" download="verifier.html">
              {t('evidence.verifier')}
            </Button>
            <Button href={urlOf('', getLogPolicy, {})} download="policy.txt">
              {t('evidence.policy')}
            </Button>
          </p>
        </div>
      </section>
      <section className="section tight" aria-labelledby="attach-head">
        <div className="section-head">
          <h2 id="attach-head">{t('evidence.add')}</h2>
        </div>
        <div className="fields attach-fields">
          <Field label={t('exhibit.kind')}>
            <Select value={kind} onChange={setKind} options={exhibitKinds.map((value) => ({ value, label: t(`exhibit.kind.${value}`) }))} />
          </Field>
          <Field label={t('exhibit.purpose')} optional>
            <Input value={purpose} maxLength={500} placeholder={t('exhibit.purpose.how')} onChange={(event) => setPurpose(event.target.value)} />
          </Field>
        </div>
        {kind === 'recording' && (
          <p className="notice attach-fields">
            <span>
              {t('calls.here')}{' '}
              <Link to="/cases/$caseId" params={{ caseId }} search={{ tab: 'calls' }}>
                {t('calls.title')}
              </Link>
            </span>
          </p>
        )}
        <DropPlace
          title={t('filing.papers.drop')}
          hint={t('filing.papers.sealed')}
          onFiles={(files) => {
            const fresh = files.map((file): Sending => ({ key: randomKey(), file, progress: 0, state: 'sending' }));
            setSending((all) => [...all, ...fresh]);
            for (const one of fresh) void send(one);
          }}
        />
        <SendingList
          of={sending}
          retry={(one) => void send(one)}
          remove={(one) => setSending((all) => all.filter((other) => other.key !== one.key))}
        />
      </section>
      <SealedRecords caseId={caseId} />
      <Holds caseId={caseId} />
      <Erase caseId={caseId} number={props.detail.row.number} />
    </div>
  );
}

function ExhibitRow(props: { readonly of: Exhibit }) {
  const { t, bytes } = useWords();
  const { of } = props;
  const [copied, setCopied] = useState(false);
  return (
    <li>
      <div className="grow">
        <p className="row">
          <strong>{of.name}</strong>
          <span className="flag quiet">{t(`exhibit.kind.${of.kind}`)}</span>
        </p>
        {of.purpose && <p>{of.purpose}</p>}
        <PaperFactsLine of={of} />
        <p className="small quiet row-2">
          <span className="num">{bytes(of.bytes)}</span>
          <Moment at={of.addedAt} />
          {of.addedBy && <span>{of.addedBy}</span>}
          <SealMark seal={of.seal} />
        </p>
        <p className="small hash">
          SHA-256 <code>{of.sha256}</code>{' '}
          <button
            type="button"
            className="press-plain"
            onClick={() => {
              void navigator.clipboard?.writeText(of.sha256).then(() => setCopied(true));
            }}
          >
            {copied ? t('do.copied') : t('do.copy')}
          </button>
        </p>
        {maySign(of) && <Signatures of={of} />}
      </div>
      <Button
        href={urlOf('', downloadExhibit, { params: { exhibitId: of.id } })}
        download={of.name}
        aria-label={t('exhibit.download', { name: of.name })}
      >
        {t('do.download')}
      </Button>
    </li>
  );
}
