import { accounts } from './routers/accounts.ts';
import { alerts } from './routers/alerts.ts';
import { audit } from './routers/audit.ts';
import { campaigns } from './routers/campaigns.ts';
import { consents } from './routers/consents.ts';
import { contact } from './routers/contact.ts';
import { content } from './routers/content.ts';
import { deals } from './routers/deals.ts';
import { events } from './routers/events.ts';
import { experiments } from './routers/experiments.ts';
import { forms } from './routers/forms.ts';
import { imports } from './routers/imports.ts';
import { keys } from './routers/keys.ts';
import { leads } from './routers/leads.ts';
import { leads as leadsSeen } from './routers/leads-seen.ts';
import { live } from './routers/live.ts';
import { mail } from './routers/mail.ts';
import { ops } from './routers/ops.ts';
import { people } from './routers/people.ts';
import { policy } from './routers/policy.ts';
import { programs } from './routers/programs.ts';
import { reports } from './routers/reports.ts';
import { segments } from './routers/segments.ts';
import { sessions } from './routers/sessions.ts';
import { suppressions } from './routers/suppressions.ts';
import { tasks } from './routers/tasks.ts';
import { team } from './routers/team.ts';
import { texts } from './routers/texts.ts';
import type { ApiRole } from '../db/columns.ts';
import { isAllowed } from './procedures/auth.ts';
import type { Context, ProcedureCall } from './procedures/context.ts';
import { own } from '../domain/text/own.ts';
import { createCallerFactory, mergeRouters, router } from './procedures/trpc.ts';

export const appRouter = router({
  accounts,
  alerts,
  audit,
  campaigns,
  consents,
  contact,
  content,
  deals,
  events,
  experiments,
  forms,
  imports,
  keys,
  leads: mergeRouters(leadsSeen, leads),
  live,
  mail,
  ops,
  people,
  policy,
  programs,
  reports,
  segments,
  sessions,
  suppressions,
  tasks,
  team,
  texts,
});

/** Clients import only this type. */
export type AppRouter = typeof appRouter;

/** What is known of a procedure without calling it. */
export interface Procedure {
  readonly _def: {
    readonly type: 'query' | 'mutation' | 'subscription';
    readonly inputs: readonly unknown[];
    readonly meta?: { readonly roles: readonly ApiRole[] };
  };
}

/** All procedures that answer once, by their names. A stream is for the console. */
export const procedures: Readonly<Record<string, Procedure>> = Object.fromEntries(
  Object.entries(appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>).filter(
    ([, { _def }]) => _def.type !== 'subscription',
  ),
);

/** The schema of a procedure's input; undefined if it takes none, or for an unknown name. */
export const inputOf = (path: string): unknown => own(procedures, path)?._def.inputs.at(-1);

/** The names of the procedures that a role may call. What it may change with them, the rights on each lead and task say. */
const allowedFor = (role: ApiRole): readonly string[] =>
  Object.entries(procedures).flatMap(([name, { _def }]) => (isAllowed(role, _def.meta?.roles ?? []) ? [name] : []));

/** The context of a procedure call. */
export const contextOf = (call: ProcedureCall): Context => ({
  ...call,
  inputOf,
  procedures: Object.keys(procedures),
  allowedFor,
});

const callerFor = createCallerFactory(appRouter);

/** Calls procedures without HTTP: `createCaller({ ...deps, principal })`. @public for tests */
export const createCaller = (call: ProcedureCall) => callerFor(contextOf(call));
