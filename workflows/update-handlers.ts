import { reportable } from '../domain/sales/task-kinds.ts';
import type { OutcomeReport, Updates } from '../domain/lead/messages.ts';
import type { Flow } from './flow.ts';
import { rejection } from './inbox.ts';
import { move } from './interrupts.ts';
import { isNurture, trackOf, type Program } from './program.ts';
import type { RepTask } from './sales/rep-tasks.ts';
import type { Visit } from './visit.ts';

interface UpdateHandler<Message> {
  /** @throws ApplicationFailure when the update is rejected */
  readonly validate: (flow: Flow, message: Message, program: Program) => void;
  /** Puts the update into the inbox, for the track or the lifecycle to act on. */
  readonly put: (flow: Flow, message: Message) => void;
}

/** The updates that people may send to a running lead, and when they are accepted. */
export const updateHandlers: { readonly [N in keyof Updates]: UpdateHandler<Updates[N]> } = {
  reportOutcome: {
    validate: ({ visit }, report, program) => mustFitTask(visit, waitedOn(visit, report.taskId), report, program),
    put: ({ visit }, message) => visit.inbox.tasks.push({ type: 'outcome', message }),
  },
  claim: {
    validate: ({ visit }, { taskId }) => void waitedOn(visit, taskId),
    put: ({ visit }, message) => visit.inbox.tasks.push({ type: 'claim', message }),
  },
  decide: {
    validate({ visit }, { taskId, decision }) {
      const { isUndecided } = waitedOn(visit, taskId);
      if (decision !== 'takeBack' && !isUndecided) throw rejection('NotWaitingForDecision');
    },
    put: ({ visit }, message) => visit.inbox.tasks.push({ type: 'decision', message }),
  },
  moveTo: {
    validate({ hasLeft, visit }, { track }, program) {
      // The lead is already leaving its track, and the first reason wins: the caller retries in the next track.
      if (hasLeft && visit.parked === undefined) throw rejection('NotReady');
      if (!trackOf(program, track)) throw rejection('TrackUnknown', ...Object.keys(program.tracks));
    },
    put(flow, message) {
      flow.visit.inbox.lead.push({ type: 'moveTo', message });
      move(flow, message);
    },
  },
  retry: {
    validate({ visit }) {
      if (!visit.parked) throw rejection('NotParked');
    },
    put: ({ visit }, message) => visit.inbox.lead.push({ type: 'retry', message }),
  },
};

/**
 * The task that the lead waits on. Postgres checks who may report, when the report is applied: it may know of a newer assignee.
 * @throws ApplicationFailure when the lead does not wait on this task
 */
function waitedOn(visit: Visit, taskId: string): RepTask {
  const { tasks, isSales, parked, state } = visit;
  // The lead is on its way back to a task.
  if (state.goesBack ?? state.opensAgain) throw rejection('NotReady');
  if (isSales && (!tasks.last || parked !== undefined)) throw rejection('NotReady');
  if (tasks.last?.id !== taskId || !tasks.isOpen(tasks.last)) throw rejection('TaskClosed');
  // The visit that waits on it runs again when an operator says so.
  if (parked !== undefined) throw rejection('NotReady');
  return tasks.last;
}

function mustFitTask({ app, state }: Visit, { kind }: RepTask, { disposition, track }: OutcomeReport, program: Program): void {
  const allowed = reportable(app.policy.dispositions, kind, state.stage);
  if (!allowed.includes(disposition)) throw rejection('DispositionNotForTask', ...allowed);
  if (track === undefined) return;
  const target = trackOf(program, track);
  const nurture = Object.keys(program.tracks).filter((name) => isNurture(program.tracks[name]!));
  if (!target || !isNurture(target)) throw rejection('TrackUnknown', ...nurture);
}
