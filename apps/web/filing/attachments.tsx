import { Select } from 'antd';
import { useState } from 'react';
import { uploadFile } from '#contract/operations/claims.ts';
import { DropPlace, type Sending, SendingList } from '../pieces/uploads.tsx';
import { randomKey } from '../server/once.ts';
import { upload } from '../server/upload.ts';
import { useWords } from '../words/words.tsx';
import { exhibitKinds } from './choices.ts';

/** Contracts, delivery notes, chats, recordings: sent while the form is written, attached when the claim is filed. */
export function Attachments(props: { readonly onChange: (ids: readonly string[]) => void }) {
  const { t } = useWords();
  const [kind, setKind] = useState<(typeof exhibitKinds)[number]>('contract');
  const [files, setFiles] = useState<readonly (Sending & { readonly id?: string })[]>([]);

  const put = (change: (all: readonly (Sending & { readonly id?: string })[]) => readonly (Sending & { readonly id?: string })[]) =>
    setFiles((all) => {
      const next = change(all);
      queueMicrotask(() => props.onChange(next.flatMap((one) => (one.id ? [one.id] : []))));
      return next;
    });
  const send = async (one: Sending) => {
    const change = (with_: Partial<Sending & { id: string }>) =>
      put((all) => all.map((other) => (other.key === one.key ? { ...other, ...with_ } : other)));
    try {
      const exhibit = await upload(uploadFile, { query: { kind } }, one.file, (progress) => change({ progress }));
      change({ state: 'done', id: exhibit.id });
    } catch (error) {
      change({ state: 'failed', error: error as Error });
    }
  };
  const take = (chosen: readonly File[]) => {
    const fresh = chosen.map((file): Sending => ({ key: randomKey(), file, progress: 0, state: 'sending' }));
    put((all) => [...all, ...fresh]);
    for (const one of fresh) void send(one);
  };
  return (
    <section className="section tight">
      <header>
        <h2>{t('filing.papers')}</h2>
        <span className="small quiet">{t('filing.papers.how')}</span>
      </header>
      <DropPlace
        title={t('filing.papers.drop')}
        hint={t('filing.papers.sealed')}
        onFiles={take}
        aside={
          <Select
            aria-label={t('exhibit.kind')}
            value={kind}
            onChange={setKind}
            options={exhibitKinds.map((value) => ({ value, label: t(`exhibit.kind.${value}`) }))}
            style={{ minWidth: 160 }}
          />
        }
      />
      <SendingList of={files} retry={(one) => void send(one)} remove={(one) => put((all) => all.filter((other) => other.key !== one.key))} />
    </section>
  );
}
