import type { SlaId } from '../../../domain/sales/sla.ts';
import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import type { Lead } from '../../../workflows/lead.ts';
import { program } from '../../../workflows/program.ts';
import { pursue } from '../../../workflows/sales/pursue.ts';
import { qualify } from '../../../workflows/sales/qualify.ts';
import { policy } from './policy.ts';

// An app registers its names; the tests register none.
const keyAccount = 'keyAccount' as SlaId;

const ownRules = program('own-rules', {
  start: 'connect',
  gate: false,
  interrupts: { fastTrack: 'call', mql: 'call' },
  recycle: { offer: 'connect' },
  tracks: {
    async connect(lead: Lead) {
      await lead.pause('300 days');
      return 'connect';
    },
    call: qualify({ team: 'sdr-team', sla: keyAccount, qualified: 'sales' }),
    sales: pursue({ team: 'deal-team', sla: 'acceptance' }),
  },
});

export const { leadLifecycle } = lifecycle({ programs: [ownRules], policy });
