import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import { ended } from '../../../workflows/next.ts';
import { program } from '../../../workflows/program.ts';
import type { Lead } from '../../../workflows/lead.ts';

export const withCrm = program('greeting', {
  start: 'greet',
  gate: false,
  interrupts: { fastTrack: 'talk' },
  recycle: { connect: 'greet', offer: 'greet' },
  tracks: {
    async greet(lead: Lead) {
      await lead.email('guide');
      const { contact } = await lead.run('crm', { pipeline: 'newcomers' });
      lead.becomes('mql', `is ${contact} in the CRM`);
      await lead.pause('3 days');
      return ended('archived', 'the end');
    },
    async talk(lead: Lead) {
      await lead.pause('1 day');
      return ended('archived', 'talked');
    },
  },
});

export const { leadLifecycle } = lifecycle({ programs: [withCrm] });
