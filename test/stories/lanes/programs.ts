import { done, ended, rest } from '../../../workflows/next.ts';
import { program } from '../../../workflows/program.ts';
import { sideProgram } from '../../../workflows/side-program.ts';
import { pursue } from '../../../workflows/sales/pursue.ts';
import { qualify } from '../../../workflows/sales/qualify.ts';

/** A lead's main program: a guide, a checklist two weeks later, and sales for those who ask. */
export const nurture = program('nurture', {
  start: 'educate',
  gate: false,
  interrupts: { fastTrack: 'call' },
  recycle: { connect: 'quiet', offer: 'quiet' },
  tracks: {
    async educate(lead) {
      await lead.email('guide');
      await lead.pause('14 days');
      await lead.email('checklist');
      return 'quiet';
    },
    async quiet(lead) {
      await lead.pause('60 days');
      return ended('archived', 'silent');
    },
    call: qualify({ team: 'sdr-team', sla: 'fastTrack', qualified: 'sales' }),
    sales: pursue({ team: 'deal-team', sla: 'acceptance' }),
  },
});

/** First steps, beside whatever else a lead gets. */
export const firstSteps = sideProgram('first-steps', {
  lane: 'onboarding',
  start: 'begin',
  tracks: {
    async begin(lead) {
      const steps = await lead.email('first-steps');
      return (await steps.clicked({ within: '7 days' })) ? 'more' : rest('3 days', 'more');
    },
    async more(lead) {
      await lead.email('customer-story');
      return done('has everything');
    },
    fails: () => Promise.reject(new Error('fails')),
  },
});

/** News in a lane of their own, also while sales works on the lead. */
export const news = sideProgram('news', {
  lane: 'newsletter',
  start: 'tell',
  whileInSales: 'send',
  interrupts: { on: { attended: () => done('knows it all') } },
  tracks: {
    async tell(lead) {
      await lead.email('news');
      await lead.pause('20 days');
      await lead.email('guide');
      return done('was told');
    },
    fails: () => Promise.reject(new Error('fails')),
  },
});
