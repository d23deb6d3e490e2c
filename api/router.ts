import { accounts } from './routers/accounts.ts';
import { campaigns } from './routers/campaigns.ts';
import { consents } from './routers/consents.ts';
import { content } from './routers/content.ts';
import { forms } from './routers/forms.ts';
import { imports } from './routers/imports.ts';
import { leads } from './routers/leads.ts';
import { mail } from './routers/mail.ts';
import { ops } from './routers/ops.ts';
import { suppressions } from './routers/suppressions.ts';
import { tasks } from './routers/tasks.ts';
import { team } from './routers/team.ts';
import { createCallerFactory, router } from './trpc.ts';

export const appRouter = router({
  accounts,
  campaigns,
  consents,
  content,
  forms,
  imports,
  leads,
  mail,
  ops,
  suppressions,
  tasks,
  team,
});

/** Its type is all that clients import. */
export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP: `createCaller({ ...deps, principal })`. */
export const createCaller = createCallerFactory(appRouter);
