import { definePolicy } from '../../../domain/policy/policy.ts';
import { days } from '../../../domain/time/duration.ts';
import { after, before } from '../../../domain/time/moment.ts';
import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import { ended, rest } from '../../../workflows/next.ts';
import { program } from '../../../workflows/program.ts';

/** One program for every open day: each campaign says which one, and when. */
export const openDay = program('open-day', {
  start: 'invite',
  gate: false,
  input: { event: 'text', startsAt: 'instant', reminds: { kind: 'boolean', standard: true } },
  knobs: { patience: { label: 'Days between emails', kind: 'whole', from: 3, to: 30, standard: 10 } },
  recycle: { connect: 'invite', offer: 'invite' },
  tracks: {
    async invite(lead) {
      await lead.email('open-day');
      await lead.pause(days(lead.knobs.patience));
      await lead.email('guide');
      await lead.pause(days(lead.knobs.patience));
      await lead.email('checklist');
      return 'remind';
    },
    async remind(lead) {
      await lead.until(before(lead.input.startsAt, '1 day'));
      if (lead.input.reminds) await lead.email('meeting', { meetingAt: lead.input.startsAt });
      return rest(after(lead.input.startsAt, '2 days'), 'thank');
    },
    async thank(lead) {
      await lead.email('news');
      return ended('archived', `${lead.input.event} is over`);
    },
  },
});

export const { leadLifecycle } = lifecycle({ programs: [openDay], policy: definePolicy() });
