import type { TakenBack } from '../domain/lead/messages.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { OpenAgain, WayBack } from '../domain/lead/way-back.ts';
import type { Flow } from './flow.ts';
import type { CarriedState } from './state.ts';

/** The way back to a task from whatever follows a report about it. */
export function wayBackTo(state: CarriedState, task: OpenAgain): WayBack {
  const { track, from, stage, cycle, persona, pace, mayEmail, mayPhone, channelsBecause } = state;
  const { trigger, mqlHeldUntil, prefer, exclude, meetingAt } = state;
  const place = { track, from, stage, cycle, persona, pace };
  const reach = { mayEmail, mayPhone, channelsBecause };
  return { state: { ...place, ...reach, trigger, mqlHeldUntil, prefer, exclude: [...exclude], meetingAt }, task };
}

/** A report was taken back: the lead leaves whatever it does now. What a branch has not sent yet is not sent. */
export function goBack(flow: Flow, { id, at, wayBack }: TakenBack): void {
  const { visit } = flow;
  const { track } = wayBack.state;
  visit.state.goesBack = wayBack;
  // The task continues: the end of this visit must not close it.
  if (wayBack.task) visit.tasks.closed(wayBack.task.id);
  if (visit.parked !== undefined) visit.inbox.lead.push({ type: 'moveTo', message: { id, at, by: '', track } });
  flow.leave(track, 'a report was taken back');
}

const mayBeMissing = [
  'goesBack',
  'ready',
  'notBefore',
  'follows',
  'from',
  'channelsBecause',
  'trigger',
  'mqlHeldUntil',
  'prefer',
  'meetingAt',
] as const satisfies readonly (keyof CarriedState)[];

/**
 * Puts the lead where it was before the report, or before a merge. The visit that begins then waits for the task. Call it before the
 * visit's first line. A side program says nothing of the lead's stage.
 */
export function putBack(state: CarriedState, { state: before, task }: WayBack, at: Instant, lane: string | undefined): void {
  for (const field of mayBeMissing) delete state[field];
  Object.assign(state, before, task && { opensAgain: task, openTasks: [task.id] });
  state.journal.push({ visit: state.visit, n: 0, at, kind: 'takenBack', ...(lane === undefined && { to: before.stage }) });
}
