import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { NotFound } from './entry/not-found.tsx';
import { Failed, Waiting } from './server/answer.tsx';

/** Every address of the web in one table; each page is a chunk of its own. */
const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => (
    <main className="bare">
      <Failed error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
    </main>
  ),
});

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

// Pages without an account: light, no antd.
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { back?: string } => (text(search.back) ? { back: String(search.back) } : {}),
  component: lazyRouteComponent(() => import('./entry/sign-in.tsx'), 'SignInPage'),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./entry/welcome.tsx'), 'WelcomePage'),
});
const consult = createRoute({
  getParentRoute: () => root,
  path: '/consult',
  validateSearch: (search: Record<string, unknown>): { role?: 'creditor' | 'debtor'; step?: number } => ({
    ...(search.role === 'creditor' || search.role === 'debtor' ? { role: search.role } : {}),
    ...(Number.isInteger(search.step) ? { step: Number(search.step) } : {}),
  }),
  component: lazyRouteComponent(() => import('./consult/page.tsx'), 'ConsultPage'),
});
/** Keeps the named keys of an address that hold a text. */
const keep =
  <K extends string>(...names: readonly K[]) =>
  (search: Record<string, unknown>): { [P in K]?: string } => {
    const kept: { [P in K]?: string } = {};
    for (const name of names) {
      // The router reads digits in an address as a number; a code of digits only is still a text.
      const value = text(typeof search[name] === 'number' ? String(search[name]) : search[name]);
      if (value) kept[name] = value;
    }
    return kept;
  };
const law = createRoute({
  getParentRoute: () => root,
  path: '/law',
  validateSearch: keep('place', 'beside', 'topic', 'status'),
  component: lazyRouteComponent(() => import('./law/page.tsx'), 'LawPage'),
});
const countries = createRoute({
  getParentRoute: () => root,
  path: '/law/countries',
  validateSearch: keep('code', 'from'),
  component: lazyRouteComponent(() => import('./law/countries.tsx'), 'CountriesPage'),
});
const mayContact = createRoute({
  getParentRoute: () => root,
  path: '/law/contact',
  validateSearch: keep('place'),
  component: lazyRouteComponent(() => import('./law/contact.tsx'), 'MayContactPage'),
});
const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  validateSearch: keep('code'),
  component: lazyRouteComponent(() => import('./verify/page.tsx'), 'VerifyPage'),
});

const lookUp = createRoute({
  getParentRoute: () => root,
  path: '/contracts/look-up',
  component: lazyRouteComponent(() => import('./contracts/look-up.tsx'), 'LookUpPage'),
});

