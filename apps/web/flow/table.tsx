import { useState } from 'react';
import { urlOf } from '#contract/client.ts';
import { downloadExhibit } from '#contract/operations/claims.ts';
import type { FlowJson } from '#contract/operations/flow.ts';
import { Amount, Day } from '../pieces/amount.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { useWords } from '../words/words.tsx';

type Edge = FlowJson['edges'][number];

/** Rows drawn at once; a statement of years has thousands, and more come by a press. */
const rowsAtOnce = 100;

/** Every transfer with its share of the loan and a way to the entry it stands on. */
export function FlowTable(props: { readonly of: FlowJson }) {
  const { t, money, day, count } = useWords();
  const { of } = props;
  const [open, setOpen] = useState<Edge>();
  const [rows, setRows] = useState(rowsAtOnce);
  const names = new Map(of.nodes.map(({ id, name }) => [id, name === '?' || name === '' ? t('flow.unknown') : name]));
  const way = (edge: Edge): string => `${names.get(edge.from) ?? ''} → ${names.get(edge.to) ?? ''}`;
  return (
    <div className="scroll-x">
      <table className="list plain flow-table">
        <thead>
          <tr>
            <th scope="col">{t('flow.day')}</th>
            <th scope="col">{t('flow.kind')}</th>
            <th scope="col">{t('flow.way')}</th>
            <th scope="col" className="right">
              {t('flow.amount')}
            </th>
            <th scope="col" className="right">
              {t('flow.fromLoan')}
            </th>
            <th scope="col">{t('flow.cite')}</th>
          </tr>
        </thead>
        <tbody>
          {of.edges.slice(0, rows).map((edge) => (
            <tr key={keyOf(edge)}>
              <td data-label={t('flow.day')}>
                <Day on={edge.on} />
              </td>
              <td data-label={t('flow.kind')}>{t(`flow.kind.${edge.kind}`)}</td>
              <td data-label={t('flow.way')}>{way(edge)}</td>
              <td className="right" data-label={t('flow.amount')}>
                <Amount amount={edge.amount.amount} currency={edge.amount.currency} />
              </td>
              <td className="right" data-label={t('flow.fromLoan')}>
                {/[1-9]/.test(edge.fromLoan.amount) ? <Amount amount={edge.fromLoan.amount} currency={edge.fromLoan.currency} /> : '—'}
              </td>
              <td data-label={t('flow.cite')}>
                <button
                  type="button"
                  className="press-plain small"
                  aria-label={t('flow.cite.open', { amount: money(edge.amount.amount, edge.amount.currency), day: day(edge.on) })}
                  onClick={() => setOpen(edge)}
                >
                  {edge.sources.map(({ logIndex }) => (logIndex === undefined ? t('flow.cite.notLogged') : `#${count(logIndex)}`)).join(', ')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {of.edges.length > rows && (
        <button type="button" className="press-plain" onClick={() => setRows(rows + rowsAtOnce)}>
          {`${count(rows)} / ${count(of.edges.length)} +`}
        </button>
      )}
      {open && <Cited of={open} way={way(open)} statements={of.statements} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

const keyOf = ({ sources: [first] }: Edge): string => `${first?.recordId} ${first?.account} ${first?.entry}`;

function Cited(props: { readonly of: Edge; readonly way: string; readonly statements: FlowJson['statements']; readonly onClose: () => void }) {
  const { t, count } = useWords();
  const { of: edge, way, statements, onClose } = props;
  return (
    <Sheet title={t('flow.cite.title')} onClose={onClose}>
      <div className="stack-3">
        <p>
          <Day on={edge.on} /> · {t(`flow.kind.${edge.kind}`)} · <Amount amount={edge.amount.amount} currency={edge.amount.currency} strong />
        </p>
        <p>{way}</p>
        {edge.reference && (
          <p className="quiet">
            {t('flow.reference')}: {edge.reference}
          </p>
        )}
        {edge.sources.length > 1 && <p className="quiet">{t('flow.cite.twice', { n: count(edge.sources.length) })}</p>}
        {edge.sources.map((source) => {
          const statement = statements.find(({ recordId }) => recordId === source.recordId);
          return (
            <dl key={`${source.recordId} ${source.entry}`} className="pairs">
              <div className="pair">
                <dt>{t('flow.cite.statement')}</dt>
                <dd>
                  {statement ? (
                    <a href={urlOf('', downloadExhibit, { params: { exhibitId: statement.exhibitId } })} download={statement.name}>
                      {statement.name}
                    </a>
                  ) : (
                    '—'
                  )}
                </dd>
              </div>
              <div className="pair">
                <dt>{t('flow.cite.entry')}</dt>
                <dd>{t('flow.cite.place', { account: count(source.account + 1), entry: count(source.entry + 1) })}</dd>
              </div>
              <div className="pair">
                <dt>{t('flow.cite.record')}</dt>
                <dd className="hash">
                  <code>{source.recordId}</code>
                </dd>
              </div>
              <div className="pair">
                <dt>{t('flow.cite.leaf')}</dt>
                <dd className="num">{source.logIndex === undefined ? t('flow.cite.notLogged') : count(source.logIndex)}</dd>
              </div>
            </dl>
          );
        })}
      </div>
    </Sheet>
  );
}
