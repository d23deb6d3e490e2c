import { sql } from 'kysely';
import type { TaskKind } from '../../domain/sales/task-kinds.ts';
import type { Db } from '../database.ts';
import { leadLines, lineOf } from '../leads/lead-lines.ts';

/** A company, with the rep who owns it and their team. */
export const accountById = (db: Db, id: string) =>
  db
    .selectFrom('accounts')
    .leftJoin('reps', 'reps.id', 'accounts.ownerId')
    .leftJoin('teams', 'teams.id', 'reps.teamId')
    .where('accounts.id', '=', id)
    .select(['accounts.id', 'accounts.name', 'accounts.domain', 'accounts.kind', 'accounts.size', 'accounts.industry'])
    .select(['accounts.region', 'accounts.alias', 'accounts.ownerId', 'reps.name as owner', 'teams.slug as team'])
    .executeTakeFirst();

interface OpenTask {
  readonly kind: TaskKind;
  readonly assignee: string | null;
}

/** The leads at a company, those who moved last first, each with its open tasks. @param leadId of whom the others are colleagues */
export async function peopleAt(db: Db, { leadId, accountId }: { leadId?: string; accountId: string }, limit: number) {
  const rows = await leadLines(db)
    .where('leads.accountId', '=', accountId)
    .where('leads.duplicateOf', 'is', null)
    .where('leads.erasedAt', 'is', null)
    .$if(leadId !== undefined, (query) => query.where('leads.id', '<>', leadId!))
    .select(
      sql<OpenTask[]>`coalesce((select jsonb_agg(jsonb_build_object('kind', t.kind, 'assignee', a.name) order by t.opened_at)
        from tasks as t left join reps as a on a.id = t.assignee_id where t.lead_id = leads.id and t.state = 'open'), '[]')`.as(
        'tasks',
      ),
    )
    .orderBy('leads.stageAt', 'desc')
    .orderBy('leads.id')
    .limit(limit)
    .execute();
  return rows.map(({ tasks, ...row }) => ({ ...lineOf(row), tasks }));
}
