import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './look/tokens.css';
import './look/page.css';
import { applyTheme } from './look/theme.ts';
import { createPages } from './router.tsx';
import { statusOf } from './server/client.ts';
import { firstLocale, loadWords, WordsProvider } from './words/words.tsx';

applyTheme();

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays a refusal; only a lost line is worth a second try.
      retry: (count, error) => statusOf(error) === undefined && count < 2,
    },
  },
});
const router = createPages(queries);
const locale = firstLocale();
const words = await loadWords(locale);

const root = document.getElementById('root');
if (!root) throw new Error('expected an element with id "root" in index.html');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <WordsProvider locale={locale} words={words}>
        <RouterProvider router={router} />
      </WordsProvider>
    </QueryClientProvider>
  </StrictMode>,
);
