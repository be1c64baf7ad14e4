import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useRef, useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { keepCapture, listCapturePages, listCaptures, readCapture } from '#contract/operations/registry.ts';
import { Day, Moment } from '../pieces/amount.tsx';
import { Field } from '../pieces/field.tsx';
import { Mark } from '../pieces/mark.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useOnce } from '../server/once.ts';
import { useWords } from '../words/words.tsx';
import { firstGround, GroundFields, groundReady } from './ground.tsx';

type Page = Output<typeof listCapturePages>['items'][number];
type Read = Output<typeof readCapture>;
type Entry = Read['entries'][number];

/** Five official sites, none with an interface: open one, copy what it shows, say which entries are the debtor, seal it. */
export function Capture(props: { readonly caseId: string; readonly debtor: string }) {
  const { t, say } = useWords();
  const pages = useQuery(ask(listCapturePages, {}));
  const kept = useQuery(ask(listCaptures, { params: { caseId: props.caseId } }));
  const [page, setPage] = useState<Page>();
  return (
    <div className="stack-2">
      <p className="quiet">{t('capture.how')}</p>
      <Answer of={pages} lines={2}>
        {(value) => (
          <ul className="sites">
            {value.items.map((one) => (
              <li key={one.page} data-on={page?.page === one.page}>
                <button type="button" className="site" aria-pressed={page?.page === one.page} onClick={() => setPage(one)}>
                  <strong>{say(one.title)}</strong>
                  <span className="small quiet">{say(one.keeper)}</span>
                </button>
                <a className="small" href={one.address} target="_blank" rel="noreferrer noopener" onClick={() => setPage(one)}>
                  {t('capture.open', { host: new URL(one.address).host })}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {page && <Paste key={page.page} page={page} caseId={props.caseId} debtor={props.debtor} />}
      <Answer of={kept} lines={1}>
        {(value) =>
          value.items.length === 0 ? (
            <p className="quiet small">{t('capture.none')}</p>
          ) : (
            <ul className="lookups" aria-label={t('capture.kept')}>
              {value.items.map((one) => (
                <li key={one.id}>
                  <p className="row-2">
                    <Mark shape="seal" tone="jade">
                      {say(pages.data?.items.find(({ page: kind }) => kind === one.page)?.title ?? { zh: one.page, en: one.page })}
                    </Mark>
                    <span>{one.outcome === 'nothing-found' ? t('coverage.not-found') : t('capture.entries', { n: one.entries.length })}</span>
                    <span className="small quiet">
                      <Moment at={one.capturedAt} />
                    </span>
                  </p>
                  <p className="small quiet row-2">
                    <span>
                      {t('ask.until')} <Day on={one.retainUntil} />
                    </span>
                    <span className="hash">
                      SHA-256 <code>{one.sha256.slice(0, 16)}…</code>
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </div>
  );
}

/** Two millions of characters are a page of thousands of entries; more is another file. */
const mostCharacters = 2_000_000;

function Paste(props: { readonly page: Page; readonly caseId: string; readonly debtor: string }) {
  const { t, say, count } = useWords();
  const [paste, setPaste] = useState('');
  const [read, setRead] = useState<Read>();
  const [about, setAbout] = useState<readonly number[]>([]);
  const [ground, setGround] = useState(firstGround);
  const file = useRef<HTMLInputElement>(null);
  const once = useOnce();
  const look = useAct(readCapture, (output) => {
    setRead(output);
    setAbout(output.entries.flatMap((entry, i) => (entry.fields.name?.trim() === props.debtor.trim() ? [i] : [])));
  });
  const keep = useAct(keepCapture, () => {
    setPaste('');
    setRead(undefined);
  });
  const tooLong = paste.length > mostCharacters;
  const change = (text: string) => {
    setPaste(text);
    setRead(undefined);
    look.reset();
  };
  return (
    <section className="paste" aria-label={say(props.page.title)}>
      <Field
        label={t('capture.paste', { page: say(props.page.title) })}
        hint={t('capture.paste.how')}
        error={tooLong ? t('capture.tooLong', { got: count(paste.length), most: count(mostCharacters) }) : undefined}
      >
        <Input.TextArea rows={6} value={paste} onChange={(event) => change(event.target.value)} onPaste={(event) => pasteHtml(event, change)} />
      </Field>
      <p className="row">
        <Button
          type={read ? 'default' : 'primary'}
          disabled={paste.trim() === '' || tooLong}
          loading={look.isPending}
          onClick={() => look.mutate({ body: { paste, page: props.page.page } })}
        >
          {t('capture.read')}
        </Button>
        <Button onClick={() => file.current?.click()}>{t('capture.file')}</Button>
        <input
          ref={file}
          type="file"
          className="sr-only"
          tabIndex={-1}
          aria-label={t('capture.file')}
          accept=".html,.htm,.txt,.csv,text/*"
          onChange={(event) => {
            const [first] = event.target.files ?? [];
            // Ten bytes a character at the very most: what is larger is refused before it is read into memory.
            if (first && first.size <= mostCharacters * 10) void first.text().then(change);
            else if (first) change('x'.repeat(mostCharacters + 1));
            event.target.value = '';
          }}
        />
      </p>
      {look.isError && <Failed error={look.error} />}
      {read && (
        <>
          <Preview read={read} about={about} onAbout={setAbout} />
          <div className="fields ask-fields">
            <GroundFields value={ground} onChange={setGround} />
          </div>
          <p className="row">
            <Button
              type="primary"
              disabled={!groundReady(ground)}
              loading={keep.isPending}
              onClick={() => {
                const body = {
                  page: props.page.page,
                  paste,
                  url: props.page.address,
                  aboutDebtor: [...about],
                  ...ground,
                  purpose: ground.purpose.trim(),
                };
                keep.mutate({ params: { caseId: props.caseId }, body, idempotencyKey: once(body) });
              }}
            >
              {t('capture.keep')}
            </Button>
            <span className="small quiet">
              {groundReady(ground)
                ? read.entries.length === 0
                  ? t('capture.keep.nothing')
                  : t('capture.keep.how', { n: about.length, of: read.entries.length })
                : t('ask.needGround')}
            </span>
          </p>
          {keep.isError && <Failed error={keep.error} />}
        </>
      )}
      {keep.isSuccess && !read && (
        <p role="status" className="kept">
          ✓ {t('capture.done')}
        </p>
      )}
    </section>
  );
}

/** A browser copies a table as HTML beside its text; the HTML keeps the cells apart. */
function pasteHtml(event: React.ClipboardEvent<HTMLTextAreaElement>, change: (text: string) => void): void {
  const html = event.clipboardData.getData('text/html');
  if (!/<t[dh]\b/i.test(html)) return;
  event.preventDefault();
  change(html);
}

function Preview(props: { readonly read: Read; readonly about: readonly number[]; readonly onAbout: (about: readonly number[]) => void }) {
  const { t } = useWords();
  const { read, about } = props;
  if (read.entries.length === 0) return <p className="notice">{t('capture.nothing')}</p>;
  return (
    <div className="stack">
      <p>{t('capture.which')}</p>
      <ol className="captured">
        {read.entries.map((entry, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is named by its place in what was pasted
          <li key={i}>
            <Checkbox
              checked={about.includes(i)}
              onChange={(event) => props.onAbout(event.target.checked ? [...about, i] : about.filter((one) => one !== i))}
            >
              <strong>{entry.fields.name ?? '—'}</strong>
            </Checkbox>
            <EntryLines of={entry} />
          </li>
        ))}
      </ol>
      {read.unread.length > 0 && (
        <details className="small quiet">
          <summary>{t('capture.unread', { n: read.unread.length })}</summary>
          <ul className="dots">
            {read.unread.slice(0, 50).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const shown = [
  'caseNumber',
  'court',
  'filedOn',
  'publishedOn',
  'amount',
  'performance',
  'conduct',
  'duty',
  'status',
  'legalRepresentative',
  'address',
  'since',
] as const;

function EntryLines(props: { readonly of: Entry }) {
  const { t } = useWords();
  const { of } = props;
  const number = of.identifier ? `${of.identifier.scheme} ${of.identifier.value}` : of.maskedNumber;
  return (
    <dl className="debtor-facts">
      {number && (
        <div>
          <dt>{t('fact.numbers')}</dt>
          <dd>{number}</dd>
        </div>
      )}
      {shown.map((key) =>
        of.fields[key] ? (
          <div key={key}>
            <dt>{t(`fact.${key}`)}</dt>
            <dd>{of.fields[key]}</dd>
          </div>
        ) : null,
      )}
      {!of.open && (
        <div>
          <dt>{t('fact.status')}</dt>
          <dd>{t('hit.closed')}</dd>
        </div>
      )}
    </dl>
  );
}
