import type { InjectedSinks } from '@temporalio/worker';
import { isAfter010, valueIn, type Recorded } from './recorded.ts';

/** What `waits.ts` tells from the sandbox of a workflow. */
export type ReplaySinks = { readonly waits: { began(timer: number, summary: string): void } };

/** A wait of a history, and another one in the code. */
export interface OtherWait {
  readonly history: string;
  readonly code: string;
}

/**
 * Compares the verbs in the summaries of timers. Temporal compares how many timers there are, and activities carry the verbs of a wait
 * only when it is over.
 * @param onOther gets each timer that the code starts for other verbs than the history
 */
export const comparingWaits = (
  historyOf: (workflowId: string) => Recorded | undefined,
  onOther: (workflowId: string, wait: OtherWait) => void,
): InjectedSinks<ReplaySinks> => ({
  waits: {
    began: {
      callDuringReplay: true,
      fn({ workflowId }, timer, summary) {
        const history = historyOf(workflowId);
        const started = history?.events?.find((event) => event.timerStartedEventAttributes?.timerId === String(timer));
        if (!history || !started) return;
        const wait = { history: verbsIn(valueIn(started.userMetadata?.summary) ?? ''), code: verbsIn(summary) };
        if (wait.history !== wait.code && isAfter010(history)) onOther(workflowId, wait);
      },
    },
  },
});

/** `pause 3 days` of `[pause 3 days]`; see `Verbs.summaryOfTimer`. */
const verbsIn = (summary: string): string => /^\[(?<verbs>.*)\]$/.exec(summary)?.groups?.['verbs'] ?? 'none';
