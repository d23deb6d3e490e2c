import { dayInWords } from '../../domain/text/words.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { startsAfter } from './enrol-audience.ts';
import type { Expected } from './expected.ts';
import type { Campaign } from './known-campaign.ts';

const SHOWN = 5;

/** Notes when each lead is due to get a single email: that is known without a simulation. */
export function createPlan(campaign: Campaign & { readonly content: string }, now: Instant) {
  const start = Math.max(now, campaign.startsAt?.getTime() ?? 0);
  const days = new Map<string, number>();
  const some: { leadId: string; at: Instant }[] = [];
  let leads = 0;
  return {
    add(leadId: string): void {
      const at = start + startsAfter(campaign, leadId);
      days.set(dayInWords(at), (days.get(dayInWords(at)) ?? 0) + 1);
      if (++leads <= SHOWN) some.push({ leadId, at });
    },
    expected(): Expected {
      const email = { content: campaign.content, channel: 'email', label: campaign.content } as const;
      const emailsByDay = [...days]
        .map(([day, emails]) => ({ day, emails, beside: 0 }))
        .toSorted((a, b) => (a.day < b.day ? -1 : 1));
      const [first, last] = [emailsByDay[0]?.day ?? '', emailsByDay.at(-1)?.day ?? ''];
      return {
        days: days.size,
        sampled: leads,
        text: 'Each lead is due on the day shown. Its hours, its caps and the rate of the email server may delay it.',
        emailsByDay,
        first: [{ ...email, leads, from: first, to: last }],
        load: [],
        some: some.map(({ leadId, at }) => ({
          leadId,
          touches: [{ ...email, at: new Date(at).toISOString() }],
          ends: 'nothing more',
        })),
      };
    },
  };
}
