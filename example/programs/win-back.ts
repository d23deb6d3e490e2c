import { before, ended, program, pursue, rest } from 'trellis';

/** For people who chose somebody else: little from us until their contract comes to its end, and then the rep who knows them. */
export const winBack = program('win-back', {
  start: 'ask',
  gate: false,
  interrupts: { fastTrack: 'sales', mql: 'sales' },
  openDeal: 'sales',
  repliesTo: 'field-sales',
  recycle: { connect: 'remember', offer: 'renewal' },
  tracks: {
    /** When to write again: nobody is asked for a date that we know. */
    async ask(lead) {
      const { renewal } = lead.fields;
      if (renewal) return rest(before(renewal, '240 days'), 'remember');
      const question = await lead.email('when-to-ask-again');
      const answer = await question.answer({ within: '30 days' });
      switch (answer.kind) {
        case 'later':
          return rest(answer.until, 'renewal');
        case 'notRelevant':
          return ended('archived', 'asked us not to ask again');
        default:
          return rest('120 days', 'remember');
      }
    },

    /** Half a year before the date: what was missing then, and is there now. */
    async remember(lead) {
      const changed = await lead.email('what-has-changed');
      if (await changed.metGoal({ within: '30 days' })) return 'sales';
      const { renewal } = lead.fields;
      return renewal ? rest(before(renewal, '120 days'), 'renewal') : rest('90 days', 'renewal');
    },

    /** Four months before it, while giving notice is still possible. */
    async renewal(lead) {
      const offer = await lead.email('before-you-renew');
      return (await offer.metGoal({ within: '30 days' })) ? 'sales' : ended('archived', 'silent before the renewal');
    },

    sales: pursue({
      team: 'field-sales',
      sla: 'acceptance',
      fastTrackSla: 'fastTrack',
      meeting: (lead, meetingAt) => lead.email('meeting-confirmed', { meetingAt }),
    }),
  },
});
