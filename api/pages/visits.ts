import { recordActs } from '../../services/engagements/record-acts.ts';
import type { Arrived } from '../../services/engagements/record-plain-acts.ts';
import { despiteClashes } from '../../db/clash.ts';
import type { Trx } from '../../db/database.ts';
import { waitBriefly } from '../../db/in-transaction.ts';
import { shared } from '../../db/shared.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { visitAll, type UrlRequest, type Visit } from './visit.ts';

/** A request for a URL of an email by which its sender may do something. */
interface Visiting extends UrlRequest {
  /** What they do; undefined if it is nothing, or nothing new. */
  readonly actOf: (visited: Visit, trx: Trx) => Promise<Arrived | undefined>;
}

type VisitDeps = Pick<ApiDeps, 'db' | 'clock' | 'policy' | 'newId'>;

export type RecordVisit = ReturnType<typeof createVisits>;

/** How many requests share a transaction at most. */
const TOGETHER = 40;

/**
 * Records requests for URLs of emails, with what their senders do. Those that arrive at the same time share a transaction, and each one's
 * answer waits for its commit. Requests for the same email follow each other, so that each sees the ones before it.
 */
export const createVisits = ({ db, ...deps }: VisitDeps) =>
  shared(
    (requests: readonly Visiting[]) =>
      db.transaction().execute(async (trx) => {
        await waitBriefly(trx);
        return await recordVisits(trx, deps, requests);
      }),
    TOGETHER,
    ({ key }) => key,
    async (request) => {
      const [visited] = await despiteClashes(() => db.transaction().execute((trx) => recordVisits(trx, deps, [request])));
      return visited;
    },
  );

async function recordVisits(
  trx: Trx,
  { clock, policy, newId }: Omit<VisitDeps, 'db'>,
  requests: readonly Visiting[],
): Promise<(Visit | undefined)[]> {
  const at = clock.now();
  const visits = await visitAll({ db: trx, clock, policy }, requests, at);
  const acts: Arrived[] = [];
  for (const { key, actOf } of requests) {
    const visited = visits.get(key);
    const act = visited && (await actOf(visited, trx));
    if (act) acts.push(act);
  }
  await recordActs(trx, policy, newId, acts, at);
  return requests.map(({ key }) => visits.get(key));
}
