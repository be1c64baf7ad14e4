import { Link } from '@tanstack/react-router';
import { Empty } from '../server/answer.tsx';
import { useTitle, useWords } from '../words/words.tsx';

export function NotFound() {
  const { t } = useWords();
  useTitle(t('lost.title'));
  return (
    <main className="bare">
      <Empty
        page
        title={t('lost.title')}
        actions={
          <Link to="/" className="press main">
            {t('lost.desk')}
          </Link>
        }
      >
        <p>{t('lost.how', { path: location.pathname })}</p>
      </Empty>
    </main>
  );
}
