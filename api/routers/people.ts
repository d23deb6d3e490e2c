import { z } from 'zod';
import { listPeople } from '../../db/people/people.ts';
import { invitedRoles, type ApiRole } from '../../domain/people/roles.ts';
import { change, invite, remove } from '../people/change.ts';
import { whoIs } from '../people/who.ts';
import { idInput } from '../procedures/instant-input.ts';
import { pageFrom, pageInput } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { emailAddress, text } from '../procedures/values.ts';

const person = { email: emailAddress, name: text('name'), role: z.enum(invitedRoles as [ApiRole, ...ApiRole[]]) };

/** The people who may sign in to the console: those who were invited, and all reps. */
export const people = router({
  /** The caller: name, role and, for a rep, their id; which procedures they may call; and what the platform's clock shows. */
  me: procedureFor('marketer', 'rep', 'manager').query(async ({ ctx }) => ({
    ...(await whoIs(ctx, ctx.principal)),
    may: ctx.allowedFor(ctx.principal.role),
  })),

  /** Everyone who may sign in, by name. A rep needs no invitation. */
  list: procedureFor()
    .input(z.strictObject(pageInput).prefault({}))
    .query(async ({ ctx, input }) => pageFrom(await listPeople(ctx.db), input)),

  /** Lets a person sign in with a role, and sends them an email that says so. */
  invite: procedureFor()
    .input(z.strictObject(person))
    .mutation(async ({ ctx, input }) => await invite(ctx, input)),

  /** Changes a person who was invited. A new role or address ends their sessions. */
  change: procedureFor()
    .input(z.strictObject(person).partial().extend({ personId: idInput }))
    .mutation(async ({ ctx, input: { personId, ...given } }) => await change(ctx, personId, given)),

  /** Ends the access and the sessions of a person who was invited. */
  remove: procedureFor()
    .input(z.strictObject({ personId: idInput }))
    .mutation(async ({ ctx, input: { personId } }) => await remove(ctx, personId)),
});
