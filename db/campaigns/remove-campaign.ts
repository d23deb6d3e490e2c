import { sql } from 'kysely';
import type { Db, Trx } from '../database.ts';

/** Whether somebody was enrolled in a campaign, got its email, waits for it, or was asked to confirm for it. */
export async function hasReached(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`
    select exists (select from enrolments where campaign_id = ${id} and state <> 'refused')
      or exists (select from touches where campaign_id = ${id})
      or exists (select from deferred_enrolments where campaign_id = ${id})
      or exists (select from confirmations where campaign_id = ${id}) as yes`.execute(db);
  return rows[0]!.yes;
}

/** Deletes a campaign that has reached nobody, with the refusals of those who were to enter. */
export async function deleteCampaign(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('enrolments').where('campaignId', '=', id).execute();
  await trx.deleteFrom('brakes').where('campaignId', '=', id).execute();
  const ofIt = trx.selectFrom('inputs').select('id').where('campaignId', '=', id);
  await trx.deleteFrom('inputChanges').where('inputId', 'in', ofIt).execute();
  await trx.deleteFrom('inputs').where('campaignId', '=', id).execute();
  await trx.deleteFrom('campaigns').where('id', '=', id).execute();
}
