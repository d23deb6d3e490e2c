import type { App } from '../../config/app.ts';
import type { Db } from '../../db/database.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import { createReaders } from '../../simulate/audience/audience.ts';
import { castOf, type Cast } from '../../simulate/audience/cast.ts';
import { createPending, type Pending } from '../../simulate/audience/pending.ts';
import { createPublicClient, type PublicClient } from '../../simulate/audience/public-client.ts';
import { fittedPhone, fittedReading } from '../../simulate/fit/fitted-people.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';
import { PUBLIC_URL } from '../../testing/world/ground.ts';
import { actDataOf } from './act-data.ts';
import { askWorld } from './ask-world.ts';
import { goOn } from './go-on.ts';
import type { Post } from './post.ts';
import type { Scene } from './scene.ts';
import type { WorldOrder } from './simulation-order.ts';

/** The modelled people who get the emails of a simulation. */
export interface Audience {
  readonly cast: Cast;
  /** What they have in mind to do. */
  readonly pending: Pending;
  /** Saves them in the world as its leads. @returns who they are, in words */
  readonly come: () => Promise<string>;
}

interface AudienceGround {
  readonly db: Db;
  readonly world: VirtualWorld;
  readonly post: Post;
  readonly onError: (error: unknown) => void;
}

/** Has modelled people read the post from now on. */
export async function openAudience(
  { app, seed, fit }: WorldOrder,
  scene: Scene,
  { db, world, post, onError }: AudienceGround,
): Promise<Audience> {
  const personas = new Map<string, string>();
  const cast = castOf([], seed, fit && ((dice) => fittedPhone(fit.rates, dice)));
  const reading = fit && fittedReading(fit.rates, (address) => personas.get(address) ?? '');
  const pending = createPending(onError);
  const client = await clientOf(app, scene, { world, db });
  post.deliverTo(createReaders({ cast, clock: world.clock, content: app.content, client, agenda: pending, reading }));
  return {
    cast,
    pending,
    async come() {
      const words = await scene.come(world, { db, cast, policy: app.policy });
      await goOn(world, app.programs);
      if (fit) for (const [email, persona] of await personasOf(db)) personas.set(email, persona);
      post.messageIds.push(...(await earlierMessages(db)));
      return words;
    },
  };
}

/** Through which they reach the world's public routes. */
async function clientOf(
  { policy }: App,
  { knownOf }: Scene,
  { world, db }: Pick<AudienceGround, 'world' | 'db'>,
): Promise<PublicClient> {
  const { key } = await createApiKey(db, { role: 'intake', principal: 'simulation', at: world.clock.now() });
  return createPublicClient({
    apiUrl: PUBLIC_URL,
    intakeKey: key,
    ask: askWorld(world),
    newId: world.newId,
    dataOf: (kind, address) => actDataOf(policy.engagements, knownOf(address).input)(kind),
  });
}

/** The persona of each lead that has one, by address. */
async function personasOf(db: Db): Promise<(readonly [string, string])[]> {
  const leads = await db.selectFrom('leads').select(['email', 'persona']).where('persona', 'is not', null).execute();
  return leads.map(({ email, persona }) => [email, persona!]);
}

/** The Message-IDs of emails that the leads of a database got before. */
async function earlierMessages(db: Db): Promise<string[]> {
  const touches = await db.selectFrom('touches').select('messageId').where('messageId', 'is not', null).execute();
  return touches.map(({ messageId }) => messageId!);
}
