import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { HistoryAndWorkflowId } from '@temporalio/client';
import { bundleForReplay } from '../../cli/replay/bundle-for-replay.ts';
import { replay } from '../../cli/replay/replay.ts';
import { quietReplays } from '../../testing/replay.ts';
import { LIFE, threeMails } from '../story.ts';
import { enrol } from '../lives.ts';
import type { Measurement } from '../measurement.ts';
import { trellisWorld, workflowPaths, type Earth } from '../virtual-world.ts';
import { workflowIdOf } from '../../workflows/messages.ts';

const LEADS = 10_000;
const MB = 1024 * 1024;

export const replaying: Measurement = {
  name: 'replay',
  about: `trellis replay of ${LEADS.toLocaleString('en')} leads after ${threeMails.length} emails, beside the replay of the SDK alone`,
  async run(ground) {
    quietReplays();
    const history = await historyOfThreeMails(await ground.earth());
    const bundle = await bundleForReplay(workflowPaths.trellis);
    const alone = await perSecond(LEADS / 10, (count) => replayedAlone(bundle, copies(history, count)));
    const before = process.memoryUsage.rss();
    let peak = before;
    const onProgress = () => (peak = Math.max(peak, process.memoryUsage.rss()));
    const value = await perSecond(LEADS, async (count) => {
      const { replayed, broken } = await replay(bundle, copies(history, count), onProgress);
      if (replayed !== count || broken.length > 0) throw new Error(`the history does not fit: ${JSON.stringify(broken)}`);
    });
    return [
      { name: 'replay/histories', value, unit: '/s', baseline: alone, beside: 'the SDK alone' },
      { name: 'replay/memory', value: (peak - before) / MB, unit: 'MB' },
    ];
  },
};

/** The longest run of a lead that never reacts. */
async function historyOfThreeMails(earth: Earth): Promise<HistoryAndWorkflowId['history']> {
  await using world = await trellisWorld(earth, { recordHistories: true });
  const workflowId = workflowIdOf(await enrol(world, earth.db, 'three-mails'));
  await world.engine.runFor(LIFE);
  return world.engine.histories(workflowId).toSorted((a, b) => b.events!.length - a.events!.length)[0]!;
}

async function* copies(history: HistoryAndWorkflowId['history'], count: number): AsyncIterable<HistoryAndWorkflowId> {
  for (let n = 0; n < count; n++) yield await Promise.resolve({ workflowId: `lead/${n}`, history });
}

async function replayedAlone(
  workflowBundle: WorkflowBundleOption,
  histories: AsyncIterable<HistoryAndWorkflowId>,
): Promise<void> {
  const sinks = { waits: { began: { fn: () => {}, callDuringReplay: false } } };
  for await (const { error } of Worker.runReplayHistories({ workflowBundle, sinks }, histories)) if (error) throw error;
}

async function perSecond(count: number, work: (count: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  await work(count);
  return (count * 1000) / (performance.now() - began);
}
