import { definePolicy } from '../../../domain/policy/policy.ts';
import { after, before } from '../../../domain/time/moment.ts';
import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import type { Lead } from '../../../workflows/lead.ts';
import { ended, rest } from '../../../workflows/next.ts';
import { program } from '../../../workflows/program.ts';
import { pursue } from '../../../workflows/sales/pursue.ts';
import { qualify } from '../../../workflows/sales/qualify.ts';

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

/** A program about fixed dates, with a track for each way to wait for one. */
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

/** A program that asks for a call at once, and goes where its outcome says. */
const calls = program('calls', {
  start: 'call',
  gate: false,
  interrupts: { fastTrack: 'fast' },
  recycle: { connect: 'quiet', offer: 'quiet' },
  tracks: {
    async call(lead: Lead) {
      const call = await lead.call('asked for a call', {
        team: 'sdr-team',
        sla: 'firstAttempt',
        within: '5 days',
        meeting: (to, meetingAt) => to.email('meeting', { meetingAt }),
      });
      switch (call.outcome) {
        case 'qualified':
        case 'transferred':
        case 'existingDeal':
          return 'sales';
        case 'notReady':
          return rest(call.until, call.track);
        case 'doNotContact':
          return call.channels.includes('email') ? ended('archived', 'wants no email') : 'quiet';
        case 'notInterested':
        case 'wrongNumber':
          return ended('archived', call.outcome);
        case 'disqualified':
        case 'wrongContact':
        case 'leftCompany':
          return ended('disqualified', call.outcome);
        case 'unreachable':
        case 'slaMissed':
        case 'expired':
          return ended('archived', call.outcome);
      }
    },
    async patient(lead: Lead) {
      const { outcome } = await lead.call('asked for a call', { team: 'sdr-team', sla: 'firstAttempt', within: '60 days' });
      return ended('archived', outcome);
    },
    async quiet(lead: Lead) {
      await lead.pause('300 days');
      return 'quiet';
    },
    fast: qualify({ team: 'sdr-team', sla: 'fastTrack', qualified: 'sales' }),
    sales: pursue({
      team: 'deal-team',
      sla: 'acceptance',
      meeting: (lead, meetingAt) => lead.email('meeting', { meetingAt }),
      meanwhile: 'patient',
    }),
  },
});

/** A program that sends an email twice, and says what it hears of the second one. */
const twice = program('twice', {
  start: 'connect',
  gate: false,
  recycle: { offer: 'connect' },
  tracks: {
    async connect(lead: Lead) {
      await lead.email('question');
      const { metGoal, clicked, replied, reaction, answer } = await heardOf(lead);
      return ended('archived', [metGoal, clicked, replied, reaction, answer].join(' '));
    },
  },
});

async function heardOf(lead: Lead) {
  const again = await lead.email('question');
  const within = { within: '9 days' } as const;
  return {
    metGoal: String(await again.metGoal(within)),
    clicked: String(await again.clicked(within)),
    replied: String(await again.replied(within)),
    reaction: await again.reaction(within),
    answer: (await again.answer(within)).kind,
  };
}

export const { leadLifecycle } = lifecycle({ programs: [dates, calls, twice], policy: definePolicy() });
