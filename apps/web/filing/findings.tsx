import { Button } from 'antd';
import { Mark } from '../pieces/mark.tsx';
import type { Words } from '../words/words.tsx';
import { useWords } from '../words/words.tsx';
import type { Proposal } from './draft.ts';
import type { Reading } from './reading.ts';

/** What was read, what is odd about it, and what a person must still say. */
export function Findings(props: {
  readonly readings: readonly Reading[];
  readonly isUsed: (proposal: Proposal) => boolean;
  readonly onUse: (proposal: Proposal) => void;
}) {
  const { t, bytes, locale, say } = useWords();
  const proposals = props.readings.flatMap((reading, at) => (at === 0 ? reading.proposals : []));
  const missing = props.readings.flatMap((reading) => reading.missing.map((one) => ({ ...one, file: reading.fileName })));
  const speak = (one: { readonly zh: string; readonly en: string }) => (locale === 'en' ? one.en : one.zh);
  return (
    <section className="section" aria-label={t('filing.read')}>
      <header>
        <h2>{t('filing.read')}</h2>
      </header>
      <ul>
        {props.readings.map((reading) => (
          <li key={reading.uploadId} className="stack">
            <p className="row">
              <Mark shape="tick" tone="jade">
                <strong>{reading.fileName}</strong>
              </Mark>
              <span className="small quiet">
                {formatOf(reading, t)} · {bytes(reading.bytes)}
              </span>
              <code className="faint" title={reading.sha256}>
                SHA-256 {reading.sha256.slice(0, 16)}…
              </code>
            </p>
            {reading.findings.length === 0 && <p className="small quiet">{t('filing.noFindings')}</p>}
            <ul>
              {reading.findings.map((finding) => (
                <li key={`${finding.code}${finding.path ?? ''}${finding.got ?? ''}`} className="finding">
                  <Mark
                    shape={finding.severity === 'error' ? 'cross' : finding.severity === 'warning' ? 'bang' : 'open'}
                    tone={finding.severity === 'error' ? 'cinnabar' : finding.severity === 'warning' ? 'ochre' : 'quiet'}
                  >
                    <span className="sr-only">{t(severityWord(finding.severity))}</span>
                  </Mark>
                  <div>
                    <p>{speak(finding)}</p>
                    <p className="facts">
                      {finding.expected && <span>{t('finding.expected', { value: finding.expected })}</span>}
                      {finding.got && <span>{t('finding.got', { value: finding.got })}</span>}
                      <code>{finding.code}</code>
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {proposals.length > 0 && (
        <div className="notice">
          <div className="grow stack">
            <strong>{t('filing.proposals')}</strong>
            <ul>
              {proposals.map((proposal) => (
                <li key={`${proposal.path}${proposal.value}`} className="between proposal">
                  <span>
                    {pathWord(proposal.path, t)}: <strong className="num">{proposal.value}</strong> <span className="quiet">{say(proposal.why)}</span>
                  </span>
                  {props.isUsed(proposal) ? (
                    <span className="kept small">{t('filing.used')}</span>
                  ) : (
                    <Button size="small" onClick={() => props.onUse(proposal)}>
                      {t('filing.use')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {missing.length > 0 && (
        <div className="notice warn">
          <div>
            <strong>{t('filing.missing')}</strong>
            <ul>
              {missing.map((one) => (
                <li key={`${one.file}${one.path}`}>
                  {speak(one)} {one.needed && <span className="flag pressing">{t('filing.needed')}</span>}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </section>
  );
}

/** The field a proposal is for, in words; an unknown one keeps its path. */
function pathWord(path: string, t: Words['t']): string {
  if (path === 'governingLaw') return t('claim.law');
  if (path.endsWith('.dueOn')) return t('item.dueOn');
  return path;
}

const severityWord = (severity: string) => (severity === 'error' ? 'severity.error' : severity === 'warning' ? 'severity.warning' : 'severity.info');

const formats: Record<string, string> = {
  ubl: 'UBL 2.1',
  cii: 'UN/CEFACT CII',
  facturx: 'Factur-X / ZUGFeRD',
};

function formatOf(reading: Reading, t: Words['t']): string {
  const source = reading.draft.source;
  const format = typeof source === 'object' && source !== null && 'format' in source ? String(source.format) : '';
  return format === 'cn-einvoice' ? t('format.cn') : (formats[format] ?? format.toUpperCase());
}
