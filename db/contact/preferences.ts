import { sql } from 'kysely';
import type { Preference } from '../../domain/scoring/engagement.ts';
import { SLOWEST } from '../../domain/contact/frequency.ts';
import type { Preferences } from '../../domain/lead/messages.ts';
import type { Trx } from '../database.ts';

const changes = {
  slower: { slower: sql<number>`least(slower * 2, ${SLOWEST}::int)` },
  otherTopic: { otherTopic: true },
  asBefore: { slower: 1, otherTopic: false },
} as const satisfies Record<Preference, object>;

/** Saves a preference of a lead about our emails. @returns all its current preferences */
export const savePreference = (trx: Trx, leadId: string, preference: Preference): Promise<Preferences> =>
  trx
    .updateTable('leads')
    .set(changes[preference])
    .where('id', '=', leadId)
    .returning(['slower', 'otherTopic'])
    .executeTakeFirstOrThrow();
