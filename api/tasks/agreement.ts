import { agreementOf } from '../../db/reports/agreement.ts';
import { teamModes } from '../../db/staff/sla-modes.ts';
import { agreementDocument } from '../../domain/sales/agreement-document.ts';
import { agreementKept } from '../../domain/sales/agreement.ts';
import type { Document } from '../../domain/text/document.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { scopeOf } from '../reports/input.ts';

/** What marketing and sales agreed on, with what they kept of it in the last days. */
export async function agreement(deps: ApiDeps, days: number): Promise<Document> {
  const { db, clock, policy } = deps;
  const figures = agreementKept(policy.agreement, await agreementOf(db, scopeOf(deps, {}, days)), days);
  const date = new Date(clock.now()).toISOString().slice(0, 10);
  return agreementDocument(policy, { date, days, figures, teams: await teamModes(db) });
}
