import { ended, program, pursue, qualify, rest, type Lead } from 'trellis';
import { LARGE_SITE } from '../policy.ts';

/** For people who compare B2B software: teach, build trust, offer a trial, hand the ready ones to sales. */
export const b2bSoftware = program('b2b-software', {
  start: 'educate',
  interrupts: {
    fastTrack: (lead) => (lead.isSenior || isLargeSite(lead) ? 'sales' : 'qualify'),
    mql: 'qualify',
  },
  openDeal: 'sales',
  repliesTo: 'inside-sales',
  tracks: {
    /** Three mails that teach and do not sell. */
    async educate(lead) {
      for (const [topic, day] of [
        ['market-guide', 10],
        ['common-mistakes', 20],
        ['buyers-checklist', 30],
      ] as const) {
        const touch = await lead.email(topic);
        if (await touch.metGoal({ byDay: day })) return 'connect';
      }
      // Fits well, and nothing reached them: perhaps we spoke to the wrong kind of buyer.
      if (lead.score.fit >= HIGH_FIT && !lead.hasReacted && lead.useNextPersona()) return 'educate';
      return 'reEngage';
    },

    /** The product in use, by people like them; for those who come back, something new. */
    async connect(lead) {
      for (const [topic, day] of [
        ['customer-case', 10],
        ['how-to', 20],
        ['follow-us', 30],
      ] as const) {
        const touch = await lead.email(lead.fresh(topic));
        if (await touch.metGoal({ byDay: day })) return 'offer';
      }
      return 'reEngage';
    },

    /** Two weeks of trial, with a named helper. */
    async offer(lead) {
      const trial = await lead.email('free-trial');
      switch (await trial.reaction({ within: '14 days' })) {
        case 'activated':
          return 'qualify';
        case 'trialStarted':
        case 'downloaded':
          return 'trialHelp';
        case 'replied':
        case 'clicked':
        case 'notSent':
          return 'consult';
        case 'none': {
          const reminder = await lead.email('trial-reminder');
          return (await reminder.metGoal({ within: '7 days' })) ? 'trialHelp' : 'consult';
        }
      }
    },

    async trialHelp(lead) {
      const help = await lead.email('trial-help');
      return (await help.metGoal({ within: '10 days' })) ? 'qualify' : 'consult';
    },

    /** Half an hour with somebody who knows their kind of business. */
    async consult(lead) {
      const consultation = await lead.email('consultation');
      return (await consultation.metGoal({ within: '14 days' })) ? 'qualify' : 'reEngage';
    },

    /** Asks why they are silent; every answer leads somewhere. */
    async reEngage(lead) {
      const why = await lead.email('is-this-still-useful');
      const answer = await why.answer({ byDay: 14 });
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
          return lead.cycle < ROUNDS ? rest('7 days', 'connect') : 'quarterly';
        case 'none':
          return lead.cycle < ROUNDS ? rest('7 days', 'connect') : 'quarterly';
      }
    },

    /** A lead that fits well is not given up: one email a quarter for a year, and the fourth is the goodbye. */
    async quarterly(lead) {
      if (lead.score.fit < HIGH_FIT) return 'goodbye';
      for (const topic of ['docks-in-numbers', 'one-rule', 'before-the-peak'] as const) {
        const touch = await lead.email(topic);
        if (await touch.metGoal({ within: '90 days' })) return 'connect';
      }
      return 'goodbye';
    },

    async goodbye(lead) {
      const spare = lead.next && (await lead.email(lead.next));
      if (await spare?.clicked({ byDay: 7 })) return 'connect';
      const goodbye = await lead.email('goodbye');
      return (await goodbye.metGoal({ within: '3 days' })) ? 'connect' : ended('archived', 'silent for two rounds and a goodbye');
    },

    /** While sales works on a lead, marketing continues to help. */
    async stayInTouch(lead) {
      for (const day of [7, 21]) {
        await lead.until({ day });
        if (lead.next) await lead.email(lead.next);
      }
      return 'connect';
    },

    qualify: qualify({
      team: 'inside-sales',
      sla: 'firstAttempt',
      fastTrackSla: 'fastTrack',
      welcome: (lead) => hasJustActivated(lead) && lead.email('trial-activated'),
      missed: (lead) => lead.email('tried-to-reach-you'),
      followUps: { voicemail: (lead) => lead.email('left-you-a-voicemail') },
      qualified: 'sales',
    }),
    sales: pursue({
      team: 'field-sales',
      sla: 'acceptance',
      fastTrackSla: 'fastTrack',
      welcome: (lead) => hasJustActivated(lead) && lead.email('trial-activated'),
      meeting: (lead, meetingAt) => lead.email('meeting-confirmed', { meetingAt }),
      introduction: (lead) => lead.email('introduction'),
      meanwhile: 'stayInTouch',
    }),
  },
});

/** Fit from which a silent lead is worth a second try as another kind of buyer, and an email a quarter. */
const HIGH_FIT = 60;
/** Rounds through nurture without a reaction before we write less, or say goodbye. */
const ROUNDS = 2;

/** Salespeople sell to large sites from the start. */
const isLargeSite = (lead: Lead): boolean => (lead.fields.docks ?? 0) >= LARGE_SITE;
const hasJustActivated = (lead: Lead): boolean => lead.trigger === 'activated' && !lead.has('trial-activated');
