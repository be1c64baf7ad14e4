import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { type LogStandingJson, rotateLog } from '#contract/operations/evidence.ts';
import { Field } from '../pieces/field.tsx';
import { Mark } from '../pieces/mark.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useMay } from '../server/may.ts';
import { useWords } from '../words/words.tsx';

type OneLog = LogStandingJson['logs'][number];

/** The way to a new log: what it is for, and why it cannot be had where it cannot. */
export function Begin(props: {
  readonly closing: OneLog;
  readonly standing: LogStandingJson;
  readonly under: boolean;
  readonly onAsked: () => void;
}) {
  const { t } = useWords();
  const may = useMay('evidence:erase');
  const [open, setOpen] = useState(false);
  const { organisations } = props.standing;
  const why = props.under ? 'log.begin.under' : organisations > 1 ? 'log.begin.shared' : may ? undefined : 'log.begin.may';
  return (
    <section className="section" aria-labelledby="begin-head">
      <div className="section-head">
        <h2 id="begin-head">{t('log.begin')}</h2>
        <Button size="small" danger disabled={why !== undefined} onClick={() => setOpen(true)}>
          {t('log.begin.open')}
        </Button>
      </div>
      <p className="quiet">{t('log.begin.how')}</p>
      {why && <p className="small quiet log-why">{t(why, { n: organisations })}</p>}
      {open && (
        <BeginSheet closing={props.closing} selfAsserted={props.standing.selfAsserted} onAsked={props.onAsked} onClose={() => setOpen(false)} />
      )}
    </section>
  );
}

const reasons = ['routine', 'lost', 'stolen'] as const;

function BeginSheet(props: { readonly closing: OneLog; readonly selfAsserted: boolean; readonly onAsked: () => void; readonly onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  const { origin } = props.closing;
  const rotate = useAct(rotateLog, () => {
    props.onAsked();
    props.onClose();
  });
  const said = reason.trim() !== '';
  return (
    <Sheet
      title={t('log.begin.open')}
      onClose={props.onClose}
      foot={
        <>
          {!(said && sure) && <span className="small quiet grow">{t(said ? 'log.begin.needSure' : 'form.needReason')}</span>}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button
            type="primary"
            danger
            disabled={!said || !sure}
            loading={rotate.isPending}
            onClick={() => rotate.mutate({ body: { reason: reason.trim() } })}
          >
            {t('log.begin.do')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <h3>{t('log.means')}</h3>
        <ol className="log-means">
          <li>{t('log.means.closes', { origin })}</li>
          <li>{t('log.means.served')}</li>
          <li>{t('log.means.keys')}</li>
          <li>{t(props.selfAsserted ? 'log.means.alone' : 'log.means.witnesses')}</li>
          <li>{t('log.means.policy')}</li>
        </ol>
        <Field label={t('form.reason')} hint={t('log.reason.how')}>
          <Input.TextArea data-first rows={2} value={reason} maxLength={1_000} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <div className="chips">
          {reasons.map((one) => (
            <button type="button" key={one} className="chip" onClick={() => setReason(t(`log.reason.${one}`))}>
              {t(`log.reason.${one}`)}
            </button>
          ))}
        </div>
        <p className="notice warn">
          <Checkbox checked={sure} onChange={(event) => setSure(event.target.checked)}>
            {t('log.sure', { origin })}
          </Checkbox>
        </p>
        {rotate.isError && <Failed error={rotate.error} />}
      </div>
    </Sheet>
  );
}

/** While the one who leads the log takes in what waits, has the last checkpoint cosigned and begins the new log. */
export function Beginning(props: { readonly closing: OneLog; readonly selfAsserted: boolean }) {
  const { t } = useWords();
  return (
    <div className="notice" role="status">
      <div className="grow stack">
        <Mark shape="half" tone="ochre">
          <strong>{t('log.beginning')}</strong>
        </Mark>
        <p>{t(props.selfAsserted ? 'log.beginning.how' : 'log.beginning.witnesses', { origin: props.closing.origin })}</p>
      </div>
    </div>
  );
}

/** What has to be done outside this program once a new log has begun. */
export function Begun(props: { readonly log: OneLog; readonly selfAsserted: boolean }) {
  const { t } = useWords();
  return (
    <div className="notice good" role="status">
      <div className="grow stack">
        <strong>{t('log.begun', { origin: props.log.origin })}</strong>
        <ol className="log-means">
          <li>
            {t('log.next.policy')}{' '}
            <a href="/v1/public/log/policy" download="policy.txt">
              {t('log.policy')}
            </a>
          </li>
          {!props.selfAsserted && <li>{t('log.next.witnesses')}</li>}
          <li>{t('log.next.backup', { file: `keys/log-${props.log.number}.*.pem` })}</li>
        </ol>
      </div>
    </div>
  );
}
