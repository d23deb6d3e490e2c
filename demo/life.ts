import type { Instant } from '../domain/time/clock.ts';
import { startAudience } from '../simulate/audience/audience.ts';
import type { Cast } from '../simulate/audience/cast.ts';
import { createPublicClient } from '../simulate/audience/public-client.ts';
import type { Colleague } from '../simulate/sales/colleague.ts';
import { startFloor, type Floor } from '../simulate/sales/floor.ts';
import type { World } from './world.ts';

interface LifeOptions {
  readonly world: Pick<World, 'app' | 'clock' | 'platform' | 'inbox'>;
  readonly colleagues: readonly Colleague[];
  readonly cast: Cast;
  /** Leads have done what they would have done before. */
  readonly since?: Instant;
  /** Gets every error of modelled people. */
  readonly onError: (error: unknown) => void;
}

/** Modelled leads read their emails, and modelled reps and managers work their queues, until they are stopped. */
export async function startLife(options: LifeOptions): Promise<Pick<Floor, 'refused' | 'stop'>> {
  const { world, colleagues, cast, since, onError } = options;
  const { app, clock, platform, inbox } = world;
  const client = createPublicClient({ apiUrl: platform.apiUrl, intakeKey: await platform.createKey('intake', 'mail server') });
  const audience = startAudience({ cast, clock, content: app.content, client, inboxUrl: inbox.url, since, onError });
  const floor = startFloor({ colleagues, cast, clock, dispositions: app.policy.dispositions, onError });
  return { refused: floor.refused, stop: async () => void (await Promise.all([audience.stop(), floor.stop()])) };
}
