import { Worker, type WorkflowBundle } from '@temporalio/worker';
import type { SaidInput } from '../../api/leads/program-input.ts';
import type { App } from '../../config/app.ts';
import { modelledPeople } from '../../cli/simulate/people.ts';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import { inputOf, valueIn, type Recorded } from '../../cli/replay/recorded.ts';
import type { HistoryToReplay } from '../../testing/replay.ts';
import { START } from '../../testing/virtual-world.ts';

/** A run of a lead: its history, and what it did in which turn. */
export interface Run extends HistoryToReplay {
  readonly track: string;
  /** The number of the event before the turn in which the lead first passed a call of a verb, by the call's number. */
  readonly passed: Map<number, number>;
  /** The number of the event that records a verb first, by the verb. */
  readonly recorded: ReadonlyMap<string, number>;
}

const LEADS = 12;
const DAYS = 80;

/** The histories of modelled leads that go through a program. */
export async function simulatedRuns(app: App, program: string, input?: SaidInput): Promise<Run[]> {
  const runs: Run[] = [];
  const onHistory = ({ workflowId, history }: HistoryToReplay) => {
    const { state } = inputOf(history as Recorded);
    const id = `${workflowId}/${runs.length}`;
    runs.push({ workflowId: id, history, track: state?.track ?? 'gate', passed: new Map(), recorded: recordedIn(history) });
  };
  const signal = AbortSignal.timeout(600_000);
  await runSimulation({
    app,
    program,
    input,
    people: modelledPeople(LEADS),
    start: START,
    days: DAYS,
    seed: 1,
    signal,
    onProgress: () => {},
    onHistory,
  });
  return runs;
}

function recordedIn({ events }: HistoryToReplay['history']): Map<string, number> {
  const recorded = new Map<string, number>();
  for (const [n, { markerRecordedEventAttributes }] of (events ?? []).entries()) {
    const payload = markerRecordedEventAttributes?.details?.['result']?.payloads?.[0];
    const { verbs = [] } = valueIn<{ verbs?: string[] } | null>(payload) ?? {};
    for (const verb of verbs) if (!recorded.has(verb)) recorded.set(verb, n + 1);
  }
  return recorded;
}

/** Replays runs with code that tells of each call of a verb. */
export async function trace(bundle: WorkflowBundle, runs: readonly Run[]): Promise<void> {
  const byId = new Map(runs.map((run) => [run.workflowId, run]));
  const passed = (id: string, site: number, turn: number) => {
    const run = byId.get(id)!;
    if (!run.passed.has(site)) run.passed.set(site, turn);
  };
  const sinks = {
    waits: { began: { callDuringReplay: true, fn: () => {} } },
    sites: {
      passed: {
        callDuringReplay: true,
        fn: ({ workflowId, historyLength }: { workflowId: string; historyLength: number }, site: number) =>
          passed(workflowId, site, historyLength),
      },
    },
  };
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundle, sinks }, runs))
    if (error) throw new Error(`${workflowId} does not fit the code that wrote it`, { cause: error });
}

type Event = NonNullable<HistoryToReplay['history']['events']>[number];

/** The part of a run up to the wait behind the turn with this event; undefined if the run ended in it. */
export function waitingBehind({ workflowId, history }: Run, event: number): HistoryToReplay | undefined {
  const events = history.events ?? [];
  const next = events.findIndex((each, n) => n >= event && each.workflowTaskScheduledEventAttributes);
  return partOf(workflowId, events.slice(0, next < 0 ? events.length : next));
}

/** The part of a run up to the wait before the turn with this event; undefined if that is the first turn. */
export function waitingBefore({ workflowId, history }: Run, event: number): HistoryToReplay | undefined {
  const events = history.events ?? [];
  const turn = events.findLastIndex((each, n) => n < event && each.workflowTaskScheduledEventAttributes);
  return partOf(workflowId, events.slice(0, turn));
}

function partOf(workflowId: string, events: readonly Event[]): HistoryToReplay | undefined {
  const part = events.slice(0, events.findLastIndex((event) => !isMessage(event)) + 1);
  const waits = part.some((event) => event.workflowTaskCompletedEventAttributes) && !isEnd(part.at(-1)!);
  return waits ? { workflowId, history: { events: part } } : undefined;
}

/** An event from outside, at the end of a part: the turn that it begins is not in the part. */
const isMessage = (event: Event): boolean =>
  Boolean(
    event.workflowExecutionSignaledEventAttributes ??
    event.timerFiredEventAttributes ??
    event.activityTaskCompletedEventAttributes,
  );
const isEnd = (event: Event): boolean =>
  Boolean(event.workflowExecutionCompletedEventAttributes ?? event.workflowExecutionContinuedAsNewEventAttributes);
