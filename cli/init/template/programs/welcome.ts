import { ended, program, pursue, rest } from 'trellis';

/** People who left their address: a welcome with the guide, then an invitation to talk. */
export const welcome = program('welcome', {
  start: 'greet',
  interrupts: { fastTrack: 'sales', mql: 'sales' },
  repliesTo: 'sales',
  tracks: {
    /** Sends the guide that they asked for. Readers get the next email at once, the others after a week. */
    async greet(lead) {
      const guide = await lead.email('welcome');
      await guide.metGoal({ within: '7 days' });
      return 'connect';
    },

    /**
     * Asks whether they would like to talk. Nobody gets an email twice, so leads that sales gave back are only invited by their
     * own acts.
     */
    async connect(lead) {
      const invitation = await lead.email('shall-we-talk');
      if (!invitation.wasSent) return rest('90 days', 'connect');
      return (await invitation.metGoal({ within: '14 days' })) ? 'sales' : ended('archived', 'silent after two emails');
    },

    /** A salesperson works on the lead until it becomes a customer or returns to `connect`. */
    sales: pursue({
      team: 'sales',
      sla: 'acceptance',
      fastTrackSla: 'fastTrack',
      introduction: (lead) => lead.email('introduction'),
    }),
  },
  // The track for leads that sales returns with an offer in mind.
  recycle: { offer: 'connect' },
});
