import { Button, Progress } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { readInvoice, uploadFile } from '#contract/operations/claims.ts';
import { takeHandedFiles } from '../frame/drop.tsx';
import { DropPlace, type Sending, SendingList } from '../pieces/uploads.tsx';
import { randomKey } from '../server/once.ts';
import { upload } from '../server/upload.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { Filed, type FiledCase } from './filed.tsx';
import './filing.css';
import { FilingForm } from './form.tsx';
import { takeConsultation } from './from-consult.ts';
import { type Bundle, gather } from './reading.ts';

/** New claim: drop an e-invoice, or write it by hand. Several papers at once become one or more claims. */
export function FilingPage() {
  const { t } = useWords();
  useTitle(t('nav.new'));
  const [bundles, setBundles] = useState<readonly Bundle[]>([]);
  const [chosen, setChosen] = useState<string>();
  const [reading, setReading] = useState<readonly Sending[]>([]);
  const [filed, setFiled] = useState<readonly FiledCase[]>([]);

  const change = useCallback((key: string, with_: Partial<Sending>) => {
    setReading((all) => all.map((one) => (one.key === key ? { ...one, ...with_ } : one)));
  }, []);
  const read = useCallback(
    async (one: Sending) => {
      try {
        const answer = await upload(readInvoice, {}, one.file, (progress) => change(one.key, { progress }));
        setBundles((all) => gather(all, answer));
        setReading((all) => all.filter((other) => other.key !== one.key));
      } catch (error) {
        change(one.key, { state: 'failed', error: error as Error });
      }
    },
    [change],
  );
  const take = useCallback(
    (files: readonly File[]) => {
      const fresh = files.map((file): Sending => ({ key: randomKey(), file, progress: 0, state: 'sending' }));
      setReading((all) => [...all, ...fresh]);
      for (const one of fresh) void read(one);
    },
    [read],
  );
  useEffect(() => {
    const heard = () => take(takeHandedFiles());
    heard();
    addEventListener('quittance:handed', heard);
    return () => removeEventListener('quittance:handed', heard);
  }, [take]);
  useEffect(() => {
    const consulted = takeConsultation();
    if (consulted) setBundles((all) => [...all, { key: randomKey(), readings: [], claim: consulted }]);
  }, []);

  /** A paper that is no e-invoice can still prove something: keep it and write the claim by hand. */
  const keepAsExhibit = async (one: Sending) => {
    change(one.key, { state: 'sending', progress: 0 });
    try {
      const exhibit = await upload(uploadFile, { query: { kind: 'other' } }, one.file, (progress) => change(one.key, { progress }));
      setReading((all) => all.filter((other) => other.key !== one.key));
      setBundles((all) => [...all, { key: randomKey(), readings: [], claim: { exhibits: [exhibit.id] } }]);
    } catch (error) {
      change(one.key, { state: 'failed', error: error as Error });
    }
  };

  const current = bundles.find((bundle) => bundle.key === chosen) ?? bundles[0];
  return (
    <div className="page narrow">
      <div className="page-head">
        <div>
          <h1>{t('nav.new')}</h1>
          <p>{t('filing.lead')}</p>
        </div>
      </div>
      <div className="stack-3">
        {filed.length > 0 && <Filed cases={filed} />}
        <div className={current ? 'tight' : ''}>
          <DropPlace
            title={current ? t('filing.drop.more') : t('filing.drop')}
            hint={t('filing.drop.how')}
            accept=".xml,.pdf,.ofd,application/xml,text/xml,application/pdf"
            primary={!current}
            onFiles={take}
            aside={!current && <Button onClick={() => setBundles([{ key: randomKey(), readings: [], claim: {} }])}>{t('filing.byHand')}</Button>}
          />
        </div>
        <SendingList
          of={reading}
          retry={(one) => {
            change(one.key, { state: 'sending', progress: 0 });
            void read(one);
          }}
          remove={(one) => setReading((all) => all.filter((other) => other.key !== one.key))}
          aside={(one) =>
            one.state === 'failed' && (
              <button type="button" className="press-plain" onClick={() => void keepAsExhibit(one)}>
                {t('filing.keepAsPaper')}
              </button>
            )
          }
        />
        {bundles.length > 1 && (
          <nav aria-label={t('filing.bundles')} className="bundle-pick">
            <Progress
              type="circle"
              size={24}
              percent={Math.round((filed.length / (filed.length + bundles.length)) * 100)}
              aria-label={t('filing.bundles')}
              showInfo={false}
            />
            {bundles.map((bundle) => (
              <button
                key={bundle.key}
                type="button"
                className="chip"
                aria-pressed={bundle.key === current?.key}
                onClick={() => setChosen(bundle.key)}
              >
                {bundle.claim.debtor?.name || t('filing.unnamed')}
              </button>
            ))}
          </nav>
        )}
        {bundles.map((bundle) => (
          // Every form stays mounted, so that going to another claim and back loses nothing.
          <div key={bundle.key} hidden={bundle.key !== current?.key}>
            <FilingForm
              bundle={bundle}
              onFiled={(one) => {
                setFiled((all) => [...all, one]);
                setBundles((all) => all.filter((other) => other.key !== bundle.key));
                scrollTo({ top: 0 });
              }}
              onDrop={() => setBundles((all) => all.filter((other) => other.key !== bundle.key))}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
