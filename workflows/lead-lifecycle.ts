import { allHandlersFinished, condition, makeContinueAsNewFunc } from '@temporalio/workflow';
import type { Ended } from '../activities/contract.ts';
import type { App } from './app.ts';
import { definePolicy, type Policy } from '../domain/policy/policy.ts';
import { registerHandlers } from './handlers.ts';
import type { RestUntil, Step } from './check-next.ts';
import { isNurture, trackOf, type Program } from './program.ts';
import { Flow } from './flow.ts';
import type { LIFECYCLE } from './messages.ts';
import { runVisit, type Onward } from './run-visit.ts';
import { searchAttributesOf } from './search-attributes.ts';
import { GATE, newState, type LifecycleInput } from './state.ts';
import { Visit } from './visit.ts';

type LeadLifecycle = ((input: LifecycleInput) => Promise<Ended>) & { readonly policy: Policy };

/** What an app gives; without a policy, the standard one holds. */
type Given = Pick<App<Program>, 'programs'> & Partial<Pick<App<Program>, 'policy'>>;

/**
 * The workflow functions of an app, by the names under which Temporal finds them: what the app's `workflows.ts` exports. The
 * worker bundles that file, so it imports programs and the policy only.
 * @example export const { leadLifecycle } = lifecycle({ programs: [welcome], policy });
 */
export function lifecycle({ programs, policy = definePolicy() }: Given): Readonly<Record<typeof LIFECYCLE, LeadLifecycle>> {
  const app = { programs, policy };
  // The policy can be read from outside, so that one that the config does not have is noticed at start.
  return { leadLifecycle: Object.assign((input: LifecycleInput) => leadLifecycle(app, input), { policy }) };
}

/**
 * A lead's life in one of the programs; one run of it is one visit of a track.
 * The workflow's id is the lead's: there is one, so Temporal is the lock, and which message wins is decided in one place.
 */
async function leadLifecycle(app: App<Program>, input: LifecycleInput): Promise<Ended> {
  const program = app.programs.find(({ id }) => id === input.program);
  // A plain error: the task waits until a worker that knows the program takes it.
  if (!program) throw new Error(`no program "${input.program}": hand it to lifecycle({ programs })`);
  const state = input.state ?? newState(input, program);
  const visit = new Visit(app, input, state, isSales(program, state.track));
  const flow = new Flow(visit);
  registerHandlers(flow, program);
  void visit.journal.keepWriting();
  return conclude(flow, program, input, await runVisit(flow, program));
}

/** Writes what became of the visit, lets every caller have an answer, and goes on in a new run, or ends. */
async function conclude(flow: Flow, program: Program, input: LifecycleInput, onward: Onward): Promise<Ended> {
  const { visit } = flow;
  const { journal } = visit;
  visit.close();
  if (onward !== 'again') {
    await visit.tasks.closeAll(onward.because);
    note(visit, program, onward.next);
  }
  await journal.flush();
  visit.inbox.close(onward === 'again' ? 'NotReady' : 'TaskClosed');
  const isQuiet = () => allHandlersFinished() && flow.isAlone;
  await condition(isQuiet);
  while (!journal.isWritten) {
    await journal.flush();
    await condition(isQuiet);
  }
  // From here on nothing is awaited: what came in until now goes along.
  if (onward !== 'again') {
    if (typeof onward.next === 'object' && 'ended' in onward.next) return onward.next;
    enter(visit, program, onward.next);
  }
  journal.countTurns();
  const { state: _, ...enrolment } = input;
  const searchAttributes = searchAttributesOf(enrolment, visit.state, visit.tasks.last?.assigneeId);
  return makeContinueAsNewFunc<LeadLifecycle>({ searchAttributes })({ ...enrolment, state: visit.state });
}

/** Whatever the step changes in the lead's story. */
function note(visit: Visit, program: Program, next: Step): void {
  const { journal } = visit;
  const from = visit.state.track;
  if (typeof next === 'object' && 'ended' in next) {
    visit.becomes(next.ended, next.because);
    return journal.note('ended', { from, to: next.ended, reason: next.because });
  }
  if (typeof next === 'object') journal.note('rested', { from, to: next.to, reason: new Date(next.rest).toISOString() });
  // Sales' own ways back have said why already.
  if (visit.isSales && !isSales(program, trackIn(next))) visit.becomes('recycled', 'moved by an operator');
}

/** Makes the carried state that of the next visit. A rest ends a round. */
function enter({ state }: Visit, program: Program, next: string | RestUntil): void {
  const track = trackIn(next);
  delete state.notBefore;
  if (typeof next === 'object') {
    state.notBefore = next.rest;
    state.cycle += 1;
  }
  if (!isSales(program, track)) {
    delete state.trigger;
    delete state.meetingAt;
  }
  state.track = track;
  state.visit += 1;
  state.written = 0;
  delete state.openTasks;
}

const trackIn = (next: string | RestUntil): string => (typeof next === 'string' ? next : next.to);

const isSales = (program: Program, track: string): boolean => {
  if (track === GATE) return false;
  const found = trackOf(program, track);
  return found !== undefined && !isNurture(found);
};
