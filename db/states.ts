import { sql, type RawBuilder } from 'kysely';
import { outStates, statesIn, touchStates } from '../domain/contact/touch-states.ts';
import { livingStates, startedStates } from '../domain/lead/enrolment-states.ts';

/**
 * SQL: a list of kinds, for `kind in ${listed(…)}`. They are part of the statement's text: a parameter would hide from a
 * prepared statement that an index over just these kinds answers it.
 */
export const listed = (kinds: readonly string[]): RawBuilder<unknown> => sql`(${sql.join(kinds.map((kind) => sql.lit(kind)))})`;

/** SQL: the states of an enrolment whose lead is in a program. */
export const living = listed(livingStates);

/** SQL: the states of an enrolment whose workflow must run. */
export const started = listed(startedStates);

/** SQL: the states of a touch that went out. */
export const sent = listed(statesIn(touchStates, 'sent'));

/** SQL: the states of a touch that the lead may have. */
export const maybeOut = listed(outStates);

/** SQL: the states of a touch that is tried again. */
export const triedAgain = listed(statesIn(touchStates, 'waits'));
