import { z } from 'zod';
import { staffOf } from '../../db/staff/team-load.ts';
import { dayOrInstant, idInput, repRef } from '../procedures/instant-input.ts';
import { calendars } from '../tasks/calendars.ts';
import { changeHours } from '../tasks/hours.ts';
import { away, back, leaves, list, load } from '../tasks/team.ts';
import { agreement } from '../tasks/agreement.ts';
import { pilot, setMode } from '../tasks/pilot.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { inIso } from '../procedures/iso.ts';
import { ourName } from '../procedures/redact.ts';
import { key, whole } from '../procedures/values.ts';

const shifts = z.array(key.meta(ourName)).max(20);

/** As in a file of teams: hours such as { "mon-thu": ["09:00-12:30", "13:15-17:30"], "fri": [] }. */
const calendarInput = {
  zone: key.meta(ourName).nullish(),
  hours: z.record(key, shifts).nullish(),
  holidays: z.array(key.meta(ourName)).max(500).nullish(),
  dates: z.record(key, shifts).nullish(),
};

/** The people of a team, for its manager; an admin may call it for all teams. */
export const team = router({
  /** The reps with their ids and absences. */
  list: procedureFor('manager').query(async ({ ctx }) =>
    (await list(ctx)).map(({ away, ...rep }) => ({ ...rep, away: away.map((absence) => inIso(absence, 'from', 'to')) })),
  ),

  /** The working hours of the teams with their holidays, when they are open next, and when work that begins now is due. */
  calendars: procedureFor('manager').query(async ({ ctx }) => await calendars(ctx)),

  /**
   * Changes the working hours, the holidays or single dates of the caller's team, or of one rep. What is left out stays; null removes a
   * value of a rep, for whom the team's counts again. `was` in the answer takes it back.
   */
  hours: procedureFor('manager')
    .input(z.strictObject({ team: key.optional(), rep: repRef.optional(), ...calendarInput }))
    .mutation(async ({ ctx, input }) => await changeHours(ctx, input)),

  /** The names of the reps who are still here, of all teams: who can own a lead, a deal or a task. */
  names: procedureFor('rep', 'manager', 'marketer').query(async ({ ctx }) =>
    (await staffOf(ctx.db)).filter(({ active }) => active).map(({ id, name, team }) => ({ repId: id, name, team })),
  ),

  /** The open tasks and the capacity of each rep, and the unassigned tasks. */
  load: procedureFor('manager').query(async ({ ctx }) => await load(ctx)),

  /** Marks a rep as away: urgent tasks go to the cover, otherwise to a rep whom routing chooses. `absenceId` takes it back. */
  away: procedureFor('manager')
    .input(z.strictObject({ rep: repRef, from: dayOrInstant, to: dayOrInstant, cover: repRef.optional() }))
    .mutation(async ({ ctx, input }) => await away(ctx, input)),

  /** Ends a rep's absence or, if they are not away, cancels their next one. `absenceId` of `team.away` ends or cancels that one. */
  back: procedureFor('manager')
    .input(z.strictObject({ rep: repRef, absenceId: idInput.optional() }))
    .mutation(async ({ ctx, input }) => await back(ctx, input)),

  /** Enforces the SLAs of a team, or only observes them; for one SLA, or for all. The same call with the other mode undoes it. */
  mode: procedureFor('manager')
    .input(z.strictObject({ team: key.optional(), sla: key.optional(), mode: z.enum(['observe', 'enforce']) }))
    .mutation(async ({ ctx, input }) => await setMode(ctx, input)),

  /** How the reps kept each SLA, what observed ones would have done, and the observed tasks on which nobody has acted. */
  pilot: procedureFor('manager')
    .input(z.strictObject({ team: key.optional(), days: whole(1, 366).default(30) }).prefault({}))
    .query(async ({ ctx, input }) => await pilot(ctx, input)),

  /** What marketing and sales agreed on, as a document with the current figures. */
  agreement: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ days: whole(1, 366).default(30) }).prefault({}))
    .query(async ({ ctx, input: { days } }) => await agreement(ctx, days)),

  /** Removes a rep: their keys are refused, and their work goes to one rep, or is distributed. */
  leave: procedureFor('manager')
    .input(z.strictObject({ rep: repRef, to: repRef.optional() }))
    .mutation(async ({ ctx, input }) => await leaves(ctx, input)),
});
