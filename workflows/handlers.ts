import { condition, patched, setHandler, type defineUpdate } from '@temporalio/workflow';
import { reportable } from '../domain/sales/task-kinds.ts';
import type {
  Answer,
  ContactabilityChanged,
  Engaged,
  FactsChanged,
  LeadStatus,
  OutcomeReport,
  TaskChanged,
  Updates,
} from '../domain/lead/messages.ts';
import { rejection, type Asked } from './inbox.ts';
import { heed, interrupt, leaveCall, leaveIfUnreachable, move, passOnReply } from './interrupts.ts';
import { requestOf, signals, statusQuery, touchesQuery, updates } from './messages.ts';
import { isNurture, trackOf, type Program } from './program.ts';
import type { Run } from './run.ts';
import type { Visit } from './visit.ts';

/** Registers every handler; before the first `await`, so that early signals wait and no early update is lost. */
export function registerHandlers(visit: Visit): void {
  const { run, program } = visit;
  const { state, inbox } = run;

  setHandler(signals.engaged, (engaged: Engaged) => {
    if (inbox.isRepeat(engaged.id)) return;
    inbox.keep(engaged);
    heed(visit, engaged);
    passOnReply(visit, engaged);
    if (!engaged.ready) return;
    state.ready = { kind: engaged.ready, at: engaged.at, by: engaged.kind };
    interruptOrPark(visit);
  });
  setHandler(signals.factsChanged, ({ id, at, ready }: FactsChanged) => {
    if (inbox.isRepeat(id) || !ready) return;
    state.ready = { kind: ready, at };
    interruptOrPark(visit);
  });
  setHandler(signals.contactabilityChanged, ({ id, email, phone, because, by, lifted, unreachable }: ContactabilityChanged) => {
    if (inbox.isRepeat(id)) return;
    state.mayEmail = email;
    state.mayPhone = phone;
    state.channelsBecause = because;
    if (lifted) run.lifts++;
    leaveIfUnreachable(visit, by);
    if (unreachable) leaveCall(visit);
  });

  setHandler(signals.taskChanged, (message: TaskChanged) => {
    // What a worker of 0.1.0 did not hear stays unheard in its run; at each rung Postgres is asked all the same.
    if (!patched('hears-task-changes')) return;
    if (!inbox.isRepeat(message.id)) inbox.tasks.push({ type: 'change', message });
  });

  /** Lets an update in, unless the same one is known; the caller hears the answer when Postgres shows what it has changed. */
  const handle = <N extends keyof Updates>(name: N, put: (message: Updates[N]) => void, check: (message: Updates[N]) => void) => {
    const handler = async (message: Updates[N]): Promise<Answer> => {
      if (inbox.admits(askedBy(name, message))) put(message);
      await condition(() => inbox.hasAnswered(message.id) && run.isWritten);
      return inbox.answerTo(message.id);
    };
    const validator = (message: Updates[N]): void => {
      inbox.mustBeSame(askedBy(name, message));
      if (inbox.hasAnswered(message.id)) return;
      if (run.isClosing) throw rejection('NotReady');
      check(message);
    };
    // Each name goes with its own message; the union of all definitions says less.
    setHandler(updates[name] as ReturnType<typeof defineUpdate<Answer, [Updates[N]]>>, handler, { validator });
  };

  handle(
    'reportOutcome',
    (message) => inbox.tasks.push({ type: 'outcome', message }),
    (report) => {
      mustWaitOnTask(run, report.taskId);
      mustFitTask(run, program, report);
    },
  );
  handle(
    'claim',
    (message) => inbox.tasks.push({ type: 'claim', message }),
    ({ taskId }) => mustWaitOnTask(run, taskId),
  );
  handle(
    'decide',
    (message) => inbox.tasks.push({ type: 'decision', message }),
    ({ taskId }) => {
      mustWaitOnTask(run, taskId);
      if (run.task!.state !== 'undecided') throw rejection('NotWaitingForDecision');
    },
  );
  handle(
    'moveTo',
    (message) => {
      inbox.lead.push({ type: 'moveTo', message });
      move(visit, message);
    },
    ({ track }) => {
      // It is on its way already, and the first word stays: let the next track hear this one.
      if (visit.flow.hasLeft && run.parked === undefined) throw rejection('NotReady');
      if (!trackOf(program, track)) throw rejection('TrackUnknown', ...Object.keys(program.tracks));
    },
  );
  handle(
    'retry',
    (message) => inbox.lead.push({ type: 'retry', message }),
    () => {
      if (!run.parked) throw rejection('NotParked');
    },
  );
  setHandler(statusQuery, () => statusOf(run));
  setHandler(touchesQuery, () => run.touches);
}

const askedBy = <N extends keyof Updates>(name: N, message: Updates[N]): Asked => ({
  id: message.id,
  request: requestOf(name, message),
});

/** What a program says about an interrupt may fail: not the message is at fault, and it is heard. */
function interruptOrPark(visit: Visit): void {
  try {
    interrupt(visit);
  } catch (error) {
    visit.flow.fail(error);
  }
}

/**
 * Who may report is written in Postgres, which may know more: it is asked when the report is applied.
 * @throws ApplicationFailure when the lead waits on no such task
 */
function mustWaitOnTask(run: Run, taskId: string): void {
  if (run.isSales && (!run.task || run.parked !== undefined)) throw rejection('NotReady');
  if (run.task?.id !== taskId || run.task.state === 'closed') throw rejection('TaskClosed');
}

function mustFitTask(run: Run, program: Program, { disposition, track }: OutcomeReport): void {
  const allowed: readonly string[] = reportable(run.task!.kind, run.state.stage);
  if (!allowed.includes(disposition)) throw rejection('DispositionNotForTask', ...allowed);
  if (track === undefined) return;
  const target = trackOf(program, track);
  const nurture = Object.keys(program.tracks).filter((name) => isNurture(program.tracks[name]!));
  if (!target || !isNurture(target)) throw rejection('TrackUnknown', ...nurture);
}

const statusOf = (run: Run): LeadStatus => ({
  program: run.input.program,
  track: run.state.track,
  visit: run.state.visit,
  stage: run.state.stage,
  waitingFor: run.waitingFor,
  ...(run.until !== undefined && { until: run.until }),
  ...(run.task && run.task.state !== 'closed' && { taskId: run.task.id }),
  ...(run.parked && { parked: run.parked }),
});
