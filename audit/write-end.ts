import type { Ended } from '../activities/contract.ts';
import { applyJournal } from '../services/leads/journal.ts';
import { workflowOf, type Whose } from './workflows.ts';
import type { AuditDeps } from './deps.ts';
import { nextLine } from './next-line.ts';

/** Records the end of an enrolment whose workflow has ended. @returns what it did, in words */
export async function writeEnd(
  { db, client, clock, policy }: AuditDeps,
  { leadId, lane }: Whose & { readonly leadId: string },
  enrolmentId: string,
  runId: string,
): Promise<string> {
  const { ended, because } = (await workflowOf(client, { leadId, lane }, runId).result()) as Partial<Ended>;
  const { visit, n } = await nextLine(db, enrolmentId);
  const at = clock.now();
  await applyJournal(db, policy, { leadId, enrolmentId, journal: [{ visit, n, at, kind: 'ended', to: ended, reason: because }] });
  return ended === undefined ? 'ended' : `ended as ${ended}`;
}
