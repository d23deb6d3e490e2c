import { program } from '../../../workflows/program.ts';
import { pursue } from '../../../workflows/sales/pursue.ts';
import { qualify } from '../../../workflows/sales/qualify.ts';

/** Three emails, on days that do not depend on the reader, and then a call. */
export const letters = program('letters', {
  start: 'write',
  gate: false,
  knobs: {
    patience: { label: 'Time after the first letter', kind: 'duration', from: '10 days', to: '60 days', standard: '30 days' },
  },
  recycle: { connect: 'write', offer: 'write' },
  tracks: {
    async write(lead) {
      await lead.email('guide');
      await lead.pause(lead.knobs.patience);
      await lead.email('checklist');
      await lead.pause('12 days');
      await lead.email('question');
      return 'call';
    },
    call: qualify({ team: 'sdr-team', sla: 'firstAttempt', qualified: 'sales' }),
    sales: pursue({ team: 'deal-team', sla: 'acceptance' }),
  },
});
