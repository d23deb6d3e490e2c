import { ended, lifecycle, program } from 'trellis';
import { policy } from '../../app/policy.ts';

/** The program of the test app, of which a developer has broken the first track. */
const newcomers = program('newcomers', {
  start: 'educate',
  recycle: { connect: 'educate', offer: 'educate' },
  tracks: {
    educate(lead) {
      throw new TypeError(`no guide for ${lead.stage}`);
    },
    async connect(lead) {
      await lead.email('customer-story');
      await lead.pause('30 days');
      return ended('archived', 'silent');
    },
  },
});

export const { leadLifecycle } = lifecycle({ programs: [newcomers], policy });
