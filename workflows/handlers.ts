import { condition, patched, setHandler, type defineUpdate } from '@temporalio/workflow';
import type { Answer, ContactabilityChanged, Engaged, FactsChanged, TaskChanged, Updates } from '../domain/lead/messages.ts';
import type { Flow } from './flow.ts';
import { rejection, type Asked } from './inbox.ts';
import { interrupt, leaveCall, leaveIfUnreachable, passOnReply } from './interrupts.ts';
import { requestOf, signals, statusQuery, touchesQuery, updates } from './messages.ts';
import type { Program } from './program.ts';
import { updateHandlers } from './update-handlers.ts';

/** Registers every handler; before the first `await`, so that early signals wait and no early update is lost. */
export function registerHandlers(flow: Flow, program: Program): void {
  const { visit } = flow;
  const { state, inbox } = visit;

  setHandler(signals.engaged, (engaged: Engaged) => {
    if (inbox.isRepeat(engaged.id)) return;
    inbox.keep(engaged);
    visit.heeds(engaged);
    passOnReply(flow, program, engaged);
    if (!engaged.ready) return;
    state.ready = { kind: engaged.ready, at: engaged.at, by: engaged.kind };
    interruptOrPark(flow, program);
  });
  setHandler(signals.factsChanged, ({ id, at, ready }: FactsChanged) => {
    if (inbox.isRepeat(id) || !ready) return;
    state.ready = { kind: ready, at };
    interruptOrPark(flow, program);
  });
  setHandler(signals.contactabilityChanged, (change: ContactabilityChanged) => {
    if (inbox.isRepeat(change.id)) return;
    visit.reachesBy(change);
    leaveIfUnreachable(flow, change.by);
    if (change.unreachable) leaveCall(flow);
  });
  setHandler(signals.taskChanged, (message: TaskChanged) => {
    // What a worker of 0.1.0 did not hear stays unheard in its run; at each rung Postgres is asked all the same.
    if (!patched('hears-task-changes')) return;
    if (!inbox.isRepeat(message.id)) inbox.tasks.push({ type: 'change', message });
  });

  for (const name of Object.keys(updateHandlers) as (keyof Updates)[]) registerUpdate(flow, program, name);
  setHandler(statusQuery, () => visit.status);
  setHandler(touchesQuery, () => visit.touches);
}

/** What a program says about an interrupt may fail: not the message is at fault, and it is heard. */
function interruptOrPark(flow: Flow, program: Program): void {
  try {
    interrupt(flow, program);
  } catch (error) {
    flow.fail(error);
  }
}

/** Lets an update in, unless the same one is known; the caller hears the answer when Postgres shows what it has changed. */
function registerUpdate<N extends keyof Updates>(flow: Flow, program: Program, name: N): void {
  const { visit } = flow;
  const { inbox, journal } = visit;
  const { validate, put } = updateHandlers[name];
  const handler = async (message: Updates[N]): Promise<Answer> => {
    if (inbox.admits(askedBy(name, message))) put(flow, message);
    await condition(() => inbox.hasAnswered(message.id) && journal.isWritten);
    return inbox.answerTo(message.id);
  };
  const validator = (message: Updates[N]): void => {
    inbox.mustBeSame(askedBy(name, message));
    if (inbox.hasAnswered(message.id)) return;
    if (visit.isClosing) throw rejection('NotReady');
    validate(flow, message, program);
  };
  // Each name goes with its own message; the union of all definitions says less.
  setHandler(updates[name] as ReturnType<typeof defineUpdate<Answer, [Updates[N]]>>, handler, { validator });
}

const askedBy = <N extends keyof Updates>(name: N, message: Updates[N]): Asked => ({
  id: message.id,
  request: requestOf(name, message),
});
