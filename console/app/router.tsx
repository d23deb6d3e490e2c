import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { NotFound } from '../parts/not-found.tsx';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { funnelSearch } from '../pages/funnel/search.ts';
import { teamSearch } from '../pages/team/search.ts';
import { teamTasksSearch } from '../pages/team-tasks/search.ts';
import { api, queries } from './api.ts';
import { pagesOf } from './pages.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

type Load = () => Promise<{ readonly Page: () => ReactNode }>;

/** A page at a path; with `search`, what its address carries. */
const page = <Path extends string, Search extends object = object>(
  path: Path,
  load: Load,
  search: (given: Readonly<Record<string, unknown>>) => Search = () => ({}) as Search,
) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, 'Page'), validateSearch: search });

const text = (given: unknown): string | undefined => (typeof given === 'string' && given !== '' ? given : undefined);

/** Where each role begins: its first page of the menu. */
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const { role } = await queries.ensureQueryData(api.people.me.queryOptions());
    throw redirect({ to: pagesOf(role)[0]!.path });
  },
});

/** Each page is loaded when it is opened. */
const routeTree = root.addChildren([
  home,
  page('/my-day', () => import('../pages/my-day/page.tsx')),
  page('/tasks/$task', () => import('../pages/task/page.tsx')),
  page(
    '/leads',
    () => import('../pages/leads/page.tsx'),
    ({ where }) => ({ where: text(where) }),
  ),
  page('/leads/$lead', () => import('../pages/lead/page.tsx')),
  page('/team', () => import('../pages/team/page.tsx'), teamSearch),
  page('/team/tasks', () => import('../pages/team-tasks/page.tsx'), teamTasksSearch),
  page('/funnel', () => import('../pages/funnel/page.tsx'), funnelSearch),
  page(
    '/funnel/leads',
    () => import('../pages/funnel-leads/page.tsx'),
    ({ of, what }) => ({ of: text(of), what: text(what) }),
  ),
  page('/settings', () => import('../pages/settings/page.tsx')),
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
