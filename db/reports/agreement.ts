import type { AgreementCounts } from '../../domain/sales/agreement.ts';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import type { Db } from '../database.ts';
import { countBy } from './count.ts';
import { within, type Scope } from './scope.ts';

/** What marketing and sales have given each other in a span. */
export async function agreementOf(db: Db, scope: Scope): Promise<AgreementCounts> {
  const [handOvers, mqls, tasks] = await Promise.all([
    countBy(db, 'handOvers', ['what'], scope),
    countBy(db, 'moves', [], within(scope, { to: 'mql' })),
    countBy(db, 'tasks', ['kind', 'what'], scope),
  ]);
  const handed = (what: string): number => handOvers.find(({ of }) => of['what'] === what)?.count ?? 0;
  const ofProgram = (what: string): number =>
    tasks
      .filter(({ of }) => of['what'] === what && programTaskKinds.some((kind) => kind === of['kind']))
      .reduce((sum, { count }) => sum + count, 0);
  return {
    handed: handed('handed'),
    accepted: handed('accepted'),
    mqls: mqls[0]?.leads ?? 0,
    tasks: ofProgram('opened'),
    followedUp: ofProgram('followedUp'),
  };
}
