import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { checkPaper } from '#contract/operations/law.ts';
import { PublicHouse } from '../law/house.tsx';
import { Mark } from '../pieces/mark.tsx';
import { Failed } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

type Checked = Output<typeof checkPaper>;
const here = getRouteApi('/verify');

/** Whoever holds a letter or report checks the code at its foot; nothing about the debtor is said. */
export function VerifyPage() {
  const { t } = useWords();
  const { code: given } = here.useSearch();
  const [code, setCode] = useState(given ?? '');
  const check = useMutation({ mutationFn: (text: string) => client.call(checkPaper, { body: { code: text.trim() } }) });
  const verdict = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (check.data || check.error) verdict.current?.focus();
  }, [check.data, check.error]);

  return (
    <PublicHouse title={t('verify.title')} lead={t('verify.lead')} narrow>
      <div className="stack-3">
        <form
          className="law-code"
          onSubmit={(event) => {
            event.preventDefault();
            check.mutate(code);
          }}
        >
          <label>
            <span className="label">{t('verify.code')}</span>
            <input
              className="box code-box"
              required
              minLength={4}
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              placeholder="432E-5DE0-20BB"
              aria-describedby="verify-how"
              value={code}
              onChange={(event) => {
                setCode(event.target.value);
                check.reset();
              }}
            />
          </label>
          <p>
            <button type="submit" className="press main big" disabled={check.isPending}>
              {check.isPending ? t('state.loading') : t('verify.check')}
            </button>
          </p>
          <p id="verify-how" className="small quiet">
            {t('verify.code.how')}
          </p>
        </form>
        <div ref={verdict} tabIndex={-1} className="verdict-place">
          {check.isError && <Failed error={check.error} />}
          {check.data && <Verdict of={check.data} code={code} />}
        </div>
        <div className="law-two">
          <Words title={t('verify.proves')} of={['verify.proves1', 'verify.proves2', 'verify.proves3']} shape="tick" />
          <Words title={t('verify.not')} of={['verify.not1', 'verify.not2', 'verify.not3', 'verify.not4']} shape="bar" />
        </div>
        <Words
          title={t('verify.suspicious')}
          of={['verify.suspicious1', 'verify.suspicious2', 'verify.suspicious3', 'verify.suspicious4']}
          shape="diamond"
        />
        <section className="section stack">
          <header>
            <h2>{t('verify.bundle')}</h2>
          </header>
          <p>{t('verify.bundle.how')}</p>
          <p className="row-2">
            <a className="press" href="/verifier.html">
              {t('verify.bundle.open')}
            </a>
            <a href="/verifier.html?download" download="verifier.html">
              {t('verify.bundle.save')}
            </a>
          </p>
          <p className="small quiet">{t('verify.bundle.cli')}</p>
          <p>
            <code>npx quittance evidence verify bundle.zip</code>
          </p>
        </section>
        <p>
          <Link to="/consult" search={{ role: 'debtor' }}>
            {t('verify.consult')}
          </Link>
        </p>
      </div>
    </PublicHouse>
  );
}

function Verdict(props: { readonly of: Checked; readonly code: string }) {
  const { t, moment } = useWords();
  const { of } = props;
  if (!of.genuine) {
    return (
      <div className="verdict no stack" role="status">
        <p className="verdict-word">
          <Mark shape="cross" tone="cinnabar">
            {/* Non-breaking hyphens keep the code in one piece. */}
            {t('verify.unknown', { code: props.code.trim().toUpperCase().replaceAll('-', '\u2011') })}
          </Mark>
        </p>
        <p>{t('verify.unknown.how')}</p>
      </div>
    );
  }
  return (
    <div className="verdict yes stack-2" role="status">
      <p className="verdict-word">
        <Mark shape="seal" tone="jade">
          {t('verify.genuine')}
        </Mark>
      </p>
      {of.papers.map((paper) => (
        <dl key={paper.sha256} className="law-facts">
          <dt>{t('verify.kind')}</dt>
          <dd>{t(`verify.kind.${paper.kind}`)}</dd>
          <dt>{t('verify.sender')}</dt>
          <dd>
            <strong>{paper.sender}</strong>
          </dd>
          <dt>{t('verify.reference')}</dt>
          <dd>{paper.reference}</dd>
          <dt>{t('verify.at')}</dt>
          <dd>{moment(paper.at)}</dd>
          <dt>{t('verify.sha256')}</dt>
          <dd>
            <code>{paper.sha256}</code>
          </dd>
          {paper.recordId && (
            <>
              <dt>{t('verify.record')}</dt>
              <dd>
                <code>{paper.recordId}</code>
              </dd>
            </>
          )}
        </dl>
      ))}
      <p>{t('verify.compare')}</p>
    </div>
  );
}

type Sentence = `verify.proves${1 | 2 | 3}` | `verify.not${1 | 2 | 3 | 4}` | `verify.suspicious${1 | 2 | 3 | 4}`;

function Words(props: { readonly title: string; readonly of: readonly Sentence[]; readonly shape: 'tick' | 'bar' | 'diamond' }) {
  const { t } = useWords();
  return (
    <section className="section">
      <header>
        <h2>{props.title}</h2>
      </header>
      <ul className="law-marked">
        {props.of.map((word) => (
          <li key={word}>
            <Mark shape={props.shape} tone={props.shape === 'tick' ? 'jade' : 'quiet'} />
            <span>{t(word)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
