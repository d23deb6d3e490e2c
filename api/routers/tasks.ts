import { z } from 'zod';
import { assign, closeSideTask, decide, claim } from '../tasks/change-task.ts';
import { dayOf } from '../tasks/day.ts';
import { idInput, madeId, repRef } from '../procedures/instant-input.ts';
import { noteOnTask } from '../leads/notes.ts';
import { callSheet } from '../tasks/sheet/sheet.ts';
import { listOfTasks, taskListInput } from '../tasks/list.ts';
import { report } from '../tasks/report.ts';
import { reportInput } from '../tasks/report-input.ts';
import { reported } from '../tasks/reported.ts';
import { undoReport } from '../tasks/undo.ts';
import { repOf } from '../procedures/rights.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';

/** The work of reps and their managers. */
export const tasks = router({
  /** A page of tasks, each on a line; those that are due first come first. Managers also see those of their team or of one rep. */
  list: procedureFor('rep', 'manager')
    .input(taskListInput)
    .query(async ({ ctx, input }) => await listOfTasks(ctx, input)),

  /**
   * The caller's day: how many tasks are due now, are due today or wait for an agreed call back, what their leads did in the last
   * 24 hours, the strongest acts first, and which tasks about their leads others have.
   */
  day: procedureFor('rep', 'manager').query(async ({ ctx }) => await dayOf(ctx)),

  /**
   * The call sheet of a task, open or closed: why now, the lead's words, what was sent, the company, whether to call now, what was
   * reported before, notes, the clock, and what can be reported.
   */
  get: procedureFor('rep', 'manager')
    .input(z.strictObject({ taskId: idInput }))
    .query(async ({ ctx, input }) => await callSheet(ctx, input.taskId)),

  /** Reports the result of a task. A report repeated with the same id is applied once. */
  report: procedureFor('rep', 'manager')
    .input(reportInput)
    .mutation(async ({ ctx, input }) => await reported(ctx, input.id, input.taskId, await report(ctx, repOf(ctx), input))),

  /**
   * Takes back a report: the latest one about a task, or any by its id. The reporter may do so for ten minutes, then a manager may.
   * The answer lists what nobody can take back, such as emails that went out.
   */
  undo: procedureFor('rep', 'manager')
    .input(z.union([z.strictObject({ taskId: idInput }), z.strictObject({ reportId: idInput })]))
    .mutation(async ({ ctx, input }) => await undoReport(ctx, ctx.principal, input)),

  /** Takes over a task of the caller's team. */
  claim: procedureFor('rep', 'manager')
    .input(z.strictObject({ id: madeId, taskId: idInput }))
    .mutation(async ({ ctx, input }) => await claim(ctx, repOf(ctx), input)),

  /** Closes a task that is neither a call nor an acceptance: a reply that was answered, a contact that was found. */
  close: procedureFor('rep', 'manager')
    .input(z.strictObject({ taskId: idInput, outcome: text() }))
    .mutation(async ({ ctx, input }) => await closeSideTask(ctx, input)),

  /** Writes down something about a task: two lines about a call. Every task of the lead shows it. */
  note: procedureFor('rep', 'manager')
    .input(z.strictObject({ taskId: idInput, text: text('words') }))
    .mutation(async ({ ctx, input }) => await noteOnTask(ctx, ctx.principal, input)),

  /** Gives an open task of the manager's team to one of its reps, at any time. */
  assign: procedureFor('manager')
    .input(z.strictObject({ taskId: idInput, to: repRef }))
    .mutation(async ({ ctx, input }) => await assign(ctx, repOf(ctx), input)),

  /** Decides about a task that no rep worked on: it stays, goes to another rep, or the lead goes back to nurture. */
  decide: procedureFor('manager')
    .input(
      z.strictObject({ id: madeId, taskId: idInput, decision: z.enum(['keep', 'reassign', 'recycle']), to: repRef.optional() }),
    )
    .mutation(async ({ ctx, input }) => await decide(ctx, repOf(ctx), input)),
});
