import { useSubscription } from '@trpc/tanstack-react-query';
import { api, queries } from './api.ts';

/** What comes again when something changes, by its topic. */
const affected = {
  leads: [api.leads],
  tasks: [api.tasks, api.team],
  campaigns: [api.campaigns, api.reports],
} as const;

/** Many changes at once make one round of questions. */
const TOGETHER_MS = 300;
/** After a round, the page rests ten times as long as the round took: in a busy company something changes every second. */
const REST = 10;

/** Keeps what the page shows true: it hears what changed, and asks for that again. */
export function useLiveChanges(): void {
  useSubscription(api.live.changes.subscriptionOptions(undefined, { onData: ({ topic }) => void askAgain(topic) }));
}

const waiting = new Set<keyof typeof affected>();
let isAsking = false;

async function askAgain(topic: keyof typeof affected): Promise<void> {
  waiting.add(topic);
  if (isAsking) return;
  isAsking = true;
  while (waiting.size > 0) {
    await sleep(TOGETHER_MS);
    const began = performance.now();
    const answers: Promise<void>[] = [];
    for (const each of waiting) for (const router of affected[each]) answers.push(queries.invalidateQueries(router.pathFilter()));
    waiting.clear();
    await Promise.allSettled(answers);
    await sleep((performance.now() - began) * REST);
  }
  isAsking = false;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
