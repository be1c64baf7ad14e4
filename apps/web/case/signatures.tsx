import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { getSignatures } from '#contract/operations/recordings.ts';
import type { Exhibit } from '#contract/schemas/case.ts';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { Answer } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

type Found = Output<typeof getSignatures>;
type Verdict = Extract<Found, { form: 'pdf' | 'ofd' }>['signatures'][number];

const shapes: Record<Verdict['integrity'], [Shape, Tone]> = {
  holds: ['seal', 'jade'],
  changed: ['cross', 'cinnabar'],
  false: ['cross', 'cinnabar'],
  malformed: ['bang', 'ochre'],
  'not-supported': ['bar', 'quiet'],
};

export const maySign = ({ name, mediaType }: Exhibit): boolean => /\.(pdf|ofd)$/i.test(name) || mediaType === 'application/pdf';

/** Who signed an exhibit, when, and what was changed or added since; asked for when somebody wants to see it. */
export function Signatures(props: { readonly of: Exhibit }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details className="small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('signatures.show')}</summary>
      {open && <List exhibitId={props.of.id} />}
    </details>
  );
}

function List(props: { readonly exhibitId: string }) {
  const { t } = useWords();
  const found = useQuery(ask(getSignatures, { params: { exhibitId: props.exhibitId } }));
  return (
    <Answer of={found} lines={2}>
      {(value) => {
        if (value.form === 'other') return <p className="quiet">{t('signatures.other')}</p>;
        const signatures: readonly Verdict[] = value.signatures;
        if (signatures.length === 0) return <p className="quiet">{t('signatures.none')}</p>;
        return (
          <ul className="stack">
            {signatures.map((verdict) => (
              <One key={`${verdict.serial}${JSON.stringify(verdict.time)}${'id' in verdict ? verdict.id : ''}`} of={verdict} />
            ))}
          </ul>
        );
      }}
    </Answer>
  );
}

function One(props: { readonly of: Verdict }) {
  const { t, moment } = useWords();
  const { of } = props;
  const [shape, tone] = shapes[of.integrity];
  const altered = 'changed' in of ? [...of.changed, ...of.missing] : [];
  const later =
    'addedAfter' in of
      ? of.addedAfter.map(({ type, object }) => `${type} (${object})`)
      : of.uncovered.filter(({ path, signedBy }) => signedBy.length === 0 && !altered.includes(path)).map(({ path }) => path);
  return (
    <li>
      <p className="row-2">
        <Mark shape={shape} tone={tone}>
          {t(`signatures.${of.integrity}`)}
        </Mark>
        {of.signer && <strong>{of.signer}</strong>}
        <span className="quiet">
          {of.identity === 'trusted' && of.root ? t('signatures.underRoot', { root: of.root }) : t(`signatures.identity.${of.identity}`)}
        </span>
        <span className="quiet">{t(`signatures.time.${of.time.kind}`, { at: of.time.at ? moment(of.time.at) : '' })}</span>
      </p>
      {of.revocation && <Revocation of={of.revocation} proven={of.time.kind === 'proven'} />}
      {'seal' in of && of.seal && <p>{t('signatures.seal', { name: of.seal.name, maker: of.seal.maker ?? '–' })}</p>}
      {altered.length > 0 && <p className="pressing hashed-sha">{t('signatures.altered', { list: altered.join(', ') })}</p>}
      {of.covers === 'whole' && of.integrity === 'holds' && <p className="quiet">{t('signatures.whole')}</p>}
      {later.length > 0 && (
        <p className="hashed-sha">{t('signatures.later', { list: shortened(later, 'addedAfter' in of ? of.addedMore : of.uncoveredMore) })}</p>
      )}
      {of.why && of.revocation?.kind !== 'revoked' && <p className="faint">{of.why}</p>}
    </li>
  );
}

const mostShown = 20;
const shortened = (names: readonly string[], more = 0): string => {
  const left = Math.max(0, names.length - mostShown) + more;
  return `${names.slice(0, mostShown).join(', ')}${left > 0 ? ` … +${left}` : ''}`;
};

/** Was a certificate of the signer revoked by the time of signing, and by whose word? */
function Revocation(props: { readonly of: NonNullable<Verdict['revocation']>; readonly proven: boolean }) {
  const { t, moment } = useWords();
  const { of, proven } = props;
  if (of.kind === 'revoked') return <p className="pressing">{t('signatures.revocation.revoked', { at: moment(of.at) })}</p>;
  if (of.kind === 'not-known') return <p className="quiet">{t('signatures.revocation.not-known')}</p>;
  if (of.revokedLater === undefined)
    return <p className="quiet">{t('signatures.revocation.good', { at: moment(of.asOf), by: of.by.toUpperCase() })}</p>;
  const word = proven ? 'signatures.revocation.later' : 'signatures.revocation.laterClaimed';
  return <p className={proven ? 'quiet' : 'pressing'}>{t(word, { at: moment(of.revokedLater) })}</p>;
}
