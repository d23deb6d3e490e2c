import { sql } from 'kysely';
import { CannotRepair, type FaultKind } from './fault.ts';
import { possiblySent } from '../db/states.ts';
import { forbiddenTouches } from './forbidden.ts';

/** Faults of touches. */
export const touchFaults = {
  sendingPastLease: {
    label: 'touches whose sending was interrupted and that may have gone out',
    todo: 'Check the log of the mail server, then settle them: trellis call ops.settle.',
    find: () => sql`select key as id, lead_id, content as detail from touches
      where state = 'sending' and coalesce(real_lease_until, '-infinity') < clock_timestamp() - interval '1 minute'`,
    remedy: 'marks them as in doubt: Trellis never resends them',
    repair: async ({ db }, { id }) => {
      await sql`update touches set state = 'inDoubt' where key = ${id} and state = 'sending'
        and coalesce(real_lease_until, '-infinity') < clock_timestamp()`.execute(db);
      return 'marked as in doubt';
    },
  },
  claimedPastLease: {
    label: 'touches that a worker claimed and did not send',
    todo: 'Nothing was sent.',
    find: () => sql`select key as id, lead_id, content as detail from touches
      where state = 'claimed' and coalesce(real_lease_until, '-infinity') < clock_timestamp() - interval '10 minutes'`,
    remedy: 'releases them: their program sends them if they are still due',
    repair: async ({ db }, { id }) => {
      await sql`update touches set state = 'notSent', reason = 'abandoned' where key = ${id} and state = 'claimed'
        and coalesce(real_lease_until, '-infinity') < clock_timestamp()`.execute(db);
      return 'released, not sent';
    },
  },
  inDoubt: {
    label: 'touches that may or may not have been delivered',
    todo: 'Check the log of the mail server, then settle them: trellis call ops.settle.',
    isNote: true,
    find: () => sql`select key as id, lead_id, content as detail from touches where state = 'inDoubt'`,
  },
  touchElsewhere: {
    label: 'touches that belong to another lead, enrolment or campaign than the one that sent them',
    todo: 'Restore the enrolment at the start of their key.',
    find: () => sql`select key as id, coalesce(sender.lead_id, touches.lead_id) as lead_id, content as detail
      from touches left join enrolments as sender on sender.id::text = split_part(key, '/', 1)
      where enrolment_id is not null and key ~ '^[0-9a-f-]{36}/'
        and (sender.id, sender.lead_id, sender.campaign_id) is distinct from (enrolment_id, touches.lead_id, touches.campaign_id)`,
    remedy: 'moves them to the enrolment in their key',
    repair: async ({ db }, { id }) => {
      const { numAffectedRows } = await sql`update touches
        set enrolment_id = sender.id, lead_id = sender.lead_id, campaign_id = sender.campaign_id
        from enrolments as sender where key = ${id} and sender.id::text = split_part(key, '/', 1)`.execute(db);
      if (!numAffectedRows) throw new CannotRepair('Postgres does not know its enrolment');
      return 'moved back';
    },
  },
  sentTwice: {
    label: 'contents that went out to the same lead twice',
    todo: 'Inform the lead, if necessary.',
    isPast: true,
    // Every sending after the first.
    find: () => sql`select key as id, lead_id, content as detail from (
      select key, lead_id, content, row_number() over (
        partition by lead_id, content, persona order by coalesce(sent_at, claimed_at), key) as time
      from touches where state in ${possiblySent}) as sent where time > 1`,
  },
  forbidden: {
    label: 'emails that went out although consent or a suppression forbade them',
    todo: 'Find out why: trellis story LEAD.',
    isPast: true,
    judge: async ({ db, content, policy }, { race }) =>
      (await forbiddenTouches(db, { content, policy }, race)).map(({ key, leadId, because }) => ({
        id: key,
        leadId,
        detail: because,
      })),
  },
} as const satisfies Record<string, FaultKind>;
