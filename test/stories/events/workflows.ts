import { after } from '../../../domain/time/moment.ts';
import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import { ended, rest } from '../../../workflows/next.ts';
import { program } from '../../../workflows/program.ts';
import { pursue } from '../../../workflows/sales/pursue.ts';
import { qualify } from '../../../workflows/sales/qualify.ts';
import { policy } from './policy.ts';

/** Somebody who registered for a webinar: it begins on their second day. */
const webinar = program('webinar', {
  start: 'invited',
  gate: false,
  recycle: { connect: 'invited', offer: 'invited' },
  tracks: {
    async invited(lead) {
      await lead.pause('2 days');
      const came = await lead.waitFor({ attended: { webinar: 'docks' }, replied: true }, { until: after(lead.now, '1 day') });
      switch (came?.kind) {
        case 'attended':
          return ended('archived', `attended ${came.data.webinar} on ${new Date(came.at).toISOString().slice(0, 10)}`);
        case 'replied':
          return ended('archived', 'replied');
        case undefined:
          return 'noShow';
      }
    },
    async noShow(lead) {
      const came = await lead.waitFor({ attended: true }, { within: '5 days' });
      if (!came) return rest('3 days', 'again');
      return ended('archived', `attended ${came.data.webinar} late`);
    },
    async again(lead) {
      await lead.waitFor({ attended: true }, { within: '5 days' });
      return ended('archived', 'silent');
    },
  },
});

/** The same, with interrupts of its own. */
const seat = program('seat', {
  start: 'invited',
  gate: false,
  interrupts: {
    fastTrack: 'call',
    on: {
      cancelled: (_, { data }) => (data.webinar === 'docks' ? ended('archived', 'cancelled their seat') : undefined),
      attended: 'attended',
      seatMoved: (lead, { data }) => rest(data.startsAt ?? lead.now, 'invited'),
      demoRequested: 'attended',
    },
  },
  recycle: { connect: 'invited', offer: 'invited' },
  tracks: {
    async invited(lead) {
      const came = await lead.waitFor({ attended: { webinar: 'docks' } }, { within: '1 day' });
      return came ? ended('archived', 'attended in time') : rest('10 days', 'noShow');
    },
    async noShow(lead) {
      await lead.pause('10 days');
      return ended('archived', 'did not attend');
    },
    async attended(lead) {
      await lead.pause('10 days');
      return ended('archived', 'attended');
    },
    call: qualify({ team: 'sdr-team', sla: 'fastTrack', qualified: 'sales' }),
    sales: pursue({ team: 'deal-team', sla: 'acceptance' }),
  },
});

export const { leadLifecycle } = lifecycle({ programs: [webinar, seat], policy });
