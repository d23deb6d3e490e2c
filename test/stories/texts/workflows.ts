import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import type { Lead } from '../../../workflows/lead.ts';
import { ended } from '../../../workflows/next.ts';
import { program } from '../../../workflows/program.ts';
import { pursue } from '../../../workflows/sales/pursue.ts';
import { qualify } from '../../../workflows/sales/qualify.ts';
import { policy } from '../../app/policy.ts';

/** An invitation by email, and a text when the day is near. */
export const openDay = program('open-day', {
  start: 'invite',
  gate: false,
  interrupts: { fastTrack: 'call', mql: 'call' },
  repliesTo: 'sdr-team',
  recycle: { connect: 'invite', offer: 'invite' },
  tracks: {
    async invite(lead: Lead) {
      await lead.email('open-day');
      await lead.pause('5 days');
      const reminder = await lead.send('sms', 'open-day-soon', { begins: lead.day(7) });
      if (await reminder.clicked({ within: '2 days' })) return ended('archived', 'is on the way');
      await lead.email('news');
      return ended('archived', reminder.wasSent ? 'saw the text' : 'got no text');
    },
    call: qualify({ team: 'sdr-team', sla: 'firstAttempt', qualified: 'sales' }),
    sales: pursue({ team: 'deal-team', sla: 'acceptance' }),
  },
});

export const { leadLifecycle } = lifecycle({ programs: [openDay], policy });
