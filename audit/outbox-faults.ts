import { sql } from 'kysely';
import { CannotRepair, type FaultKind } from './fault.ts';
import { living } from '../db/states.ts';

const isKnown = sql`message ->> 'type' in ('enrol', 'signal', 'update')`;
const detail = sql`concat_ws(' ', message ->> 'type', message ->> 'name', error)`;

/** Faults of messages for leads. */
export const outboxFaults = {
  outboxLate: {
    label: 'messages for leads that are more than ten minutes late',
    todo: 'Check that a relay runs (trellis api) and that Temporal answers.',
    find: () => sql`select id::text as id, lead_id, ${detail} as detail from outbox
      where state = 'waiting' and real_at < clock_timestamp() - interval '10 minutes' and ${isKnown}`,
    remedy: 'delivers them now',
    repair: async ({ db }, { id }) => {
      await sql`update outbox set real_next_at = null where id = ${id}::uuid and state = 'waiting'`.execute(db);
      return 'scheduled for delivery now';
    },
  },
  outboxUnheard: {
    label: 'messages that a lead in a program did not receive',
    todo: 'Restart the lead first.',
    find: () => sql`select outbox.id::text as id, outbox.lead_id, ${detail} as detail from outbox
      join enrolments on enrolments.lead_id = outbox.lead_id and enrolments.state in ${living}
        and enrolments.lane is not distinct from outbox.message ->> 'lane'
      where outbox.state = 'undeliverable' and error = 'LeadNotRunning' and ${isKnown} and outbox.at >= enrolments.start_at`,
    remedy: 'delivers them again: a lead recognises by its id a message that it already has',
    repair: async ({ db }, { id }) => {
      await sql`update outbox set state = 'waiting', real_next_at = null, error = null
        where id = ${id}::uuid and state = 'undeliverable'`.execute(db);
      return 'scheduled for delivery again';
    },
  },
  outboxUnknown: {
    label: 'messages of a type that this version does not know',
    todo: 'Start the version of Trellis that wrote them.',
    find: () => sql`select id::text as id, lead_id, ${detail} as detail from outbox
      where state <> 'delivered' and not coalesce(${isKnown}, false)`,
    repair: () => Promise.reject(new CannotRepair('a newer version wrote this message and must deliver it')),
  },
} as const satisfies Record<string, FaultKind>;
