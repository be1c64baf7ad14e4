import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { urlOf } from '#contract/client.ts';
import { approveMessage, cancelMessage, getMessagePdf } from '#contract/operations/letters.ts';
import type { Message } from '#contract/schemas/case.ts';
import { channelWord } from '../case/law.tsx';
import { DemoFlag } from '../cases/standing.tsx';
import { Amount, Day, Moment } from '../pieces/amount.tsx';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { SealMark } from '../pieces/seal.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { DispatchDialog, RejectDialog } from './dialogs.tsx';
import './outbox.css';

const stateShape: Record<Message['state'], [Shape, Tone]> = {
  'awaiting-approval': ['half', 'ochre'],
  approved: ['tick', 'ink'],
  sending: ['half', 'ink'],
  sent: ['tick', 'jade'],
  'in-outbox': ['full', 'ink'],
  rejected: ['cross', 'cinnabar'],
  cancelled: ['bar', 'quiet'],
  blocked: ['bang', 'cinnabar'],
  failed: ['bang', 'cinnabar'],
};

export function StateMark(props: { readonly state: Message['state'] }) {
  const { t } = useWords();
  const [shape, tone] = stateShape[props.state];
  return (
    <Mark shape={shape} tone={tone}>
      <strong>{t(`message.${props.state}`)}</strong>
    </Mark>
  );
}

/** One letter: what it says, where it stands and why, and what may be done with it. */
export function MessageRow(props: { readonly of: Message; readonly inCase?: boolean }) {
  const { t, say } = useWords();
  const { of } = props;
  return (
    <li className="message" id={`message-${of.id}`}>
      <div className="grow stack">
        <p className="row-2 small">
          <StateMark state={of.state} />
          <span className="quiet">
            {t(`letter.${of.kind}`)} · {channelWord(of.channel, t)} · {of.locale === 'en' ? t('letters.en') : t('letters.zh')}
          </span>
          <DemoFlag demo={of.demo} />
        </p>
        <p className="message-subject">
          {of.subject} <span className="quiet">→ {of.to}</span>
        </p>
        {of.stateReason && <p className={of.state === 'blocked' || of.state === 'failed' ? 'pressing' : 'quiet'}>{say(of.stateReason)}</p>}
        {of.state === 'approved' && !of.stateReason && <p className="quiet">{t('message.approved.how')}</p>}
        <p className="row-2 small quiet">
          {!props.inCase && (
            <Link to="/cases/$caseId" params={{ caseId: of.caseId }} className="num">
              {of.caseNumber}
            </Link>
          )}
          {of.totalDemanded && of.currency && <Amount amount={of.totalDemanded} currency={of.currency} />}
          {of.payBy && (
            <span>
              {t('message.payBy')} <Day on={of.payBy} />
            </span>
          )}
          {of.address && <span className="message-address">{of.address}</span>}
        </p>
        <p className="row-2 small quiet">
          <span>
            {t('message.made')} {of.madeBy ?? ''} <Moment at={of.madeAt} />
          </span>
          {of.decidedAt && (
            <span>
              {t('message.decided')} {of.decidedBy ?? ''} <Moment at={of.decidedAt} />
            </span>
          )}
          {of.sentAt && (
            <span>
              {t('message.sentAt')} <Moment at={of.sentAt} />
            </span>
          )}
          {of.seal && <SealMark seal={of.seal} />}
        </p>
      </div>
      <MessageActions of={of} />
    </li>
  );
}

function MessageActions(props: { readonly of: Message }) {
  const { t } = useWords();
  const { of } = props;
  const params = { messageId: of.id };
  const [open, setOpen] = useState<'reject' | 'dispatch'>();
  const approve = useAct(approveMessage);
  const cancel = useAct(cancelMessage);
  const waiting = of.state === 'awaiting-approval';
  return (
    <div className="message-actions">
      {waiting && (
        <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate({ params, body: {} })}>
          {t('message.approve')}
        </Button>
      )}
      <Button href={urlOf('', getMessagePdf, { params })} target="_blank" rel="noreferrer" aria-label={t('message.pdfOf', { subject: of.subject })}>
        PDF
      </Button>
      {of.state === 'in-outbox' && <Button onClick={() => setOpen('dispatch')}>{t('message.dispatch')}</Button>}
      {waiting && <Button onClick={() => setOpen('reject')}>{t('message.reject')}</Button>}
      {(waiting || of.state === 'in-outbox' || of.state === 'approved' || of.state === 'failed') && (
        <Button type="text" loading={cancel.isPending} onClick={() => cancel.mutate({ params, body: {} })}>
          {t('message.cancel')}
        </Button>
      )}
      {approve.isError && <Failed error={approve.error} />}
      {cancel.isError && <Failed error={cancel.error} />}
      {open === 'reject' && <RejectDialog messageId={of.id} onClose={() => setOpen(undefined)} />}
      {open === 'dispatch' && <DispatchDialog messageId={of.id} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
