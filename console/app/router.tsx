import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { NotFound } from '../parts/not-found.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { daySearch } from '../pages/my-day/search.ts';
import { funnelSearch } from '../pages/funnel/search.ts';
import { operationsSearch } from '../pages/operations/search.ts';
import { teamSearch } from '../pages/team/search.ts';
import { teamTasksSearch } from '../pages/team-tasks/search.ts';
import { api, queries } from './api.ts';
import { pagesOf } from './pages.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

type Load = () => Promise<{ readonly Page: () => ReactNode }>;

/** A rep's list of tasks stays while they open one after the other. */
const day = createRoute({
  getParentRoute: () => root,
  id: 'day',
  component: lazyRouteComponent(() => import('../pages/my-day/layout.tsx'), 'Page'),
  validateSearch: daySearch,
});

const pageOfDay = <Path extends string>(path: Path, load: Load) =>
  createRoute({ getParentRoute: () => day, path, component: lazyRouteComponent(load, 'Page') });

/** A page at a path; with `search`, what its address carries. */
const page = <Path extends string, Search extends object = object>(
  path: Path,
  load: Load,
  search: (given: Readonly<Record<string, unknown>>) => Search = () => ({}) as Search,
) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, 'Page'), validateSearch: search });

const text = (given: unknown): string | undefined => (typeof given === 'string' && given !== '' ? given : undefined);

/** What an address may carry: texts, by their names. */
const texts =
  <Name extends string>(...names: readonly Name[]) =>
  (given: Readonly<Record<string, unknown>>): { readonly [N in Name]?: string | undefined } =>
    Object.fromEntries(names.map((name) => [name, text(given[name])])) as { readonly [N in Name]?: string | undefined };

/** Where each role begins: its first page of the menu. */
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const me = await queries.ensureQueryData(api.people.me.queryOptions());
    throw redirect({ to: pagesOf(me)[0]!.path });
  },
});

/** Each page is loaded when it is opened. */
const routeTree = root.addChildren([
  home,
  day.addChildren([
    pageOfDay('/my-day', () => import('../pages/my-day/page.tsx')),
    pageOfDay('/tasks/$task', () => import('../pages/task/page.tsx')),
  ]),
  page('/leads', () => import('../pages/leads/page.tsx'), texts('where', 'sort', 'columns')),
  page('/leads/$lead', () => import('../pages/lead/page.tsx'), texts('show', 'touch')),
  page('/accounts', () => import('../pages/accounts/page.tsx'), texts('text', 'sort')),
  page('/accounts/$account', () => import('../pages/account/page.tsx')),
  page('/campaigns', () => import('../pages/campaigns/page.tsx')),
  page('/campaigns/new', () => import('../pages/new-campaign/page.tsx'), texts('audience', 'email')),
  page('/campaigns/$campaign', () => import('../pages/campaign/page.tsx'), texts('by')),
  page(
    '/campaigns/$campaign/leads',
    () => import('../pages/campaign-leads/page.tsx'),
    texts('is', 'track', 'because', 'content', 'persona', 'measure', 'stage', 'group', 'cameTo', 'would', 'runsIn'),
  ),
  page('/imports', () => import('../pages/imports/page.tsx')),
  page('/imports/$import', () => import('../pages/import/page.tsx')),
  page('/content', () => import('../pages/content/page.tsx')),
  page('/content/$content', () => import('../pages/content-one/page.tsx'), texts('persona')),
  page('/team', () => import('../pages/team/page.tsx'), teamSearch),
  page('/team/tasks', () => import('../pages/team-tasks/page.tsx'), teamTasksSearch),
  page('/funnel', () => import('../pages/funnel/page.tsx'), funnelSearch),
  page('/funnel/leads', () => import('../pages/funnel-leads/page.tsx'), texts('of', 'what')),
  page('/operations', () => import('../pages/operations/page.tsx'), operationsSearch),
  page('/settings', () => import('../pages/settings/page.tsx')),
  page(
    '/settings/$section',
    () => import('../pages/settings/page.tsx'),
    texts('program', 'segment', 'text', 'reason', 'scope', 'sink', 'state', 'team'),
  ),
]);

export const router = createRouter({
  routeTree,
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Problem,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: typeof router;
  }
}
