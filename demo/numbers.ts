import type { Client } from '../client/index.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { Numbers } from '../simulate/report/report.ts';

/** Money, sources, reps and leads held back, as the API and the console show them. */
export async function numbersOf({ reports }: Client, span: { readonly from: Instant; readonly to: Instant }): Promise<Numbers> {
  const [money, sources, reps, { heldBack }, { rows: emails }] = await Promise.all([
    reports.money.query({ ...span, by: 'campaign' }),
    reports.sources.query(span),
    reports.sla.query({ ...span, by: 'rep' }),
    reports.review.query(span),
    reports.emails.query({ ...span, by: 'channel' }),
  ]);
  return {
    money: money.rows,
    sources: sources.rows,
    reps: reps.rows,
    heldBack: heldBack.lacks,
    emails: emails.find(({ value }) => value === 'email') ?? noEmails,
  };
}

const noEmails = { sent: 0, clicked: 0, unsubscribed: 0 };
