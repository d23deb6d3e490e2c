import { sql } from 'kysely';
import { inTransaction } from '../db/in-transaction.ts';
import type { LifecycleInput } from '../workflows/state.ts';
import type { AuditDeps } from './deps.ts';
import { CannotRepair, type Found } from './fault.ts';
import { statusOf, workflowOf, type Whose } from './workflows.ts';

/**
 * Restores in Postgres what a running workflow knows: its enrolment, campaign, track and stage.
 * @returns what it did, in words
 * @throws CannotRepair when the lead itself is unknown or its workflow does not answer
 */
export async function reopen({ db, client, clock }: AuditDeps, whose: Pick<Found, 'leadId' | 'lane'>): Promise<string> {
  const { leadId, lane = null } = whose;
  if (leadId === null || !(await isKnown(db, leadId))) throw new CannotRepair('Postgres does not know the lead');
  const input = await inputOf(client, whose);
  const says = await statusOf(client, whose);
  if (!says) throw new CannotRepair('its workflow does not answer: start a worker');
  const { enrolmentId, campaignId, program } = input;
  const at = new Date(clock.now());
  await inTransaction(db, async (trx) => {
    await sql`insert into campaigns (id, name, program, launched_by, launched_at)
      values (${campaignId}, ${`Recovered ${campaignId}`}, ${program}, 'audit', ${at}) on conflict do nothing`.execute(trx);
    // Drops a later enrolment, which can't start while this one runs.
    await sql`delete from outbox where lead_id = ${leadId} and state = 'waiting' and message ->> 'type' = 'enrol'
      and message ->> 'lane' is not distinct from ${lane}::text and message #>> '{enrolment,enrolmentId}' <> ${enrolmentId}`.execute(
      trx,
    );
    await sql`update enrolments set state = 'refused', reason = 'inProgram' where lead_id = ${leadId} and id <> ${enrolmentId}
      and lane is not distinct from ${lane}::text and state = 'waiting'`.execute(trx);
    await sql`insert into enrolments (id, lead_id, campaign_id, program, lane, state, start_at, track, visit)
      values (${enrolmentId}, ${leadId}, ${campaignId}, ${program}, ${lane}, 'running', ${new Date(input.startAt)}, ${says.track}, ${says.visit})
      on conflict (id) do update set state = case when ${says.parked !== undefined} then 'parked' else 'running' end,
        track = excluded.track, visit = excluded.visit, ended_at = null, ended_as = null, reason = ${says.parked ?? null}`.execute(
      trx,
    );
    // A side program decides nothing about the lead.
    if (lane === null)
      await sql`update leads set stage = ${says.stage}, stage_at = ${at} where id = ${leadId} and stage <> ${says.stage}`.execute(
        trx,
      );
  });
  return `restored in the track "${says.track}" as ${says.stage}`;
}

const isKnown = async (db: AuditDeps['db'], leadId: string): Promise<boolean> =>
  (await db.selectFrom('leads').select('id').where('id', '=', leadId).executeTakeFirst()) !== undefined;

/** The input of a running workflow. */
export async function inputOf(client: AuditDeps['client'], whose: Whose): Promise<LifecycleInput> {
  const { events } = await workflowOf(client, whose).fetchHistory();
  const payload = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
  if (!payload?.data) throw new CannotRepair('its history has no start event');
  return JSON.parse(Buffer.from(payload.data).toString('utf8')) as LifecycleInput;
}
