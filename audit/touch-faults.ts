import { sql } from 'kysely';
import { CannotMend, type FaultKind } from './fault.ts';
import { maybeOut } from '../db/states.ts';

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
  sentTwice: {
    label: 'contents that went out twice to the same lead',
    todo: 'Tell the lead, if need be; it can not be undone.',
    find: () => sql`select min(key) as id, lead_id, min(content) as detail from touches
      where state in ${maybeOut} group by lead_id, content, persona having count(*) > 1`,
    mend: () => Promise.reject(new CannotMend('an email can not be taken back')),
  },
} as const satisfies Record<string, FaultKind>;
