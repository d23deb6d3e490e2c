import { condition, patched, setHandler, type defineUpdate } from '@temporalio/workflow';
import type {
  Answer,
  CampaignStopped,
  ClockChanged,
  ContactabilityChanged,
  Engaged,
  FactsChanged,
  InputChanged,
  TakenBack,
  TaskChanged,
  Updates,
} from '../domain/lead/messages.ts';
import type { Flow } from './flow.ts';
import { rejection, type Requested } from './inbox.ts';
import { decideLater, interruptByAct } from './interrupt-by-act.ts';
import { interrupt, leaveCall, leaveIfStopped, leaveIfUnreachable, passOnReply } from './interrupts.ts';
import { requestOf, signals, statusQuery, touchesQuery, updates } from './messages.ts';
import { heedAnswer, moveOwnRest } from './own-rest.ts';
import type { Program } from './program.ts';
import { updateHandlers } from './update-handlers.ts';
import { goBack } from './way-back.ts';

/** Registers every handler. Call it before the first `await`, so that no early signal or update is lost. */
export function registerHandlers(flow: Flow, program: Program): void {
  const { visit } = flow;
  const { state, inbox } = visit;

  setHandler(signals.engaged, (engaged: Engaged) => {
    if (inbox.isRepeat(engaged.id)) return;
    inbox.addEngagement(engaged);
    visit.applyPreferences(engaged);
    heedAnswer(visit, engaged);
    // Sales and replies are the matter of the lead's main program.
    if (visit.lane === undefined) passOnReply(flow, program, engaged);
    decideLater(visit, program, engaged);
    const ready = visit.lane === undefined ? engaged.ready : undefined;
    if (ready) state.ready = { kind: ready, at: engaged.readyAt ?? engaged.at, by: engaged.kind };
    if (ready || state.undecided) interruptOrPark(flow, program);
  });
  setHandler(signals.factsChanged, ({ id, at, ready }: FactsChanged) => {
    if (inbox.isRepeat(id) || !ready) return;
    state.ready = { kind: ready, at };
    interruptOrPark(flow, program);
  });
  setHandler(signals.contactabilityChanged, (change: ContactabilityChanged) => {
    if (inbox.isRepeat(change.id)) return;
    visit.setChannels(change);
    if (change.because === 'optedIn') moveOwnRest(visit, visit.now());
    leaveIfUnreachable(flow, change.by);
    if (change.unreachable) leaveCall(flow);
  });
  setHandler(signals.taskChanged, (message: TaskChanged) => {
    // A run that began under 0.1.0 ignored these and must go on doing so; it still asks Postgres at each rung.
    if (!patched('hears-task-changes')) return;
    if (!inbox.isRepeat(message.id)) inbox.tasks.push({ type: 'change', message });
  });
  setHandler(signals.takenBack, (message: TakenBack) => {
    if (!inbox.isRepeat(message.id)) goBack(flow, message);
  });
  setHandler(signals.inputChanged, (change: InputChanged) => {
    for (const reason of visit.inputs.hear(change)) visit.journal.note('noted', { reason });
  });

  setHandler(signals.campaignStopped, ({ id }: CampaignStopped) => {
    if (inbox.isRepeat(id)) return;
    state.isStopped = true;
    leaveIfStopped(flow);
  });

  setHandler(signals.clockChanged, ({ clock }: ClockChanged) => visit.setClock(clock));

  for (const name of Object.keys(updateHandlers) as (keyof Updates)[]) registerUpdate(flow, program, name);
  setHandler(statusQuery, () => visit.status);
  setHandler(touchesQuery, () => visit.touches);
}

/** A program's own function for an interrupt may throw. The message is not at fault: it is accepted, and the lead is parked. */
function interruptOrPark(flow: Flow, program: Program): void {
  try {
    interrupt(flow, program);
    interruptByAct(flow, program);
  } catch (error) {
    flow.fail(error);
  }
}

/** Accepts an update once, however often it is sent; the caller gets the answer when Postgres shows the change. */
function registerUpdate<N extends keyof Updates>(flow: Flow, program: Program, name: N): void {
  const { visit } = flow;
  const { inbox, journal } = visit;
  const { validate, put } = updateHandlers[name];
  const handler = async (message: Updates[N]): Promise<Answer> => {
    if (inbox.accept(requestIn(name, message))) put(flow, message);
    await condition(() => inbox.hasAnswered(message.id) && journal.isWritten);
    return inbox.answerTo(message.id);
  };
  const validator = (message: Updates[N]): void => {
    inbox.mustBeSame(requestIn(name, message));
    if (inbox.hasAnswered(message.id)) return;
    if (visit.isClosing) throw rejection('NotReady');
    validate(flow, message, program);
  };
  // The union of all definitions does not say that each name has its own message type.
  setHandler(updates[name] as ReturnType<typeof defineUpdate<Answer, [Updates[N]]>>, handler, { validator });
}

const requestIn = <N extends keyof Updates>(name: N, message: Updates[N]): Requested => ({
  id: message.id,
  request: requestOf(name, message),
});
