import { allHandlersFinished, condition, makeContinueAsNewFunc } from '@temporalio/workflow';
import type { App } from './app.ts';
import { definePolicy, type Policy } from '../domain/policy/policy.ts';
import { ProgramInputs } from './program-inputs.ts';
import { registerHandlers } from './handlers.ts';
import { isEnd, type End, type RestUntil, type Step } from './check-next.ts';
import { isNurture, trackOf, type Program } from './program.ts';
import { Flow } from './flow.ts';
import type { LIFECYCLE } from './messages.ts';
import { runVisit, type Onward } from './run-visit.ts';
import { searchAttributesOf } from './search-attributes.ts';
import { newState } from './new-state.ts';
import { GATE, type LifecycleInput } from './state.ts';
import { putBack } from './way-back.ts';
import { Visit } from './visit.ts';

type LeadLifecycle = ((input: LifecycleInput) => Promise<End>) & { readonly policy: Policy };

/** What an app passes; without a policy, the standard one applies. */
type GivenApp = Pick<App<Program>, 'programs'> & Partial<Pick<App<Program>, 'policy'>>;

/**
 * Makes an app's workflow functions, which its `workflows.ts` exports under the names that Temporal looks up. The worker
 * bundles that file, so it must import only programs and the policy.
 * @example export const { leadLifecycle } = lifecycle({ programs: [welcome], policy });
 */
export function lifecycle({ programs, policy = definePolicy() }: GivenApp): Readonly<Record<typeof LIFECYCLE, LeadLifecycle>> {
  const app = { programs, policy };
  // The policy is exposed so that the worker can refuse, at start, one that differs from the config's.
  return { leadLifecycle: Object.assign((input: LifecycleInput) => leadLifecycle(app, input), { policy }) };
}

/**
 * A lead's life in one of the programs; each run is one visit of a track.
 * The workflow id contains the lead's id, so a lead has one workflow: Temporal is the lock, and the workflow decides which message
 * wins.
 */
async function leadLifecycle(app: App<Program>, input: LifecycleInput): Promise<End> {
  const program = app.programs.find(({ id }) => id === input.program);
  // A plain error fails only the workflow task: Temporal retries it until a worker that knows the program takes it.
  if (!program) throw new Error(`no program "${input.program}": hand it to lifecycle({ programs })`);
  const state = input.state ?? newState(input, program);
  state.inputs ??= input.inputs;
  const visit = new Visit(app, input, state, isSales(program, state.track), new ProgramInputs(program, state));
  const flow = new Flow(visit);
  registerHandlers(flow, program);
  void visit.journal.keepWriting();
  return conclude(flow, program, input, await runVisit(flow, program));
}

/** Writes the visit's outcome, answers every caller, and continues in a new run, or ends. */
async function conclude(flow: Flow, program: Program, input: LifecycleInput, onward: Onward): Promise<End> {
  const { visit } = flow;
  const { journal } = visit;
  visit.close();
  if (onward !== 'again') {
    await visit.tasks.closeAll(onward.because);
    if (!visit.state.goesBack) note(visit, program, onward.next);
  }
  await journal.flush();
  visit.inbox.close(onward === 'again' ? 'NotReady' : 'TaskClosed');
  const isQuiet = () => allHandlersFinished() && flow.isAlone;
  await condition(isQuiet);
  while (!journal.isWritten) {
    await journal.flush();
    await condition(isQuiet);
  }
  // Nothing may be awaited from here on: the next run gets every message that has come in until now.
  // The gate has just loaded the facts for the first track; those of a track may be months old at its end.
  const facts = visit.state.track === GATE ? visit.facts : undefined;
  const { goesBack } = visit.state;
  if (goesBack) {
    enter(visit, program, goesBack.state.track);
    putBack(visit.state, goesBack, visit.now(), input.lane);
  } else if (onward !== 'again') {
    if (isEnd(onward.next)) return onward.next;
    enter(visit, program, onward.next);
  }
  journal.countTurns();
  const { state: _, back: __, facts: ___, ...enrolment } = input;
  const searchAttributes = searchAttributesOf(enrolment, visit.state, visit.tasks.last?.assigneeId);
  // The next track runs on the current build of the workers, not on this run's.
  const options = { searchAttributes, initialVersioningBehavior: 'AUTO_UPGRADE' } as const;
  return makeContinueAsNewFunc<LeadLifecycle>(options)({ ...enrolment, clock: visit.clock, state: visit.state, facts });
}

/** Notes in the lead's story what the step changes. */
function note(visit: Visit, program: Program, next: Step): void {
  const { journal } = visit;
  const from = visit.state.track;
  if (typeof next === 'object' && 'stopped' in next) return journal.note('ended', { from, reason: next.because });
  if (typeof next === 'object' && 'ended' in next) {
    visit.becomes(next.ended, next.because);
    return journal.note('ended', { from, to: next.ended, reason: next.because });
  }
  if (typeof next === 'object') journal.note('rested', { from, to: next.to, reason: new Date(next.rest).toISOString() });
  // A sales track that gives the lead back has noted the reason already.
  if (visit.isSales && !isSales(program, trackIn(next))) visit.becomes('recycled', 'moved by an operator');
}

/** Prepares the carried state for the next visit. */
function enter({ state }: Visit, program: Program, next: string | RestUntil): void {
  const track = trackIn(next);
  delete state.notBefore;
  delete state.follows;
  if (typeof next === 'object') {
    state.notBefore = next.rest;
    state.follows = next.follows;
    if (next.endsRound) state.cycle += 1;
  }
  if (!isSales(program, track)) {
    delete state.trigger;
    delete state.meetingAt;
  }
  state.from = state.track;
  state.track = track;
  state.visit += 1;
  state.written = 0;
  delete state.openTasks;
  delete state.opensAgain;
}

const trackIn = (next: string | RestUntil): string => (typeof next === 'string' ? next : next.to);

function isSales(program: Program, track: string): boolean {
  if (track === GATE) return false;
  const found = trackOf(program, track);
  return found !== undefined && !isNurture(found);
}
