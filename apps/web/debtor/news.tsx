import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { addNews, judgeNews, listNews, type NewsJson, withdrawNewsJudgement } from '#contract/operations/news.ts';
import { Day, Moment } from '../pieces/amount.tsx';
import { DayInput, Field } from '../pieces/field.tsx';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { CardDialog } from '../pieces/sheet.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useOnce } from '../server/once.ts';
import { useWords } from '../words/words.tsx';
import './debtor.css';
import { AskSource } from './ask.tsx';
import { firstGround, GroundFields, groundReady } from './ground.tsx';

/** News of the debtor: what was found or brought, what rules suggest, and a person's word. */
export function NewsRoom(props: { readonly caseId: string }) {
  const { t } = useWords();
  const news = useQuery(ask(listNews, { params: { caseId: props.caseId } }));
  const [open, setOpen] = useState<'ask' | 'paste'>();
  return (
    <div className="stack-2">
      <Answer of={news} lines={3}>
        {(value) =>
          value.items.length === 0 ? (
            <p className="quiet">{t('news.none')}</p>
          ) : (
            <ul className="news">
              {value.items.map((one) => (
                <li key={one.id}>
                  <NewsCard of={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <p className="row">
        <Button aria-expanded={open === 'ask'} onClick={() => setOpen(open === 'ask' ? undefined : 'ask')}>
          {t('news.ask')}
        </Button>
        <Button aria-expanded={open === 'paste'} onClick={() => setOpen(open === 'paste' ? undefined : 'paste')}>
          {t('news.paste')}
        </Button>
      </p>
      {open === 'ask' && <AskSource caseId={props.caseId} country={undefined} about="news" />}
      {open === 'paste' && <PasteArticle caseId={props.caseId} onDone={() => setOpen(undefined)} />}
    </div>
  );
}

const toneLook: Record<NewsJson['suggestion']['tone'] | 'neutral', [Shape, Tone]> = {
  adverse: ['half', 'ochre'],
  favourable: ['half', 'jade'],
  mixed: ['half', 'ink'],
  none: ['open', 'quiet'],
  neutral: ['open', 'quiet'],
};
const words = ['adverse', 'favourable', 'neutral', 'other', 'unsure'] as const;
type Word = (typeof words)[number];

export function NewsCard(props: { readonly of: NewsJson }) {
  const { t, say } = useWords();
  const { of } = props;
  const { suggestion, judged } = of;
  const [asked, setAsked] = useState<Word>();
  const back = useAct(withdrawNewsJudgement);
  return (
    <article className="hit-card" aria-label={of.title}>
      <div className="stack">
        <p className="small quiet row-2">
          <span>{of.outlet}</span>
          {of.publishedOn && <Day on={of.publishedOn} />}
          {of.source === 'pasted' && <span>{t('news.source.pasted')}</span>}
          {of.also.length > 0 && <span>{t('news.also', { n: of.also.length })}</span>}
        </p>
        <h3>
          {of.url ? (
            <a href={of.url} target="_blank" rel="noreferrer noopener">
              {of.title}
            </a>
          ) : (
            of.title
          )}
        </h3>
        {of.text && <p className="small">{of.text.length > 300 ? `${of.text.slice(0, 300)}…` : of.text}</p>}
        <details className="small">
          <summary>
            <span className="quiet">{t('news.suggests')}: </span>
            <Mark shape={toneLook[suggestion.tone][0]} tone={toneLook[suggestion.tone][1]}>
              {t(`news.relevance.${suggestion.relevance}`)}, {t(`news.tone.${suggestion.tone}`)}
            </Mark>{' '}
            <span className="quiet">· {t('news.why')}</span>
          </summary>
          <ul className="dots quiet">
            {suggestion.reasons.map((reason) => (
              <li key={reason.en}>{say(reason)}</li>
            ))}
            <li className="faint">{suggestion.rules}</li>
          </ul>
        </details>
      </div>
      <div className="hit-word">
        {judged && (
          <p className="row-2">
            <Mark
              shape={judged.verdict === 'relevant' ? 'full' : judged.verdict === 'other' ? 'cross' : 'half'}
              tone={judged.tone === 'adverse' ? 'cinnabar' : 'quiet'}
            >
              <strong>
                {t(`news.said.${judged.verdict}`)}
                {judged.tone && `, ${t(`news.tone.${judged.tone}`)}`}
              </strong>
            </Mark>
            <span>{judged.why}</span>
            <span className="small quiet">
              {judged.decidedBy} <Moment at={judged.decidedAt} />
            </span>
          </p>
        )}
        <div className="row">
          {(!judged || judged.verdict === 'unsure') &&
            words
              .filter((word) => word !== judged?.verdict)
              .map((word) => (
                <Button key={word} size="small" onClick={() => setAsked(word)}>
                  {t(`news.judge.${word}`)}
                </Button>
              ))}
          {judged && (
            <Button type="text" loading={back.isPending} onClick={() => back.mutate({ params: { newsId: of.id } })}>
              {t('hit.takeBack')}
            </Button>
          )}
        </div>
        {back.isError && <Failed error={back.error} />}
      </div>
      {asked && <JudgeNews of={of} word={asked} onClose={() => setAsked(undefined)} />}
    </article>
  );
}

function JudgeNews(props: { readonly of: NewsJson; readonly word: Word; readonly onClose: () => void }) {
  const { t } = useWords();
  const { of, word } = props;
  const [why, setWhy] = useState('');
  const judge = useAct(judgeNews, props.onClose);
  const ready = why.trim().length >= 3;
  const body =
    word === 'other' || word === 'unsure' ? { verdict: word, why: why.trim() } : { verdict: 'relevant' as const, tone: word, why: why.trim() };
  return (
    <CardDialog
      title={t(`news.judge.${word}`)}
      onClose={props.onClose}
      foot={
        <>
          {!ready && <span className="small quiet grow">{t('form.needReason')}</span>}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button type="primary" disabled={!ready} loading={judge.isPending} onClick={() => judge.mutate({ params: { newsId: of.id }, body })}>
            {t('hit.confirm')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <p>{of.title}</p>
        <Field label={t('form.reason')}>
          <Input.TextArea data-first rows={3} value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
        </Field>
        {judge.isError && <Failed error={judge.error} />}
      </div>
    </CardDialog>
  );
}

function PasteArticle(props: { readonly caseId: string; readonly onDone: () => void }) {
  const { t } = useWords();
  const [article, setArticle] = useState<{ title: string; text: string; url: string; outlet: string; publishedOn?: string }>({
    title: '',
    text: '',
    url: '',
    outlet: '',
  });
  const [ground, setGround] = useState(firstGround);
  const once = useOnce();
  const add = useAct(addNews, props.onDone);
  const ready = article.title.trim().length >= 3 && groundReady(ground) && (article.url === '' || /^https?:\/\//.test(article.url));
  const set = (change: Partial<typeof article>) => setArticle((before) => ({ ...before, ...change }));
  return (
    <div className="stack-2 paste">
      <div className="fields ask-fields">
        <Field label={t('news.paste.title')}>
          <Input value={article.title} maxLength={1000} onChange={(event) => set({ title: event.target.value })} />
        </Field>
        <Field label={t('news.paste.url')} optional>
          <Input value={article.url} maxLength={1000} placeholder="https://" onChange={(event) => set({ url: event.target.value.trim() })} />
        </Field>
        <Field label={t('news.paste.outlet')} optional>
          <Input value={article.outlet} maxLength={200} onChange={(event) => set({ outlet: event.target.value })} />
        </Field>
        <Field label={t('news.paste.on')} optional>
          <DayInput
            value={article.publishedOn}
            onChange={(day) => setArticle(({ publishedOn: _, ...rest }) => (day ? { ...rest, publishedOn: day } : rest))}
          />
        </Field>
      </div>
      <Field label={t('news.paste.text')} optional>
        <Input.TextArea rows={5} value={article.text} maxLength={200_000} onChange={(event) => set({ text: event.target.value })} />
      </Field>
      <div className="fields ask-fields">
        <GroundFields value={ground} onChange={setGround} />
      </div>
      <p className="row">
        <Button
          type="primary"
          disabled={!ready}
          loading={add.isPending}
          onClick={() => {
            const filled = Object.fromEntries(Object.entries(article).filter(([, value]) => value !== ''));
            const body = { ...(filled as { title: string }), ...ground, purpose: ground.purpose.trim() };
            add.mutate({ params: { caseId: props.caseId }, body, idempotencyKey: once(body) });
          }}
        >
          {t('news.keep')}
        </Button>
        {!ready && <span className="small quiet">{t('ask.needGround')}</span>}
      </p>
      {add.isError && <Failed error={add.error} />}
    </div>
  );
}
