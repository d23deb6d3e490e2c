import { condition, setHandler } from '@temporalio/workflow';
import { reportable } from '../domain/dispositions.ts';
import type {
  Answer,
  Claim,
  ContactabilityChanged,
  Decision,
  Engaged,
  FactsChanged,
  LeadStatus,
  MoveTo,
  OutcomeReport,
} from '../domain/messages.ts';
import { rejection } from './inbox.ts';
import { heed, interrupt, leaveCall, leaveIfUnreachable, move, passOnReply } from './interrupts.ts';
import { signals, statusQuery, touchesQuery, updates } from './messages.ts';
import { isNurture, type Program } from './program.ts';
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
    interrupt(visit);
  });
  setHandler(signals.factsChanged, ({ id, at, ready }: FactsChanged) => {
    if (inbox.isRepeat(id) || !ready) return;
    state.ready = { kind: ready, at };
    interrupt(visit);
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

  const answered = async (id: string): Promise<Answer> => {
    await condition(() => inbox.hasAnswered(id));
    return inbox.answerTo(id);
  };
  /** Lets an update in; the caller hears the answer when the track has written it. */
  const accepts =
    <M extends { readonly id: string }>(put: (message: M) => void) =>
    async (message: M): Promise<Answer> => {
      if (!inbox.hasAnswered(message.id)) put(message);
      return answered(message.id);
    };
  const unlessKnown =
    <M extends { readonly id: string }>(check: (message: M) => void) =>
    (message: M): void => {
      if (inbox.hasAnswered(message.id)) return;
      if (run.isClosing) throw rejection('NotReady');
      check(message);
    };

  setHandler(
    updates.reportOutcome,
    accepts((message) => inbox.tasks.push({ type: 'outcome', message })),
    {
      validator: unlessKnown((report: OutcomeReport) => {
        mustHoldTask(run, report.taskId, report.by);
        mustFitTask(run, program, report);
      }),
    },
  );
  setHandler(
    updates.claim,
    accepts((message) => inbox.tasks.push({ type: 'claim', message })),
    {
      validator: unlessKnown(({ taskId }: Claim) => mustHoldTask(run, taskId)),
    },
  );
  setHandler(
    updates.decide,
    accepts((message) => inbox.tasks.push({ type: 'decision', message })),
    {
      validator: unlessKnown(({ taskId }: Decision) => {
        mustHoldTask(run, taskId);
        if (run.task!.state !== 'undecided') throw rejection('NotWaitingForDecision');
      }),
    },
  );
  setHandler(
    updates.moveTo,
    accepts((message) => {
      inbox.lead.push({ type: 'moveTo', message });
      move(visit, message);
    }),
    {
      validator: unlessKnown(({ track }: MoveTo) => {
        // It is on its way already, and the first word stays: let the next track hear this one.
        if (visit.flow.hasLeft && run.parked === undefined) throw rejection('NotReady');
        if (!(track in program.tracks)) throw rejection('TrackUnknown', ...Object.keys(program.tracks));
      }),
    },
  );
  setHandler(
    updates.retry,
    accepts((message) => inbox.lead.push({ type: 'retry', message })),
    {
      validator: unlessKnown(() => {
        if (!run.parked) throw rejection('NotParked');
      }),
    },
  );
  setHandler(statusQuery, () => statusOf(run));
  setHandler(touchesQuery, () => run.touches);
}

/** @throws ApplicationFailure when the lead waits on no such task, or (given a rep) on somebody else */
function mustHoldTask(run: Run, taskId: string, by?: string): void {
  if (run.isSales && (!run.task || run.parked !== undefined)) throw rejection('NotReady');
  if (run.task?.id !== taskId || run.task.state === 'closed') throw rejection('TaskClosed');
  const { assigneeId } = run.task;
  if (by !== undefined && assigneeId !== undefined && assigneeId !== by) throw rejection('TaskReassigned', assigneeId);
}

function mustFitTask(run: Run, program: Program, { disposition, track }: OutcomeReport): void {
  const allowed: readonly string[] = reportable(run.task!.kind, run.state.stage);
  if (!allowed.includes(disposition)) throw rejection('DispositionNotForTask', ...allowed);
  if (track === undefined) return;
  const target = program.tracks[track];
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
