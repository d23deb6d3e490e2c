import { sql, type RawBuilder } from 'kysely';
import { enrolmentStates } from '../../domain/lead/enrolment-states.ts';

/** SQL: whether the enrolment of an alias is in a state of a kind. The states are spelled out, or Postgres would not use the index of them. */
const isOneThat = (trait: 'lives' | 'hasWorkflow') => {
  const list = sql.join(Object.entries(enrolmentStates).flatMap(([state, has]) => (has[trait] ? [sql.lit(state)] : [])));
  return (enrolment: string): RawBuilder<boolean> => sql<boolean>`${sql.ref(`${enrolment}.state`)} in (${list})`;
};

/** SQL: whether the lead of an enrolment, which goes by an alias, is in its program. */
export const isLiving = isOneThat('lives');

/** SQL: whether the workflow of an enrolment, which goes by an alias, should run: one that waits for its start has none yet. */
export const hasWorkflow = isOneThat('hasWorkflow');
