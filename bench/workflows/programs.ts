import { ended } from '../../workflows/next.ts';
import { program } from '../../workflows/program.ts';
import { pursue } from '../../workflows/sales/pursue.ts';
import { qualify } from '../../workflows/sales/qualify.ts';
import { b2bSoftware } from '../../example/programs/b2b-software.ts';

const measured = ended('archived', 'the measurement is over');

/** (a) One email, and a wait without a reaction. */
const oneMail = program('one-mail', {
  gate: false,
  start: 'teach',
  recycle: { connect: 'teach', offer: 'teach' },
  tracks: {
    async teach(lead) {
      const guide = await lead.email('market-guide');
      await guide.metGoal({ within: '7 days' });
      return measured;
    },
  },
});

/** (b) Three emails and two waits without a reaction. */
const threeMails = program('three-mails', {
  gate: false,
  start: 'teach',
  recycle: { connect: 'teach', offer: 'teach' },
  tracks: {
    async teach(lead) {
      for (const topic of ['market-guide', 'common-mistakes'] as const) {
        const touch = await lead.email(topic);
        if (await touch.metGoal({ within: '7 days' })) return measured;
      }
      await lead.email('buyers-checklist');
      return measured;
    },
  },
});

/** (b) in a rep's name, because such emails need no days between them: for a real server, where waits must be short. */
const threeLetters = program('three-letters', {
  gate: false,
  start: 'write',
  recycle: { connect: 'write', offer: 'write' },
  tracks: {
    async write(lead) {
      const tried = await lead.email('tried-to-reach-you');
      if (await tried.replied({ within: '2 minutes' })) return measured;
      const meeting = await lead.email('meeting-confirmed', { meetingAt: lead.now });
      if (await meeting.replied({ within: '2 minutes' })) return measured;
      await lead.email('introduction');
      return measured;
    },
  },
});

/** A call that no rep makes. */
const calls = program('calls', {
  gate: false,
  start: 'call',
  recycle: { connect: 'over', offer: 'over' },
  tracks: {
    call: qualify({ team: 'inside-sales', sla: 'fastTrack', qualified: 'sales' }),
    sales: pursue({ team: 'field-sales', sla: 'acceptance' }),
    over: async () => measured,
  },
});

/** The measured programs; (c) is the example's. */
export const programs = [oneMail, threeMails, threeLetters, calls, b2bSoftware];
