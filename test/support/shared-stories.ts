import { DAY } from '../../domain/time/duration.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { LeadCells } from '../../testing/lead-cells.ts';
import type { Person } from '../../testing/person.ts';
import type { World } from '../../testing/world.ts';
import { guide } from './guide.ts';

/** Where a story can be told: leads enter its program. */
export interface StoryPlace extends World {
  readonly now: Instant;
  lead(cells?: LeadCells): Promise<Person>;
}

/**
 * Stories that go the same way on the virtual engine and on servers: whatever somebody does follows from what they got, and
 * nothing happens at the same time as something else. Each ends where the lead ends, or waits for long.
 */
export const sharedStories = {
  async 'asks for a demo and becomes a customer'(world) {
    const lead = await world.lead({ email: 'ann@pier-7.example' });
    await lead.gets('market-guide');
    await lead.clicks('market-guide', 'guide');
    await lead.gets('customer-case');
    await lead.does('demoRequested');
    const sdr = await lead.isHeldBy('inside-sales');
    await lead.isReported(sdr, 'qualified', { guide, meetingAt: world.now + 14 * DAY });
    const rep = await lead.isHeldBy('field-sales');
    await lead.gets('meeting-confirmed');
    await lead.isReported(rep, 'accepted');
    await lead.gets('introduction');
    await lead.isReported(rep, 'opportunity', { amount: 24_000, closeAt: world.now + 30 * DAY, nextStep: 'Send the offer' });
    await lead.isReported(rep, 'won', { learned: 'The customer case convinced them' });
    await lead.becomes('customer');
    return lead;
  },

  async 'is not ready, rests, and tries it out'(world) {
    const lead = await world.lead({ email: 'ben@quay-9.example' });
    await lead.gets('market-guide');
    await lead.does('demoRequested');
    const sdr = await lead.isHeldBy('inside-sales');
    await lead.isReported(sdr, 'notReady', { reason: 'A new terminal first', at: world.now + 3 * DAY, track: 'offer' });
    await lead.gets('free-trial');
    await lead.clicks('free-trial', 'trial');
    await lead.does('trialStarted');
    await lead.gets('trial-help');
    return lead;
  },

  async 'has had enough'(world) {
    const lead = await world.lead({ email: 'cleo@mole-3.example' });
    await lead.gets('market-guide');
    await lead.clicks('market-guide', 'guide');
    await lead.gets('customer-case');
    await lead.unsubscribes();
    await lead.becomes('archived');
    return lead;
  },
} as const satisfies Record<string, (world: StoryPlace) => Promise<Person>>;

export type SharedStory = keyof typeof sharedStories;
export const sharedStoryNames = Object.keys(sharedStories) as SharedStory[];
