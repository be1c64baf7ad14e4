import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { attachExhibit } from '#contract/operations/claims.ts';
import { DropPlace, type Sending, SendingList } from '../pieces/uploads.tsx';
import { randomKey } from '../server/once.ts';
import { upload } from '../server/upload.ts';
import { useWords } from '../words/words.tsx';

/** Bank statements become sealed exhibits; the flow is read from them at once. */
export function AddStatements(props: { readonly caseId: string }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const send = async (one: Sending) => {
    const change = (with_: Partial<Sending>) => setSending((all) => all.map((other) => (other.key === one.key ? { ...other, ...with_ } : other)));
    change({ state: 'sending', progress: 0 });
    try {
      await upload(attachExhibit, { params: { caseId: props.caseId }, query: { kind: 'statement' } }, one.file, (progress) => change({ progress }));
      setSending((all) => all.filter((other) => other.key !== one.key));
      await queries.invalidateQueries();
    } catch (error) {
      change({ state: 'failed', error: error as Error });
    }
  };
  return (
    <section className="section tight" aria-labelledby="add-statements-head">
      <div className="section-head">
        <h2 id="add-statements-head">{t('flow.add')}</h2>
      </div>
      <DropPlace
        title={t('flow.add.drop')}
        hint={t('flow.add.drop.how')}
        onFiles={(files) => {
          const fresh = files.map((file): Sending => ({ key: randomKey(), file, progress: 0, state: 'sending' }));
          setSending((all) => [...all, ...fresh]);
          for (const one of fresh) void send(one);
        }}
      />
      <SendingList of={sending} retry={(one) => void send(one)} remove={(one) => setSending((all) => all.filter((other) => other.key !== one.key))} />
    </section>
  );
}
