import { definePolicy } from '../../../domain/policy/policy.ts';
import { after, before } from '../../../domain/time/moment.ts';
import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import type { Lead } from '../../../workflows/lead.ts';
import { ended, rest } from '../../../workflows/next.ts';
import { program } from '../../../workflows/program.ts';

/** Ten days after a story begins. */
const WEBINAR = Date.parse('2026-03-20T10:00:00Z');

/** A webinar that is held a week later once the lead has visited a page, and at once when it has started a trial. */
const movable = (lead: Lead) => ({
  at() {
    const has = (kind: string) => lead.engagements.some((e) => e.kind === kind);
    if (has('trialStarted')) return Date.parse('2026-03-10T10:00:00Z');
    return has('visited') ? WEBINAR + 7 * 24 * 60 * 60 * 1000 : WEBINAR;
  },
});

/** A program for each verb, with a track for each way to use it. */
const dates = program('dates', {
  start: 'invited',
  gate: false,
  recycle: { connect: 'invited', offer: 'invited' },
  tracks: {
    async invited(lead: Lead) {
      await lead.until(before(WEBINAR, '3 days'));
      await lead.email('guide');
      await lead.until(WEBINAR);
      return rest(after(WEBINAR, '1 day'), 'held');
    },
    async held(lead: Lead) {
      await lead.email('checklist');
      return lead.cycle === 1 ? rest('7 days', 'again') : ended('archived', 'a date has ended a round');
    },
    async again(lead: Lead) {
      return lead.cycle === 2
        ? rest(lead.now + 1000, 'third', { endsRound: true })
        : ended('archived', 'a duration has ended no round');
    },
    async third(lead: Lead) {
      return ended('archived', `round ${lead.cycle}`);
    },
    async follows(lead: Lead) {
      await lead.until(before(movable(lead), '3 days'));
      await lead.email('guide');
      await lead.until({ day: 300 });
      return 'third';
    },
    async inSeconds(lead: Lead) {
      await lead.until(WEBINAR / 1000);
      return 'third';
    },
    restsInSeconds: async () => rest(WEBINAR / 1000, 'third'),
  },
});

export const { leadLifecycle } = lifecycle({ programs: [dates], policy: definePolicy() });
