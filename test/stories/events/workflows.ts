import { MINUTE } from '../../../domain/time/duration.ts';
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

/** Says which act decided. */
const decides = program('decides', {
  start: 'wait',
  gate: false,
  recycle: { connect: 'wait', offer: 'wait' },
  tracks: {
    async wait(lead) {
      const from = lead.now;
      await lead.pause('10 hours');
      const came = await lead.waitFor(
        { attended: { webinar: 'docks' }, cancelled: true, replied: true },
        { until: after(from, '6 hours') },
      );
      const more = await lead.waitFor({ attended: true, replied: true }, { until: after(from, '20 hours') });
      const said = [came, more].map((act) => (act ? `${act.kind} in minute ${Math.round((act.at - from) / MINUTE)}` : 'none'));
      return ended('archived', said.join(', then '));
    },
  },
});

/** Says how the lead reacted to an email. */
const reacts = program('reacts', {
  start: 'teach',
  gate: false,
  recycle: { connect: 'teach', offer: 'teach' },
  tracks: {
    async teach(lead) {
      const guide = await lead.email('guide');
      await lead.pause('1 day');
      return ended('archived', await guide.reaction({ within: '2 days' }));
    },
  },
});

export const { leadLifecycle } = lifecycle({ programs: [webinar, seat, decides, reacts], policy });
