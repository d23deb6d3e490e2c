import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import type { Lead } from '../../../workflows/lead.ts';
import { program } from '../../../workflows/program.ts';
import { pursue } from '../../../workflows/sales/pursue.ts';
import { qualify } from '../../../workflows/sales/qualify.ts';
import { policy } from '../../app/policy.ts';

/** A program whose salespeople answer requests by directors as fast as SDRs answer others, and whose voicemail has its own email. */
const practice = program('practice', {
  start: 'connect',
  gate: false,
  interrupts: { fastTrack: (lead) => (lead.isSenior ? 'sales' : 'qualify'), mql: 'qualify' },
  recycle: { offer: 'connect' },
  tracks: {
    async connect(lead: Lead) {
      await lead.pause('300 days');
      return 'connect';
    },
    qualify: qualify({
      team: 'sdr-team',
      sla: 'firstAttempt',
      fastTrackSla: 'fastTrack',
      missed: (lead) => lead.email('missed-call'),
      followUps: { voicemail: (lead) => lead.email('first-steps') },
      qualified: 'sales',
    }),
    sales: pursue({ team: 'deal-team', sla: 'acceptance', fastTrackSla: 'fastTrack' }),
  },
});

export const { leadLifecycle } = lifecycle({ programs: [practice], policy });
