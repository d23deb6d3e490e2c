import type { HistoryAndWorkflowId } from '@temporalio/client';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { comparingWaits, type OtherWait } from './compare-waits.ts';
import { placeOf, type Place } from './place.ts';
import type { Recorded } from './recorded.ts';

/** A place in a program where leads wait whose histories do not fit the code. */
export interface Broken extends Place {
  readonly workflowIds: readonly string[];
}

export interface Replayed {
  readonly replayed: number;
  /** The places, the one with the most leads first. */
  readonly broken: readonly Broken[];
}

/** How many histories are replayed between two lines of progress. */
const PROGRESS = 1_000;

/**
 * Replays histories with the code in a bundle of `bundleForReplay`.
 * @param onProgress gets the number so far, every thousand histories
 */
export async function replay(
  workflowBundle: WorkflowBundleOption,
  histories: AsyncIterable<HistoryAndWorkflowId>,
  onProgress: (replayed: number) => void,
): Promise<Replayed> {
  const underWay = new Map<string, Recorded>();
  const otherWaits = new Map<string, OtherWait>();
  const broken = new Map<string, Place & { readonly workflowIds: string[] }>();
  let replayed = 0;
  const sinks = comparingWaits(
    (workflowId) => underWay.get(workflowId),
    (workflowId, wait) => otherWaits.has(workflowId) || otherWaits.set(workflowId, wait),
  );
  const results = Worker.runReplayHistories({ workflowBundle, sinks }, remembering(histories, underWay));
  for await (const { workflowId, error } of results) {
    if (++replayed % PROGRESS === 0) onProgress(replayed);
    const place = placeOf(underWay.get(workflowId)!, error, otherWaits.get(workflowId));
    underWay.delete(workflowId);
    otherWaits.delete(workflowId);
    if (!place) continue;
    const key = JSON.stringify(place);
    const known = broken.get(key) ?? { ...place, workflowIds: [] };
    known.workflowIds.push(workflowId);
    broken.set(key, known);
  }
  return { replayed, broken: [...broken.values()].toSorted((a, b) => b.workflowIds.length - a.workflowIds.length) };
}

/** The results name only the workflow, so the histories that are being replayed are remembered by its id. */
async function* remembering(
  histories: AsyncIterable<HistoryAndWorkflowId>,
  underWay: Map<string, Recorded>,
): AsyncIterable<HistoryAndWorkflowId> {
  for await (const history of histories) {
    underWay.set(history.workflowId, history.history as Recorded);
    yield history;
  }
}
