import { apiRoles } from '../../domain/people/roles.ts';
import { repById } from '../../db/tasks/queue.ts';
import { iso } from '../procedures/iso.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

/** The person who asks. */
export const me = router({
  /** Who one is, and what the platform's clock shows: in a rehearsal it runs fast. */
  get: procedureFor('rep', 'manager', 'marketer').query(async ({ ctx: { db, clock, principal } }) => {
    const rep = principal.repId === undefined ? undefined : await repById(db, principal.repId);
    return {
      name: rep?.name ?? principal.name,
      role: principal.role,
      roleLabel: apiRoles[principal.role].label,
      repId: rep?.id,
      teamId: rep?.teamId,
      clock: { now: iso(clock.now()), speed: clock.spec.speed },
    };
  }),
});
