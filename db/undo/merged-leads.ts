import { sql } from 'kysely';
import { listed } from '../states.ts';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import type { Trx } from '../database.ts';
import type { Moving } from './moved-rows.ts';
import type { RowImage } from './row-changes.ts';

const lead = { column: 'lead_id' } as const;

/**
 * What of a dropped lead goes over to the kept one. Its programs, their journal and its consents stay with it; a test holds that every
 * table that names a lead is here, or says why not.
 */
export const rowsOfLead: Readonly<Record<string, Moving>> = {
  touches: { ...lead, key: ['key'] },
  engagements: lead,
  visitors: lead,
  notes: lead,
  answers: { ...lead, key: ['question', 'at'], oneEach: true },
  facts: { ...lead, key: ['field'], oneEach: true },
  // A task about a program that stopped at an error closes with that program.
  tasks: { ...lead, only: `t.kind <> 'operations'` },
  sla_events: { ...lead, key: ['task_id', 'round', 'rung'] },
  opportunities: lead,
  incoming_mails: lead,
  incoming_texts: lead,
  lead_events: lead,
  former_addresses: { ...lead, key: ['email_key'] },
  import_leads: { ...lead, key: ['import_id'], oneEach: true },
  deferred_enrolments: { ...lead, key: ['campaign_id'], oneEach: true },
  provider_calls: lead,
  step_runs: { ...lead, key: ['key'] },
  brakes: lead,
  scores: { ...lead, key: [], oneEach: true },
  model_scores: { ...lead, key: ['model'], oneEach: true },
  // Leads that were merged into the dropped lead before.
  leads: { column: 'duplicate_of' },
};

/** The pair as it is: both leads, and what of the kept one a merge changes. */
export async function imageOfPair(trx: Trx, keptId: string, droppedId: string): Promise<RowImage[]> {
  const { rows } = await sql<RowImage>`
    select 'leads' as table, jsonb_build_object('id', id) as key, to_jsonb(r) - 'phone_key' as row from leads as r
      where id in (${keptId}, ${droppedId})
    union all select 'scores', jsonb_build_object('lead_id', lead_id), to_jsonb(r) from scores as r where lead_id = ${keptId}
    union all select 'model_scores', jsonb_build_object('lead_id', lead_id, 'model', model), to_jsonb(r) from model_scores as r
      where lead_id = ${keptId}
    union all select 'consents', jsonb_build_object('id', id), to_jsonb(r) from consents as r where lead_id = ${keptId}
    union all select 'suppressions', jsonb_build_object('id', id), to_jsonb(r) from suppressions as r
      where (scope = 'lead' and subject in (${keptId}, ${droppedId})) or (scope = 'program' and subject like ${`${keptId}/%`})`.execute(
    trx,
  );
  return rows;
}

/** Locks two leads in the order of their ids. */
export const lockPair = (trx: Trx, ids: readonly [string, string]) =>
  trx
    .selectFrom('leads')
    .selectAll()
    .select(
      sql<boolean>`exists (select from tasks where lead_id = leads.id and state = 'open' and kind in ${listed(programTaskKinds)})`.as(
        'isWithSales',
      ),
    )
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
