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

/** Keeps what the page shows true: it hears what changed, and asks for that again. */
export function useLiveChanges(): void {
  useSubscription(api.live.changes.subscriptionOptions(undefined, { onData: ({ topic }) => askAgain(topic) }));
}

const waiting = new Set<keyof typeof affected>();

function askAgain(topic: keyof typeof affected): void {
  waiting.add(topic);
  if (waiting.size > 1) return;
  setTimeout(() => {
    for (const each of waiting) for (const router of affected[each]) void queries.invalidateQueries(router.pathFilter());
    waiting.clear();
  }, TOGETHER_MS);
}
