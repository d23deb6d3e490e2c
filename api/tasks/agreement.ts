import { teamModes } from '../../db/staff/sla-modes.ts';
import { agreementCounts } from '../../db/tasks/agreement.ts';
import { agreementDocument } from '../../domain/sales/agreement-document.ts';
import { agreementKept } from '../../domain/sales/agreement.ts';
import type { Document } from '../../domain/text/document.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { ApiDeps } from '../procedures/context.ts';

/** What marketing and sales agreed on, with what they kept of it in the last days. */
export async function agreement(
  { db, clock, policy }: Pick<ApiDeps, 'db' | 'clock' | 'policy'>,
  days: number,
): Promise<Document> {
  const now = clock.now();
  const figures = agreementKept(policy.agreement, await agreementCounts(db, now - days * DAY), days);
  const date = new Date(now).toISOString().slice(0, 10);
  return agreementDocument(policy, { date, days, figures, teams: await teamModes(db) });
}
