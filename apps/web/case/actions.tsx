import { App, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { assessCase, closeCase, recordEvent, reopenCase, setOverlay } from '#contract/operations/cases.ts';
import { type CaseDetail, closeCodes, overlays } from '#contract/schemas/case.ts';
import { Field } from '../pieces/field.tsx';
import { Gate } from '../pieces/gate.tsx';
import { CardDialog } from '../pieces/sheet.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useOnce } from '../server/once.ts';
import { useWords } from '../words/words.tsx';
import { type EventKind, eventKinds } from './limitation.tsx';

type Open = 'event' | 'overlay' | 'close' | 'reopen';

/** What else a person may do with the case; each asks for its reason, and a closing can be taken back. */
export function CaseActions(props: { readonly detail: CaseDetail }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState<Open>();
  const { detail } = props;
  const params = { caseId: detail.row.id };
  const assess = useAct(assessCase, () => void message.success(t('case.assessed')));
  const closed = detail.row.stage === 'closed';
  const undo = useAct(reopenCase, () => void message.success(t('case.reopened')));
  const offerUndo = () => {
    setOpen(undefined);
    const key = `closed-${params.caseId}`;
    // A closing can be taken back where it was made, for as long as a person would notice the slip.
    void message.open({
      key,
      duration: 12,
      type: 'success',
      content: (
        <span>
          {t('case.closed')}{' '}
          <button
            type="button"
            className="press-plain"
            onClick={() => {
              message.destroy(key);
              undo.mutate({ params, body: { reason: t('case.undo.reason') } });
            }}
          >
            {t('do.undo')}
          </button>
        </span>
      ),
    });
  };
  return (
    <div className="row">
      <Gate actions={detail.actions} action="assess" size="small" loading={assess.isPending} onClick={() => assess.mutate({ params })}>
        {t('case.assess')}
      </Gate>
      <Gate actions={detail.actions} action="record-event" size="small" onClick={() => setOpen('event')}>
        {t('case.event')}
      </Gate>
      <Gate actions={detail.actions} action="set-overlay" size="small" onClick={() => setOpen('overlay')}>
        {t('case.overlay')}
      </Gate>
      {closed ? (
        <Gate actions={detail.actions} action="reopen" size="small" onClick={() => setOpen('reopen')}>
          {t('case.reopen')}
        </Gate>
      ) : (
        <Gate actions={detail.actions} action="close" size="small" onClick={() => setOpen('close')}>
          {t('case.close')}
        </Gate>
      )}
      {assess.isError && <Failed error={assess.error} />}
      {open === 'event' && <EventDialog caseId={params.caseId} onClose={() => setOpen(undefined)} />}
      {open === 'overlay' && <OverlayDialog detail={detail} onClose={() => setOpen(undefined)} />}
      {open === 'close' && <CloseDialog caseId={params.caseId} onClose={() => setOpen(undefined)} onClosed={offerUndo} />}
      {undo.isError && <Failed error={undo.error} />}
      {open === 'reopen' && <ReopenDialog caseId={params.caseId} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

type DialogOf = { readonly caseId: string; readonly onClose: () => void };

function Foot(props: {
  readonly onClose: () => void;
  readonly pending: boolean;
  readonly ready: boolean;
  readonly why: string;
  readonly onDo: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <>
      {!props.ready && <span className="small quiet grow">{props.why}</span>}
      <Button onClick={props.onClose}>{t('do.cancel')}</Button>
      <Button type="primary" loading={props.pending} disabled={!props.ready} onClick={props.onDo}>
        {props.children}
      </Button>
    </>
  );
}

function EventDialog(props: DialogOf) {
  const { t } = useWords();
  const [on, setOn] = useState<string>();
  const [kind, setKind] = useState<EventKind>('demand-received');
  const [proof, setProof] = useState('');
  const keyFor = useOnce();
  const act = useAct(recordEvent, props.onClose);
  const send = () => {
    if (!on) return;
    const body = { on, kind, ...(proof.trim() ? { proof: proof.trim() } : {}) };
    act.mutate({ params: { caseId: props.caseId }, body, idempotencyKey: keyFor(body) });
  };
  return (
    <CardDialog
      title={t('case.event')}
      onClose={props.onClose}
      foot={
        <Foot onClose={props.onClose} pending={act.isPending} ready={on !== undefined} why={t('event.needDay')} onDo={send}>
          {t('do.save')}
        </Foot>
      }
    >
      <div className="stack-2">
        <p className="quiet">{t('case.event.how')}</p>
        <Field label={t('event.kind')}>
          <Pick value={kind} onPick={setKind} options={eventKinds.map((value) => [value, t(`event.${value}`)])} />
        </Field>
        <Field label={t('event.on')}>
          <input className="box" type="date" value={on ?? ''} onChange={(event) => setOn(event.target.value || undefined)} />
        </Field>
        <Field label={t('event.proof')} optional>
          <Input value={proof} maxLength={500} onChange={(event) => setProof(event.target.value)} />
        </Field>
        {act.isError && <Failed error={act.error} />}
      </div>
    </CardDialog>
  );
}

/** The browser's own list: a native dialog lies above every pop-up drawn by the page. */
function Pick<T extends string>(props: {
  readonly id?: string;
  readonly value: T | undefined;
  readonly onPick: (value: T) => void;
  readonly options: readonly (readonly [T, string])[];
}) {
  const { t } = useWords();
  return (
    <select
      id={props.id}
      className="box"
      value={props.value ?? ''}
      onChange={(event) => {
        const found = props.options.find(([value]) => value === event.target.value);
        if (found) props.onPick(found[0]);
      }}
    >
      {props.value === undefined && <option value="">{t('form.choose')}</option>}
      {props.options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function OverlayDialog(props: { readonly detail: CaseDetail; readonly onClose: () => void }) {
  const { t } = useWords();
  const { row } = props.detail;
  const [overlay, setChosen] = useState<(typeof overlays)[number]>(row.overlays[0] ?? 'disputed');
  const [reason, setReason] = useState('');
  const on = !row.overlays.includes(overlay);
  const act = useAct(setOverlay, props.onClose);
  return (
    <CardDialog
      title={t('case.overlay')}
      onClose={props.onClose}
      foot={
        <Foot
          onClose={props.onClose}
          pending={act.isPending}
          ready={reason.trim() !== ''}
          why={t('form.needReason')}
          onDo={() => act.mutate({ params: { caseId: row.id }, body: { overlay, on, reason: reason.trim() } })}
        >
          {on ? t('overlay.set') : t('overlay.unset')}
        </Foot>
      }
    >
      <div className="stack-2">
        <p className="quiet">{t('case.overlay.how')}</p>
        <Field label={t('overlay.which')}>
          <Pick
            value={overlay}
            onPick={setChosen}
            options={overlays.map((value) => [value, `${t(`overlay.${value}`)}${row.overlays.includes(value) ? ` · ${t('overlay.isSet')}` : ''}`])}
          />
        </Field>
        <Field label={t('form.reason')}>
          <Input.TextArea rows={3} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {act.isError && <Failed error={act.error} />}
      </div>
    </CardDialog>
  );
}

function CloseDialog(props: DialogOf & { readonly onClosed: () => void }) {
  const { t } = useWords();
  const [code, setCode] = useState<(typeof closeCodes)[number]>();
  const [reason, setReason] = useState('');
  const act = useAct(closeCase, props.onClosed);
  const ready = code !== undefined && reason.trim() !== '';
  return (
    <CardDialog
      title={t('case.close')}
      onClose={props.onClose}
      foot={
        <Foot
          onClose={props.onClose}
          pending={act.isPending}
          ready={ready}
          why={t('close.need')}
          onDo={() => code && act.mutate({ params: { caseId: props.caseId }, body: { code, reason: reason.trim() } })}
        >
          {t('case.close')}
        </Foot>
      }
    >
      <div className="stack-2">
        <p className="quiet">{t('case.close.how')}</p>
        <Field label={t('close.code')}>
          <Pick value={code} onPick={setCode} options={closeCodes.map((value) => [value, t(`close.${value}`)])} />
        </Field>
        <Field label={t('form.reason')}>
          <Input.TextArea rows={3} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {act.isError && <Failed error={act.error} />}
      </div>
    </CardDialog>
  );
}

function ReopenDialog(props: DialogOf) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const act = useAct(reopenCase, props.onClose);
  return (
    <CardDialog
      title={t('case.reopen')}
      onClose={props.onClose}
      foot={
        <Foot
          onClose={props.onClose}
          pending={act.isPending}
          ready={reason.trim() !== ''}
          why={t('form.needReason')}
          onDo={() => act.mutate({ params: { caseId: props.caseId }, body: { reason: reason.trim() } })}
        >
          {t('case.reopen')}
        </Foot>
      }
    >
      <div className="stack-2">
        <Field label={t('form.reason')}>
          <Input.TextArea rows={3} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {act.isError && <Failed error={act.error} />}
      </div>
    </CardDialog>
  );
}
