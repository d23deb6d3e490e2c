import { ended, lifecycle, program } from 'trellis';
import { policy } from '../../app/policy.ts';

/** The program of the test app, of which a developer has replaced the first email while leads run. */
const newcomers = program('newcomers', {
  start: 'educate',
  recycle: { connect: 'educate', offer: 'educate' },
  tracks: {
    async educate(lead) {
      await lead.email('checklist');
      await lead.pause('30 days');
      return ended('archived', 'silent');
    },
  },
});

export const { leadLifecycle } = lifecycle({ programs: [newcomers], policy });
