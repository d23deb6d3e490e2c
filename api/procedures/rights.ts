import { v7 as uuid } from 'uuid';
import type { Principal } from '../../db/system/api-keys.ts';
import { beginAct } from '../../db/system/audit.ts';
import { holdersOf, type Holder } from '../../db/leads/lead-holders.ts';
import { repById, taskRef } from '../../db/tasks/queue.ts';
import type { ApiDeps } from './context.ts';
import { notFound, Refusal } from './refusal.ts';
import { apiRoles } from '../../domain/people/roles.ts';

/** What a principal is, for questions of rights. */
interface Asker extends Pick<Principal, 'role' | 'repId'> {
  readonly teamId: string | undefined;
}

const askerOf = async ({ db }: Pick<ApiDeps, 'db'>, { role, repId }: Principal): Promise<Asker> => ({
  role,
  ...(repId !== undefined && { repId }),
  teamId: repId === undefined ? undefined : (await repById(db, repId))?.teamId,
});

/**
 * Whether somebody may change a lead: marketers and admins every one; a rep one that they own, on which they have a task, or
 * whose task nobody of their team has yet; a manager one on which their team works.
 */
function mayChangeLead({ role, repId, teamId }: Asker, holders: readonly Holder[]): boolean {
  const { changes } = apiRoles[role];
  if (changes === 'all') return true;
  if (changes === 'none' || repId === undefined) return false;
  if (changes === 'team') return holders.some((holder) => holder.teamId === teamId);
  return holders.some((holder) => holder.repId === repId || (holder.repId === null && holder.teamId === teamId));
}

/** @throws Refusal for a lead that is unknown, or not theirs to change */
export async function mustChangeLead(deps: Pick<ApiDeps, 'db'>, principal: Principal, leadId: string): Promise<void> {
  const holders = await holdersOf(deps.db, leadId);
  if (!holders) throw notFound('lead', leadId);
  if (mayChangeLead(await askerOf(deps, principal), holders)) return;
  throw new Refusal('FORBIDDEN', 'This lead is not yours to change.', {
    code: 'otherLead',
    value: leadId,
    todo: 'Its owner, a rep with a task on it, their manager, or marketing can do that.',
  });
}

/** Everybody may read; that somebody reads a lead on which another team works is saved. @throws Refusal for a lead that is unknown */
export async function noteLeadRead(deps: Pick<ApiDeps, 'db' | 'clock'>, principal: Principal, action: string, leadId: string) {
  const { db, clock } = deps;
  if (!apiRoles[principal.role].rep) return;
  const holders = await holdersOf(db, leadId);
  if (!holders) throw notFound('lead', leadId);
  const { teamId } = await askerOf(deps, principal);
  if (holders.length === 0 || holders.some((holder) => holder.teamId === teamId)) return;
  const who = { keyId: principal.id, principal: principal.name };
  await beginAct(db, { id: uuid(), at: clock.now(), ...who, action, subjects: [leadId], detail: { otherTeam: true } }, 'done');
}

/** The rep whose key it is. @throws Refusal for a key that belongs to no rep */
export function repOf({ principal }: { readonly principal: Principal }): string {
  if (principal.repId) return principal.repId;
  throw new Refusal('FORBIDDEN', `The key of ${principal.name} belongs to no rep.`, {
    code: 'noRep',
    todo: 'Use the key of a rep: it says who reports.',
  });
}

/** A rep works on the tasks of their team, and on those that they were given. @throws Refusal */
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
