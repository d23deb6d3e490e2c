import { ended, program, pursue, qualify, rest } from 'trellis';

/** For people who visited our stand: within a week an email, a call while they remember us, and a text if nobody picks up. */
export const tradeFair = program('trade-fair', {
  start: 'thank',
  input: { fair: 'text' },
  knobs: {
    answerTime: {
      label: 'Time to answer before somebody calls',
      kind: 'duration',
      from: '1 day',
      to: '7 days',
      standard: '2 days',
    },
  },
  interrupts: { fastTrack: (lead) => (lead.isSenior ? 'sales' : 'call'), mql: 'call' },
  openDeal: 'sales',
  repliesTo: 'inside-sales',
  recycle: { connect: 'remind', offer: 'talk' },
  tracks: {
    async thank(lead) {
      const { fair } = lead.input;
      const thanks = await lead.email('met-at-the-fair', { fair });
      switch (await thanks.reaction({ within: lead.knobs.answerTime })) {
        case 'replied':
        case 'booked':
          return 'call';
        case 'clicked':
        case 'none':
        case 'notSent':
          return 'ring';
      }
    },

    /** A call of two days at most: the card gets cold. */
    async ring(lead) {
      const call = await lead.call(`met us at ${lead.input.fair}`, {
        team: 'inside-sales',
        sla: 'firstAttempt',
        within: '4 days',
      });
      switch (call.outcome) {
        case 'qualified':
        case 'existingDeal':
          return 'sales';
        case 'notReady':
          return rest(call.until, call.track);
        case 'unreachable':
        case 'slaMissed':
        case 'expired':
          return 'text';
        default:
          return ended('disqualified', call.outcome);
      }
    },

    /** On the phone that they did not pick up, if their card allows texts: it shows who called, and takes a time. */
    async text(lead) {
      const text = await lead.send('sms', 'missed-your-call', { fair: lead.input.fair });
      return (await text.metGoal({ within: '2 days' })) ? 'call' : 'remind';
    },

    async remind(lead) {
      const questions = await lead.email('after-the-fair', { fair: lead.input.fair });
      return (await questions.metGoal({ within: '7 days' })) ? 'talk' : ended('archived', 'silent after the fair');
    },

    async talk(lead) {
      const consultation = await lead.email('consultation');
      return (await consultation.metGoal({ within: '10 days' })) ? 'call' : ended('archived', 'silent after the fair');
    },

    call: qualify({
      team: 'inside-sales',
      sla: 'firstAttempt',
      fastTrackSla: 'fastTrack',
      missed: (lead) => lead.email('tried-to-reach-you'),
      followUps: { voicemail: (lead) => lead.email('left-you-a-voicemail') },
      qualified: 'sales',
    }),
    sales: pursue({
      team: 'field-sales',
      sla: 'acceptance',
      fastTrackSla: 'fastTrack',
      meeting: (lead, meetingAt) => lead.email('meeting-confirmed', { meetingAt }),
      introduction: (lead) => lead.email('introduction'),
    }),
  },
});
