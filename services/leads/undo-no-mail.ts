import type { ClockSpec, Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../../db/database.ts';
import { enrol } from '../campaigns/enrol.ts';
import { readmit, wrongedByNoMail, type Whom } from '../../db/leads/no-mail.ts';
import { recordEvents } from '../../db/leads/lead-events.ts';

/**
 * Reverts disqualifications of leads whose domain seemed to take no email. Their stage is restored, DNS is asked again, and they
 * re-enter their campaign.
 * @returns the leads that entered
 */
export async function undoNoMail(
  trx: Trx,
  newId: () => string,
  whom: Whom,
  { at, clock, by }: { at: Instant; clock: ClockSpec; by: string },
): Promise<Set<string>> {
  const wronged = await wrongedByNoMail(trx, whom);
  if (wronged.length === 0) return new Set();
  await readmit(trx, wronged, at);
  await recordEvents(
    trx,
    wronged.map(({ leadId, stage }) => ({ leadId, at, by, kind: 'readmitted', data: { stage } })),
  );
  const entered = new Set<string>();
  for (const [campaignId, leads] of Map.groupBy(wronged, (lead) => lead.campaignId)) {
    const into = { campaignId, program: leads[0]!.program, clock, at, by };
    const enrolments = leads.map(({ leadId }) => ({ id: newId(), leadId, startAt: at, outboxId: newId() }));
    const notEntered = await enrol(trx, enrolments, into);
    for (const { leadId } of leads) if (!notEntered.has(leadId)) entered.add(leadId);
  }
  return entered;
}