// Everything behind sign-in stands inside the frame.
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: lazyRouteComponent(() => import('./frame/frame.tsx'), 'Frame'),
});
const desk = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(() => import('./desk/page.tsx'), 'DeskPage'),
});
export type CaseFilter = {
  readonly q?: string;
  readonly stage?: string;
  readonly overlay?: string;
  readonly country?: string;
  readonly currency?: string;
  readonly closed?: 'no' | 'yes' | 'all';
  readonly sort?: 'next' | 'newest' | 'amount' | 'late' | 'limitation';
};
const sorts = ['next', 'newest', 'amount', 'late', 'limitation'] as const;
const cases = createRoute({
  getParentRoute: () => frame,
  path: '/cases',
  validateSearch: (search: Record<string, unknown>): CaseFilter => {
    const kept: Record<string, string> = {};
    for (const name of ['q', 'stage', 'overlay', 'country', 'currency']) {
      const value = text(search[name]);
      if (value) kept[name] = value;
    }
    if (search.closed === 'yes' || search.closed === 'all') kept.closed = search.closed;
    const sort = sorts.find((one) => one === search.sort);
    if (sort) kept.sort = sort;
    return kept;
  },
  component: lazyRouteComponent(() => import('./cases/page.tsx'), 'CasesPage'),
});
export const caseTabs = ['overview', 'timeline', 'money', 'evidence', 'calls', 'flow', 'debtor', 'assets', 'law', 'letters'] as const;
export type CaseTab = (typeof caseTabs)[number];
const oneCase = createRoute({
  getParentRoute: () => frame,
  path: '/cases/$caseId',
  validateSearch: (search: Record<string, unknown>): { tab?: CaseTab } => {
    const tab = caseTabs.find((one) => one === search.tab);
    return tab && tab !== 'overview' ? { tab } : {};
  },
  component: lazyRouteComponent(() => import('./case/page.tsx'), 'CasePage'),
});
const report = createRoute({
  getParentRoute: () => frame,
  path: '/reports/$assessmentId',
  component: lazyRouteComponent(() => import('./report/page.tsx'), 'ReportPage'),
});
const filing = createRoute({
  getParentRoute: () => frame,
  path: '/claims/new',
  component: lazyRouteComponent(() => import('./filing/page.tsx'), 'FilingPage'),
});
const outbox = createRoute({
  getParentRoute: () => frame,
  path: '/outbox',
  validateSearch: (search: Record<string, unknown>): { state?: string; message?: string } => ({
    ...(text(search.state) ? { state: String(search.state) } : {}),
    ...(text(search.message) ? { message: String(search.message) } : {}),
  }),
  component: lazyRouteComponent(() => import('./outbox/page.tsx'), 'OutboxPage'),
});
const review = createRoute({
  getParentRoute: () => frame,
  path: '/review',
  validateSearch: (search: Record<string, unknown>): { kind?: 'list' | 'register' | 'news'; state?: 'unsure' | 'decided' } => ({
    ...(search.kind === 'list' || search.kind === 'register' || search.kind === 'news' ? { kind: search.kind } : {}),
    ...(search.state === 'unsure' || search.state === 'decided' ? { state: search.state } : {}),
  }),
  component: lazyRouteComponent(() => import('./review/page.tsx'), 'ReviewPage'),
});
const learning = createRoute({
  getParentRoute: () => frame,
  path: '/review/learning',
  component: lazyRouteComponent(() => import('./review/learning/page.tsx'), 'LearningPage'),
});
const imports = createRoute({
  getParentRoute: () => frame,
  path: '/imports',
  component: lazyRouteComponent(() => import('./imports/page.tsx'), 'ImportsPage'),
});
const oneImport = createRoute({
  getParentRoute: () => frame,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('./imports/one.tsx'), 'ImportPage'),
});
const contracts = createRoute({
  getParentRoute: () => frame,
  path: '/contracts',
  component: lazyRouteComponent(() => import('./contracts/page.tsx'), 'ContractsPage'),
});
const settings = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>): { part?: string } => (text(search.part) ? { part: String(search.part) } : {}),
  component: lazyRouteComponent(() => import('./settings/page.tsx'), 'SettingsPage'),
});
const privacy = createRoute({
  getParentRoute: () => frame,
  path: '/settings/privacy',
  component: lazyRouteComponent(() => import('./privacy/page.tsx'), 'PrivacyPage'),
});
const evidenceLog = createRoute({
  getParentRoute: () => frame,
  path: '/settings/log',
  component: lazyRouteComponent(() => import('./log/page.tsx'), 'LogPage'),
});
const audit = createRoute({
  getParentRoute: () => frame,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): { subject?: string } => (text(search.subject) ? { subject: String(search.subject) } : {}),
  component: lazyRouteComponent(() => import('./audit/page.tsx'), 'AuditPage'),
});

const tree = root.addChildren([
  signIn,
  welcome,
  consult,
  law,
  countries,
  mayContact,
  verify,
  lookUp,
  frame.addChildren([
    desk,
    cases,
    oneCase,
    report,
    filing,
    outbox,
    review,
    learning,
    imports,
    oneImport,
    contracts,
    settings,
    privacy,
    evidenceLog,
    audit,
  ]),
]);

export const createPages = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: () => (
      <main className="bare">
        <Waiting lines={6} />
      </main>
    ),
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPages>;
  }
}
