import { sql } from 'kysely';
import { CannotMend, type FaultKind } from './fault.ts';
import { maybeOut } from '../db/states.ts';
import { forbiddenTouches } from './forbidden.ts';

/** What can be wrong with touches. */
export const touchFaults = {
  sendingPastLease: {
    label: 'touches that nobody sends any more, and that may have gone out',
    todo: 'Look into the log of the mail server, then settle them: trellis call ops.settle.',
    find: () => sql`select key as id, lead_id, content as detail from touches
      where state = 'sending' and coalesce(real_lease_until, '-infinity') < clock_timestamp() - interval '1 minute'`,
    remedy: 'moves them to "in doubt": they are never sent again by themselves',
    mend: async ({ db }, { id }) => {
      await sql`update touches set state = 'inDoubt' where key = ${id} and state = 'sending'
        and coalesce(real_lease_until, '-infinity') < clock_timestamp()`.execute(db);
      return 'moved to "in doubt"';
    },
  },
  claimedPastLease: {
    label: 'touches that somebody took up, and left before sending',
    todo: 'Nothing went out.',
    find: () => sql`select key as id, lead_id, content as detail from touches
      where state = 'claimed' and coalesce(real_lease_until, '-infinity') < clock_timestamp() - interval '10 minutes'`,
    remedy: 'gives them back: their program sends them if it still wants to',
    mend: async ({ db }, { id }) => {
      await sql`update touches set state = 'notSent', reason = 'abandoned' where key = ${id} and state = 'claimed'
        and coalesce(real_lease_until, '-infinity') < clock_timestamp()`.execute(db);
      return 'given back, not sent';
    },
  },
  inDoubt: {
    label: 'touches of which nobody knows whether they went out',
    todo: 'Look into the log of the mail server, then settle them: trellis call ops.settle.',
    isNote: true,
    find: () => sql`select key as id, lead_id, content as detail from touches where state = 'inDoubt'`,
  },
  touchElsewhere: {
    label: 'touches that stand at another lead, enrolment or campaign than the one that sent them',
    todo: 'Restore the enrolment with which their key begins.',
    find: () => sql`select key as id, coalesce(sender.lead_id, touches.lead_id) as lead_id, content as detail
      from touches left join enrolments as sender on sender.id::text = split_part(key, '/', 1)
      where key ~ '^[0-9a-f-]{36}/'
        and (sender.id, sender.lead_id, sender.campaign_id) is distinct from (enrolment_id, touches.lead_id, touches.campaign_id)`,
    remedy: 'puts them back where their key says that they belong',
    mend: async ({ db }, { id }) => {
      const { numAffectedRows } = await sql`update touches
        set enrolment_id = sender.id, lead_id = sender.lead_id, campaign_id = sender.campaign_id
        from enrolments as sender where key = ${id} and sender.id::text = split_part(key, '/', 1)`.execute(db);
      if (!numAffectedRows) throw new CannotMend('Postgres does not know its enrolment');
      return 'put back';
    },
  },
  sentTwice: {
    label: 'contents that went out twice to the same lead',
    todo: 'Tell the lead, if need be.',
    isPast: true,
    // Each time after the first.
    find: () => sql`select key as id, lead_id, content as detail from (
      select key, lead_id, content, row_number() over (
        partition by lead_id, content, persona order by coalesce(sent_at, claimed_at), key) as time
      from touches where state in ${maybeOut}) as sent where time > 1`,
  },
  forbidden: {
    label: 'emails that went out although we might not write',
    todo: 'Find out why: trellis story LEAD.',
    isPast: true,
    judge: async ({ db, content, policy }, { race }) =>
      (await forbiddenTouches(db, content, policy.engagements, race)).map(({ key, leadId, because }) => ({
        id: key,
        leadId,
        detail: because,
      })),
  },
} as const satisfies Record<string, FaultKind>;
