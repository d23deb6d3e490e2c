import { v7 as uuid } from 'uuid';
import type { Principal } from '../../db/system/api-keys.ts';
import { beginAct } from '../../db/system/audit.ts';
import { holdersOf, type Holder } from '../../db/leads/lead-holders.ts';
import { repById, taskRef } from '../../db/tasks/queue.ts';
import type { ApiDeps } from './context.ts';
import { notFound, Refusal } from './refusal.ts';
import { apiRoles } from '../../domain/people/roles.ts';

/** What decides about a principal's rights. */
interface Asker extends Pick<Principal, 'role' | 'repId'> {
  readonly teamId: string | undefined;
}

const askerOf = async ({ db }: Pick<ApiDeps, 'db'>, { role, repId }: Principal): Promise<Asker> => ({
  role,
  repId,
  teamId: repId === undefined ? undefined : (await repById(db, repId))?.teamId,
});

/**
 * Whether the principal may change a lead. Marketers and admins may change every lead; a rep may change a lead that they own, that
 * they have a task on, or whose task is unassigned in their team; a manager may change a lead that their team works.
 */
function mayChangeLead({ role, repId, teamId }: Asker, holders: readonly Holder[]): boolean {
  const { changes } = apiRoles[role];
  if (changes === 'all') return true;
  if (changes === 'none' || repId === undefined) return false;
  if (changes === 'team') return holders.some((holder) => holder.teamId === teamId);
  return holders.some((holder) => holder.repId === repId || (holder.repId === null && holder.teamId === teamId));
}

/** Whether the principal may change a lead. @throws Refusal for a lead that is unknown */
export async function mayChange(deps: Pick<ApiDeps, 'db'>, principal: Principal, leadId: string): Promise<boolean> {
  const holders = await holdersOf(deps.db, leadId);
  if (!holders) throw notFound('lead', leadId);
  return mayChangeLead(await askerOf(deps, principal), holders);
}

/** @throws Refusal for a lead that is unknown, or that the principal may not change */
export async function mustChangeLead(deps: Pick<ApiDeps, 'db'>, principal: Principal, leadId: string): Promise<void> {
  if (await mayChange(deps, principal, leadId)) return;
  throw new Refusal('FORBIDDEN', 'You may not change this lead.', {
    code: 'otherLead',
    value: leadId,
    todo: 'Its owner, a rep with a task on it, their manager, or marketing can do that.',
  });
}

/** Everyone may read. Reading a lead of another team is recorded. @throws Refusal for an unknown lead */
export async function recordLeadRead(deps: Pick<ApiDeps, 'db' | 'clock'>, principal: Principal, action: string, leadId: string) {
  const { db, clock } = deps;
  const holders = await holdersOf(db, leadId);
  if (!holders) throw notFound('lead', leadId);
  if (!apiRoles[principal.role].rep) return;
  const { teamId } = await askerOf(deps, principal);
  if (holders.length === 0 || holders.some((holder) => holder.teamId === teamId)) return;
  const who = { keyId: principal.id, principal: principal.name };
  await beginAct(db, { id: uuid(), at: clock.now(), ...who, action, subjects: [leadId], detail: { otherTeam: true } }, 'done');
}

/** The rep of the key. @throws Refusal for a key that belongs to no rep */
export function repOf({ principal }: { readonly principal: Principal }): string {
  if (principal.repId) return principal.repId;
  throw new Refusal('FORBIDDEN', `${principal.name} is not a rep, and has neither tasks nor a team.`, {
    code: 'noRep',
    todo: 'Sign in as somebody in the staff file, or use a key that belongs to a rep.',
  });
}

/** A rep may work on the tasks of their team, and on those assigned to them. @throws Refusal */
export async function mustWorkOn(deps: Pick<ApiDeps, 'db'>, principal: Principal, taskId: string): Promise<void> {
  const task = await taskRef(deps.db, taskId);
  if (!task) throw notFound('task', taskId);
  if (principal.role === 'admin') return;
  const repId = repOf({ principal });
  const { teamId } = await askerOf(deps, principal);
  if (task.teamId === teamId || task.assigneeId === repId) return;
  throw new Refusal('FORBIDDEN', 'This task belongs to another team.', {
    code: 'otherTeam',
    value: taskId,
    todo: 'Ask its manager to reassign it.',
  });
}
