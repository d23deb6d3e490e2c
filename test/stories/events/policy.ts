import { definePolicy } from '../../../domain/policy/policy.ts';

const engagements = {
  attended: { data: { webinar: 'text', minutes: 'number' } },
  cancelled: { label: 'cancelled their seat', human: true, data: { webinar: 'text' } },
  seatMoved: { label: 'moved to another date', human: true, data: { startsAt: 'instant' } },
} as const;

declare module '../../../domain/register.ts' {
  interface Register {
    engagements: typeof engagements;
  }
}

/** What a company might decide that holds webinars. */
export const policy = definePolicy({ engagements });
