import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { lookUpContracts } from '#contract/operations/contracts.ts';
import { PublicHouse } from '../law/house.tsx';
import { Mark as Shaped } from '../pieces/mark.tsx';
import { Failed, Waiting } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { HashPlace } from './drop.tsx';
import type { Mark } from './fingerprint.ts';
import { type Looked, LookedUp } from './results.tsx';

const filesAtOnce = 100;
const pagesOfAFile = 500;

/** Whoever holds a contract asks whether it was registered here, without an account and without giving it away. */
export function LookUpPage() {
  const { t } = useWords();
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  const look = useMutation({ mutationFn: lookUp });
  return (
    <PublicHouse title={t('lookup.title')} lead={t('lookup.lead')} narrow>
      <div className="stack-3">
        <HashPlace
          title={t('lookup.drop')}
          hint={t('lookup.drop.how')}
          onMarks={(found) => {
            setMarks(found);
            if (found.length > 0) look.mutate(found);
          }}
        />
        {look.isPending && <Waiting lines={2} />}
        {look.isError && <Failed error={look.error} retry={() => look.mutate(marks)} />}
        {look.data && (
          <section className="section" role="status">
            <h2>{t('lookup.result')}</h2>
            <LookedUp of={look.data} />
          </section>
        )}
        <section className="section">
          <h2>{t('lookup.means')}</h2>
          <ul className="law-marked">
            {(['lookup.means1', 'lookup.means2', 'lookup.means3', 'lookup.means4'] as const).map((word) => (
              <li key={word}>
                <Shaped shape="bar" tone="quiet" />
                <span>{t(word)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </PublicHouse>
  );
}

/** Only digests are sent; the words of a page are not even sent as a digest, because short texts can be guessed. */
async function lookUp(marks: readonly Mark[]): Promise<readonly Looked[]> {
  const found: Looked[] = [];
  for (let at = 0; at < marks.length; at += filesAtOnce) {
    const files = marks.slice(at, at + filesAtOnce).map(({ path, sha256, pages }) => ({
      path,
      sha256,
      ...(pages ? { pages: { method: pages.method, pages: pages.pages.slice(0, pagesOfAFile).map(({ content }) => content) } } : {}),
    }));
    found.push(
      ...(await client.call(lookUpContracts, { body: { files: files.map((file, i) => ({ ...file, path: String(i + 1) })) } })).files.map(
        (file, i) => ({ ...file, path: files[i]?.path ?? '' }),
      ),
    );
  }
  return found;
}
