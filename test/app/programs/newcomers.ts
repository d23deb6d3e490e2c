import { ended, program, pursue, qualify, rest, type Lead } from 'trellis';

/** For people who are new to the product: teach, offer a trial, hand those who are ready to sales. */
export const newcomers = program('newcomers', {
  start: 'educate',
  interrupts: {
    fastTrack: (lead) => (lead.isSenior ? 'sales' : 'qualify'),
    mql: 'qualify',
  },
  openDeal: 'sales',
  repliesTo: 'sdr-team',
  tracks: {
    async educate(lead) {
      const guide = await lead.email('guide');
      if (await guide.metGoal({ byDay: 10 })) return 'connect';
      const checklist = await lead.email('checklist');
      if (await checklist.metGoal({ byDay: 20 })) return 'connect';
      if (lead.score.fit >= 60 && !lead.hasReacted && lead.useNextPersona()) return 'educate';
      return 'reEngage';
    },

    async connect(lead) {
      const touch = await lead.email(lead.fresh('customer-story'));
      return (await touch.metGoal({ byDay: 10 })) ? 'offer' : 'reEngage';
    },

    async offer(lead) {
      const trial = await lead.email('trial');
      switch (await trial.reaction({ within: '14 days' })) {
        case 'activated':
        case 'trialStarted':
        case 'downloaded':
          return 'qualify';
        case 'replied':
        case 'clicked':
          return 'connect';
        case 'none':
        case 'notSent':
          return 'reEngage';
      }
    },

    async reEngage(lead) {
      const question = await lead.email('question');
      const answer = await question.answer({ byDay: 14 });
      switch (answer.kind) {
        case 'notRelevant':
          return ended('archived', 'not relevant to them');
        case 'wrongTopic':
          return lead.useNextPersona() ? 'educate' : 'connect';
        case 'tooOften':
          lead.slowDown();
          return 'connect';
        case 'later':
          return rest(answer.until, 'connect');
        case 'boughtElsewhere':
          return rest(answer.until, 'offer');
        case 'notSent':
          // They were asked before, and nobody gets an email twice. Those whom sales gave back have not been silent.
          if (lead.stage === 'recycled') return rest('90 days', 'connect');
          return lead.cycle < 2 ? rest('7 days', 'connect') : ended('archived', 'silent for two rounds');
        case 'none':
          return lead.cycle < 2 ? rest('7 days', 'connect') : ended('archived', 'silent for two rounds');
      }
    },

    /** While sales works on a lead. */
    async stayInTouch(lead) {
      for (const day of [7, 21]) {
        await lead.until({ day });
        if (lead.next) await lead.email(lead.next);
      }
      return 'connect';
    },

    qualify: qualify({
      team: 'sdr-team',
      sla: 'firstAttempt',
      fastTrackSla: 'fastTrack',
      welcome: (lead) => hasJustActivated(lead) && lead.email('first-steps'),
      missed: (lead) => lead.email('missed-call'),
      qualified: 'sales',
    }),
    sales: pursue({
      team: 'deal-team',
      sla: 'acceptance',
      meeting: (lead, meetingAt) => lead.email('meeting', { meetingAt }),
      introduction: (lead) => lead.email('introduction'),
      meanwhile: 'stayInTouch',
    }),
  },
});

const hasJustActivated = (lead: Lead): boolean => lead.trigger === 'activated' && !lead.has('first-steps');
