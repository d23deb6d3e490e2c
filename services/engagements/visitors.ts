import { nameVisitor, savePageVisit, seeVisitor, takePageVisits, type PageVisit } from '../../db/engagements/visitors.ts';
import type { Trx } from '../../db/database.ts';
import { STRANGERS_FOR } from '../../domain/lead/website.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { RecordPolicy } from './act-meaning.ts';
import { recordEngagement } from './record-engagement.ts';

/** A visitor looks at a page: an act of the lead that they are, or saved until that is known. */
export async function recordPageVisit(
  trx: Trx,
  policy: RecordPolicy,
  newId: () => string,
  { visitorId, ...visit }: PageVisit & { readonly visitorId: string },
): Promise<void> {
  const leadId = await seeVisitor(trx, visitorId, visit.at);
  if (leadId === undefined) await savePageVisit(trx, visitorId, visit);
  else await recordEngagement(trx, policy, newId, actOf(leadId, visit), visit.at);
}

/** A visitor turns out to be a lead: what they looked at in the last month is the lead's, too. */
export async function recogniseVisitor(
  trx: Trx,
  policy: RecordPolicy,
  newId: () => string,
  { visitorId, leadId, at }: { readonly visitorId: string; readonly leadId: string; readonly at: Instant },
): Promise<void> {
  if (!(await nameVisitor(trx, visitorId, leadId, at))) return;
  for (const visit of await takePageVisits(trx, visitorId))
    if (visit.at > at - STRANGERS_FOR) await recordEngagement(trx, policy, newId, actOf(leadId, visit), at);
}

const actOf = (leadId: string, { id, page, at }: PageVisit) =>
  ({ id, leadId, kind: 'visited', page, at, verdict: 'human', source: 'website' }) as const;
