import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { urlOf } from '#contract/client.ts';
import type { Output } from '#contract/operation.ts';
import { getBundle, listRecords } from '#contract/operations/evidence.ts';
import { Moment } from '../../pieces/amount.tsx';
import { Mark } from '../../pieces/mark.tsx';
import { SealMark } from '../../pieces/seal.tsx';
import { Answer, Empty } from '../../server/answer.tsx';
import { ask } from '../../server/client.ts';
import { useWords } from '../../words/words.tsx';
import './sealed.css';

type Listed = Output<typeof listRecords>['items'][number];
type Shown = 'whole' | 'hash' | 'out';
const grades = ['received', 'logged', 'witnessed', 'anchored'] as const;

/** Every sealed record of the case: how far it has come, and whether a bundle shows it whole, by hash only, or not at all. */
export function SealedRecords(props: { readonly caseId: string }) {
  const { t } = useWords();
  const records = useQuery({
    ...ask(listRecords, { params: { caseId: props.caseId } }),
    refetchInterval: (query) => (waits(query.state.data?.items) ? 1_500 : false),
  });
  return (
    <section className="section tight" aria-labelledby="sealed-head">
      <div className="section-head">
        <h2 id="sealed-head">{t('sealed.title')}</h2>
      </div>
      <Answer of={records}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('sealed.none')}>
              <p>{t('sealed.none.how')}</p>
            </Empty>
          ) : (
            <>
              <Reached of={items} />
              <Disclosure caseId={props.caseId} of={items} />
            </>
          )
        }
      </Answer>
    </section>
  );
}

const waits = (items: readonly Listed[] | undefined): boolean => items?.some(({ grade, erasedAt }) => grade === 'received' && !erasedAt) ?? false;

/** The way of a record as four steps, with how many have come to each. */
function Reached(props: { readonly of: readonly Listed[] }) {
  const { t, count } = useWords();
  const living = props.of.filter(({ erasedAt }) => erasedAt === undefined);
  return (
    <ol className="reached" aria-label={t('sealed.reached')}>
      {grades.map((grade, step) => {
        const n = living.filter((record) => grades.indexOf(record.grade) >= step).length;
        const all = n === living.length && n > 0;
        return (
          <li key={grade}>
            <Mark shape={all ? 'full' : n > 0 ? 'half' : 'open'} tone={all ? 'jade' : 'quiet'}>
              {t(`sealed.step.${grade}`)}
            </Mark>
            <span className="num">{t('sealed.of', { n: count(n), all: count(living.length) })}</span>
            <span className="small quiet">{t(`sealed.step.${grade}.how`)}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Disclosure(props: { readonly caseId: string; readonly of: readonly Listed[] }) {
  const { t, count } = useWords();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Shown>>(new Map());
  const living = props.of.filter(({ erasedAt }) => erasedAt === undefined);
  const shownAs = (id: string): Shown => chosen.get(id) ?? 'whole';
  const ids = (as: Shown): string[] => living.filter(({ recordId }) => shownAs(recordId) === as).map(({ recordId }) => recordId);
  const [whole, hash, out] = [ids('whole'), ids('hash'), ids('out')];
  const query = { ...(out.length > 0 ? { only: [...whole, ...hash] } : {}), ...(hash.length > 0 ? { hashOnly: hash } : {}) };
  const why = whole.length + hash.length === 0 ? t('disclose.nothing') : waits(living) ? t('disclose.waiting') : undefined;
  const options = (['whole', 'hash', 'out'] as const).map((value) => ({ value, label: t(`disclose.${value}`) }));
  return (
    <>
      <h3>{t('disclose.title')}</h3>
      <p className="quiet disclose-how">{t('disclose.how')}</p>
      {living.length > 1 && (
        <div className="row small">
          <span className="quiet">{t('disclose.all')}</span>
          {options.map(({ value, label }) => (
            <Button key={value} size="small" onClick={() => setChosen(new Map(living.map(({ recordId }) => [recordId, value])))}>
              {label}
            </Button>
          ))}
        </div>
      )}
      <ul className="sealed-records">
        {props.of.map((record) => (
          <RecordRow
            key={record.recordId}
            of={record}
            as={shownAs(record.recordId)}
            options={options}
            onPick={(as) => setChosen(new Map([...chosen, [record.recordId, as]]))}
          />
        ))}
      </ul>
      <p className="row">
        {why === undefined ? (
          <Button href={urlOf('', getBundle, { params: { caseId: props.caseId }, query })} download>
            {t('disclose.download')}
          </Button>
        ) : (
          <Button disabled>{t('disclose.download')}</Button>
        )}
        <span className="small quiet">
          {why ?? t('disclose.sum', { whole: count(whole.length), hash: count(hash.length), out: count(out.length) })}
        </span>
      </p>
    </>
  );
}

function RecordRow(props: {
  readonly of: Listed;
  readonly as: Shown;
  readonly options: { readonly value: Shown; readonly label: string }[];
  readonly onPick: (as: Shown) => void;
}) {
  const { t, bytes, day } = useWords();
  const { of } = props;
  const kind = t(`sealed.kind.${of.kind}` as 'sealed.kind.exhibit');
  const name = of.name ?? kind;
  return (
    <li className={props.as === 'out' ? 'left-out' : undefined}>
      <div className="grow">
        <p className="row">
          <strong>{of.erasedAt ? t('sealed.erased') : name}</strong>
          <span className="flag quiet">{kind}</span>
        </p>
        <p className="small quiet row-2">
          {of.size !== undefined && <span className="num">{bytes(of.size)}</span>}
          <Moment at={of.receivedAt} />
          {of.erasedAt ? <span>{t('sealed.erased.how', { on: day(of.erasedAt.slice(0, 10)) })}</span> : <SealMark seal={sealOf(of)} />}
        </p>
      </div>
      {!of.erasedAt && (
        <Segmented size="small" aria-label={t('disclose.record', { name })} value={props.as} options={props.options} onChange={props.onPick} />
      )}
    </li>
  );
}

const sealOf = ({ recordId, grade, logIndex }: Listed) => ({ recordId, grade, ...(logIndex === undefined ? {} : { index: logIndex }) });
