import { channels, type MayReach } from '../../domain/contact/suppression.ts';
import { own } from '../../domain/text/own.ts';
import type { NextStep } from '../../domain/sales/dispositions.ts';
import type { OutcomeReport } from '../../domain/lead/messages.ts';
import type { CarriedState } from '../state.ts';

/** What a lead carries on of a report, by the step that follows it. */
export const remember: { readonly [S in NextStep]?: (state: CarriedState, report: OutcomeReport) => void } = {
  /** The salesperson confirms the meeting; one who was put through to the lead gets it. */
  handOver(state, { meetingAt, owner }) {
    if (meetingAt !== undefined) state.meetingAt = meetingAt;
    if (owner !== undefined) state.prefer = owner;
  },
  giveToOwner(state, { owner }) {
    state.prefer = owner!;
  },
  nurture(state, { until }) {
    state.mqlHeldUntil = until!;
  },
  closeChannels(state, { channels: closed = [] }) {
    for (const channel of closed) {
      // The channels that an app adds are asked for each text.
      const may = own<{ readonly may: keyof MayReach }>(channels, channel)?.may;
      if (may) state[may] = false;
    }
  },
};
