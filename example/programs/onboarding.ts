import { ended, program, pursue, qualify, rest } from 'trellis';

/** For people whose trial has begun: one door, the first trucks, and a decision before the fourteen days are over. */
export const onboarding = program('onboarding', {
  start: 'firstDoor',
  gate: false,
  interrupts: {
    fastTrack: 'qualify',
    on: {
      gotStuck: 'stuck',
      trialEnded: ended('archived', 'ended the trial'),
    },
  },
  openDeal: 'sales',
  repliesTo: 'inside-sales',
  recycle: { connect: 'talk', offer: 'talk' },
  tracks: {
    async firstDoor(lead) {
      await lead.email('trial-welcome');
      if (await lead.waitFor({ doorSetUp: true }, { within: '3 days' })) return 'firstTruck';
      await lead.email('trial-help');
      return (await lead.waitFor({ doorSetUp: true }, { within: '4 days' })) ? 'firstTruck' : 'lastDays';
    },

    async firstTruck(lead) {
      await lead.email('first-carrier');
      const booked = await lead.waitFor({ trucksBooked: true }, { within: '5 days' });
      return (booked?.data.trucks ?? 0) >= BUSY_DOOR ? 'qualify' : 'lastDays';
    },

    /** The numbers of the trial, looked at together. */
    async lastDays(lead) {
      const review = await lead.email('trial-ends');
      return (await review.metGoal({ within: '6 days' })) ? 'qualify' : 'talk';
    },

    async talk(lead) {
      const consultation = await lead.email('consultation');
      return (await consultation.metGoal({ within: '14 days' })) ? 'qualify' : ended('archived', 'silent after the trial');
    },

    /** Somebody calls at once; once the door is set up, the trial continues. */
    async stuck(lead) {
      const call = await lead.call('got stuck in the trial', { team: 'inside-sales', sla: 'fastTrack', within: '3 days' });
      switch (call.outcome) {
        case 'qualified':
        case 'existingDeal':
          return 'sales';
        case 'notReady':
          return rest(call.until, call.track);
        case 'unreachable':
        case 'slaMissed':
        case 'expired':
          return 'lastDays';
        default:
          return ended('disqualified', call.outcome);
      }
    },

    qualify: qualify({
      team: 'inside-sales',
      sla: 'firstAttempt',
      fastTrackSla: 'fastTrack',
      welcome: (lead) => lead.trigger === 'activated' && !lead.has('trial-activated') && lead.email('trial-activated'),
      missed: (lead) => lead.email('tried-to-reach-you'),
      followUps: { voicemail: (lead) => lead.email('left-you-a-voicemail') },
      qualified: 'sales',
    }),
    sales: pursue({
      team: 'field-sales',
      sla: 'acceptance',
      meeting: (lead, meetingAt) => lead.email('meeting-confirmed', { meetingAt }),
      introduction: (lead) => lead.email('introduction'),
    }),
  },
});

/** Trucks booked at once from which a door is in earnest use. */
const BUSY_DOOR = 5;
