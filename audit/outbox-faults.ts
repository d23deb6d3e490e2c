import { sql } from 'kysely';
import { CannotMend, type FaultKind } from './fault.ts';
import { living } from '../db/states.ts';

const isKnown = sql`message ->> 'type' in ('enrol', 'signal', 'update')`;
const detail = sql`concat_ws(' ', message ->> 'type', message ->> 'name', error)`;

/** What can be wrong with the messages that wait for leads. */
export const outboxFaults = {
  outboxLate: {
    label: 'messages that have waited for their lead for more than ten minutes',
    todo: 'See that a relay runs (trellis api), and that Temporal answers.',
    find: () => sql`select id::text as id, lead_id, ${detail} as detail from outbox
      where state = 'waiting' and real_at < clock_timestamp() - interval '10 minutes' and ${isKnown}`,
    remedy: 'has them tried at once',
    mend: async ({ db }, { id }) => {
      await sql`update outbox set real_next_at = null where id = ${id}::uuid and state = 'waiting'`.execute(db);
      return 'tried at once';
    },
  },
  outboxUnheard: {
    label: 'messages that a lead in a program did not hear',
    todo: 'Restart the lead first.',
    find: () => sql`select outbox.id::text as id, outbox.lead_id, ${detail} as detail from outbox
      join enrolments on enrolments.lead_id = outbox.lead_id and enrolments.state in ${living}
      where outbox.state = 'undeliverable' and error = 'LeadNotRunning' and ${isKnown} and outbox.at >= enrolments.start_at`,
    remedy: 'delivers them once more: what a lead has heard already, it knows by its id',
    mend: async ({ db }, { id }) => {
      await sql`update outbox set state = 'waiting', real_next_at = null, error = null
        where id = ${id}::uuid and state = 'undeliverable'`.execute(db);
      return 'delivered once more';
    },
  },
  outboxUnknown: {
    label: 'messages of a type that this version does not know',
    todo: 'Start the version of Trellis that wrote them.',
    find: () => sql`select id::text as id, lead_id, ${detail} as detail from outbox
      where state <> 'delivered' and not coalesce(${isKnown}, false)`,
    mend: () => Promise.reject(new CannotMend('a newer version wrote it, and delivers it')),
  },
} as const satisfies Record<string, FaultKind>;
