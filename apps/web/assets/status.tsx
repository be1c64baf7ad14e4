import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { type AssetNodeJson, setAssetStatus } from '#contract/operations/assets.ts';
import { Field } from '../pieces/field.tsx';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { CardDialog } from '../pieces/sheet.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { type ClueStatus, statuses } from './filter.ts';

/** Clue open, checked half, usable full: the shape says it, the word says it again. */
export const statusShape: Readonly<Record<ClueStatus, { readonly shape: Shape; readonly tone: Tone }>> = {
  clue: { shape: 'open', tone: 'quiet' },
  checked: { shape: 'half', tone: 'ink' },
  usable: { shape: 'full', tone: 'jade' },
};

export function StatusMark(props: { readonly status: ClueStatus }) {
  const { t } = useWords();
  return <Mark {...statusShape[props.status]}>{t(`asset.status.${props.status}`)}</Mark>;
}

/** Takes a clue forward or back, with the reason; what was done can be taken back where it was done. */
export function StatusDialog(props: {
  readonly caseId: string;
  readonly node: Pick<AssetNodeJson, 'id' | 'name' | 'status'>;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { node, caseId } = props;
  const [status, setStatus] = useState<ClueStatus>(node.status === 'clue' ? 'checked' : node.status === 'checked' ? 'usable' : 'checked');
  const [why, setWhy] = useState('');
  const params = { caseId };
  const undo = useAct(setAssetStatus, () => void message.success(t('asset.status.undone')));
  const act = useAct(setAssetStatus, () => {
    props.onClose();
    const key = `asset-${node.id}`;
    void message.open({
      key,
      duration: 12,
      type: 'success',
      content: (
        <span>
          {t('asset.status.done', { name: node.name, status: t(`asset.status.${status}`) })}{' '}
          <button
            type="button"
            className="press-plain"
            onClick={() => {
              message.destroy(key);
              undo.mutate({ params, body: { id: node.id, status: node.status, why: t('asset.status.undo.reason') } });
            }}
          >
            {t('do.undo')}
          </button>
        </span>
      ),
    });
  });
  const ready = why.trim().length >= 3 && status !== node.status;
  return (
    <CardDialog
      title={t('asset.status.change')}
      onClose={props.onClose}
      foot={
        <>
          {!ready && <span className="small quiet grow">{t('asset.status.need')}</span>}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={act.isPending}
            onClick={() => act.mutate({ params, body: { id: node.id, status, why: why.trim() } })}
          >
            {t('do.save')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <p>
          <strong>{node.name}</strong>
        </p>
        <fieldset className="asset-steps">
          <legend className="sr-only">{t('asset.status.change')}</legend>
          {statuses.map((one) => (
            <label key={one} className={one === node.status ? 'now' : undefined}>
              <input
                type="radio"
                name="asset-status"
                value={one}
                checked={status === one}
                disabled={one === node.status}
                onChange={() => setStatus(one)}
              />
              <span>
                <StatusMark status={one} /> {one === node.status && <span className="faint small">{t('asset.status.now')}</span>}
                <span className="small quiet block">{t(`asset.status.${one}.means`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Field label={t('form.reason')} hint={t('asset.status.why')}>
          <Input.TextArea rows={3} value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
        </Field>
        {act.isError && <Failed error={act.error} />}
      </div>
    </CardDialog>
  );
}
