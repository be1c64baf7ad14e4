import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from '#contract/client.ts';
import { useWords } from '../words/words.tsx';
import './answer.css';

/** Waiting, failed, forbidden, or there: the honest states of anything that comes from the server. */
export function Answer<T>(props: { readonly of: UseQueryResult<T, Error>; readonly lines?: number; readonly children: (value: T) => ReactNode }) {
  const { of: query, lines = 4 } = props;
  if (query.data !== undefined) return props.children(query.data);
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Waiting lines={lines} />;
}

export function Waiting(props: { readonly lines?: number }) {
  const { t } = useWords();
  const widths = ['62%', '88%', '74%', '94%', '52%', '80%', '68%', '90%'];
  return (
    <div className="stack" role="status" aria-label={t('state.loading')}>
      {widths.slice(0, props.lines ?? 4).map((width) => (
        <span key={width} className="skeleton" style={{ width, height: 18 }} />
      ))}
    </div>
  );
}

/** What was wrong, with the value, what to do, and a way to try again. */
export function Failed(props: { readonly error: Error; readonly retry?: () => void; readonly children?: ReactNode }) {
  const { t } = useWords();
  const { error } = props;
  const body = error instanceof Problem ? error.body : undefined;
  const forbidden = error instanceof Problem && error.status === 403;
  // The server's title may be no more than the code; then its sentence is the better headline.
  const [headline, more] =
    body === undefined
      ? error instanceof TypeError
        ? []
        : [error.message, t('state.failed.how')]
      : body.title === body.code || body.title === body.detail
        ? [sentence(body.detail ?? body.title)]
        : [body.title, body.detail];
  return (
    <div className="notice bad failed" role="alert">
      <div className="grow stack">
        <strong>{forbidden ? t('state.forbidden') : (headline ?? t('state.unreachable'))}</strong>
        <p>{forbidden ? t('state.forbidden.how') : headline ? (more ?? t('state.failed.how')) : t('state.unreachable.how')}</p>
        {body?.errors && body.errors.length > 0 && (
          <ul className="failed-fields">
            {body.errors.map((item) => (
              <li key={`${item.path}${item.message}`}>
                <code>{item.path}</code> {item.message}
              </li>
            ))}
          </ul>
        )}
        {props.children}
        <p className="row-2 small">
          {props.retry && (
            <button type="button" className="press-plain" onClick={props.retry}>
              {t('state.retry')}
            </button>
          )}
          {body && <code>{body.code}</code>}
          {body?.requestId && <span className="quiet">{t('state.request', { id: body.requestId })}</span>}
        </p>
      </div>
    </div>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Nothing here yet: say what would be here and how it comes. */
export function Empty(props: { readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode; readonly page?: boolean }) {
  return (
    <div className="empty">
      <svg width="48" height="48" viewBox="0 0 48 48" fill="none" stroke="currentColor" strokeWidth="1.25" aria-hidden="true">
        <path d="M12 6h17l8 8v28H12z" />
        <path d="M29 6v8h8M18 22h12M18 28h12M18 34h7" />
      </svg>
      {props.page ? <h1>{props.title}</h1> : <h3>{props.title}</h3>}
      <div className="quiet">{props.children}</div>
      {props.actions && <div className="row">{props.actions}</div>}
    </div>
  );
}
