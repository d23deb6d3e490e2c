import { campaigns } from './routers/campaigns.ts';
import { content } from './routers/content.ts';
import { imports } from './routers/imports.ts';
import { leads } from './routers/leads.ts';
import { ops } from './routers/ops.ts';
import { tasks } from './routers/tasks.ts';
import { createCallerFactory, router } from './trpc.ts';

export const appRouter = router({ campaigns, content, imports, leads, ops, tasks });

/** Its type is all that clients import. */
export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP: `createCaller({ ...deps, principal })`. */
export const createCaller = createCallerFactory(appRouter);
