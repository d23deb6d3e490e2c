import { sql, type RawBuilder } from 'kysely';
import { outStates, statesIn, touchStates } from '../domain/contact/touch-states.ts';
import { livingStates, startedStates } from '../domain/lead/enrolment-states.ts';

/**
 * SQL: a list of kinds, for `kind in ${listed(…)}`. It is part of the statement's text: with a parameter, a prepared statement could
 * not use a partial index over these kinds.
 */
export const listed = (kinds: readonly string[]): RawBuilder<unknown> => sql`(${sql.join(kinds.map((kind) => sql.lit(kind)))})`;

/** SQL: the states of an enrolment whose lead is in a program. */
export const living = listed(livingStates);

/** SQL: the states of an enrolment whose workflow must be running. */
export const started = listed(startedStates);

/** SQL: the states of a touch that was sent. */
export const sent = listed(statesIn(touchStates, 'sent'));

/** SQL: the states of a touch that was not sent, for good. */
export const unsent = listed(statesIn(touchStates, 'unsent'));

/** SQL: the states of a touch that the lead may have received. */
export const possiblySent = listed(outStates);

/** SQL: the states of a touch that a worker has claimed. */
export const leased = listed(statesIn(touchStates, 'leased'));

/** SQL: the states of a touch that will be retried. */
export const triedAgain = listed(statesIn(touchStates, 'waits'));
