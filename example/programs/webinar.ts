import { after, before, ended, program, pursue, qualify, rest } from 'trellis';

/** For people who have a seat in a webinar: a reminder before it, and afterwards what fits whether they came. */
export const webinar = program('webinar', {
  start: 'registered',
  gate: false,
  input: { webinar: 'text', title: 'text', startsAt: 'instant' },
  interrupts: {
    fastTrack: (lead) => (lead.isSenior ? 'sales' : 'qualify'),
    mql: 'qualify',
    on: {
      // Who watches the recording has come after all; so has somebody whose attendance we learn of late.
      attended: (lead, { data }) =>
        data.webinar === lead.input.webinar && !lead.has('slides-and-answers') ? 'attended' : undefined,
      cancelled: (lead, { data }) =>
        data.webinar === lead.input.webinar ? rest(after(lead.input.startsAt, '1 day'), 'missed') : undefined,
    },
  },
  openDeal: 'sales',
  repliesTo: 'inside-sales',
  recycle: { connect: 'missed', offer: 'talk' },
  tracks: {
    async registered(lead) {
      const { webinar, title, startsAt } = lead.input;
      await lead.until(before(startsAt, '3 days'));
      await lead.email('seat-reminder', { title, startsAt });
      const came = await lead.waitFor({ attended: { webinar } }, { until: after(startsAt, '1 day') });
      return came ? 'attended' : 'missed';
    },

    /** Somebody who listened for half an hour may want to try it. */
    async attended(lead) {
      const slides = await lead.email('slides-and-answers');
      switch (await slides.reaction({ within: '7 days' })) {
        case 'trialStarted':
        case 'booked':
        case 'replied':
          return 'qualify';
        case 'clicked':
        case 'none':
        case 'notSent':
          return 'talk';
      }
    },

    /** An interrupt takes those who watch the recording out of the pause. */
    async missed(lead) {
      await lead.email('recording-is-here');
      await lead.pause('14 days');
      return 'talk';
    },

    async talk(lead) {
      const consultation = await lead.email('consultation');
      return (await consultation.metGoal({ within: '14 days' })) ? 'qualify' : ended('archived', 'silent after the webinar');
    },

    qualify: qualify({ team: 'inside-sales', sla: 'firstAttempt', fastTrackSla: 'fastTrack', qualified: 'sales' }),
    sales: pursue({
      team: 'field-sales',
      sla: 'acceptance',
      fastTrackSla: 'fastTrack',
      meeting: (lead, meetingAt) => lead.email('meeting-confirmed', { meetingAt }),
      introduction: (lead) => lead.email('introduction'),
    }),
  },
});
