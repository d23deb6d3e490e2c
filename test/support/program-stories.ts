import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { Person } from '../../testing/person.ts';
import type { StoryOptions } from '../../testing/story-options.ts';
import type { StoryPlace } from './shared-stories.ts';

interface ProgramStory extends Pick<StoryOptions, 'program' | 'input'> {
  readonly tell: (world: StoryPlace) => Promise<Person>;
}

const gateTalk = { webinar: 'gate-talk-7', title: 'How to say no', startsAt: '2026-03-24T16:00:00+01:00' };

/** A kind that only the example registers. */
const ofExample = (kind: string) => kind as EngagementKind;

/** Stories of the example's other programs: together their leads are in every track. */
export const programStories: Readonly<Record<string, ProgramStory>> = {
  'attends a webinar': {
    program: 'webinar',
    input: gateTalk,
    async tell(world) {
      const lead = await world.lead();
      await lead.gets('seat-reminder');
      await lead.does('attended', { data: { webinar: gateTalk.webinar } });
      await lead.gets('consultation');
      await lead.does('booked');
      await lead.isHeldBy('inside-sales');
      return lead;
    },
  },
  'misses a webinar': {
    program: 'webinar',
    input: gateTalk,
    async tell(world) {
      const lead = await world.lead();
      await lead.becomes('archived');
      return lead;
    },
  },
  'gets stuck in a trial, and out again': {
    program: 'onboarding',
    async tell(world) {
      const lead = await world.lead();
      await lead.gets('trial-welcome');
      await lead.does(ofExample('gotStuck'));
      const sdr = await lead.isHeldBy('inside-sales');
      await lead.isReported(sdr, 'notReady', { reason: 'A new tablet first', at: world.now + DAY, track: 'firstDoor' });
      await lead.gets('trial-help');
      await lead.does(ofExample('doorSetUp'));
      await lead.gets('first-carrier');
      await lead.becomes('archived');
      return lead;
    },
  },
  'renews elsewhere': {
    program: 'win-back',
    async tell(world) {
      const lead = await world.lead();
      await lead.gets('what-has-changed');
      await lead.becomes('archived');
      return lead;
    },
  },
  'is called after a fair, in vain': {
    program: 'trade-fair',
    input: { fair: 'Hanover' },
    async tell(world) {
      const lead = await world.lead({ phone: '+31 6 5550 1234', source: 'stand' });
      await lead.isReported(await lead.isHeldBy('inside-sales'), 'noAnswer');
      await lead.gets('missed-your-call');
      await lead.gets('after-the-fair');
      await lead.does('visited', { page: 'pricing' });
      await lead.gets('consultation');
      await lead.does('booked');
      await lead.isHeldBy('inside-sales');
      return lead;
    },
  },
};
