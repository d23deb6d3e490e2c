import { submitReport, type StoredReport } from '../../db/tasks/reports.ts';
import type { Db } from '../../db/database.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { canonical, otherBody } from '../procedures/idempotent.ts';
import { reasonOf, type ReportInput } from './report-input.ts';

/**
 * Saves what a rep reported, or finds what was saved under the id before.
 * @throws Refusal if another report has the id
 */
export async function saveReport(
  db: Db,
  { policy, clock }: Pick<ApiDeps, 'policy' | 'clock'>,
  repId: string,
  input: ReportInput,
): Promise<StoredReport> {
  const { id, taskId, disposition, details } = input;
  const reason = reasonOf(policy, input) ?? null;
  const stored = await submitReport(db, { id, taskId, repId, disposition, reason, details, at: clock.now() });
  const isSame =
    stored.taskId === taskId &&
    stored.repId === repId &&
    stored.disposition === disposition &&
    stored.reason === reason &&
    canonical(stored.details) === canonical(details);
  if (!isSame) throw otherBody(id);
  return stored;
}
