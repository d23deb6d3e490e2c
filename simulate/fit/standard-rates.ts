import type { Compiled } from '../../content/compiled-format.ts';
import type { ContentEntry } from '../../content/entry.ts';
import { funnelPositions, type FunnelPosition } from '../../domain/scoring/engagement.ts';
import { commonParts } from '../audience/cast.ts';
import type { Deed } from '../audience/deed.ts';
import { partOf } from '../audience/parts.ts';
import { phonePart, type PhonePart } from '../audience/phone-parts.ts';
import { readingParts } from '../audience/reading-parts.ts';
import { diceOf } from '../dice.ts';
import { actNames, actSpec, sumOf, type Act, type Seen } from './acts.ts';

/** The rates of the standard parts: what a history with few emails stays near to. */
export type StandardRates = Readonly<Record<FunnelPosition, Readonly<Record<Act, number>>>>;

/** How many emails each part reads: about as many as a program sends to a lead who does not become a customer. */
const EMAILS = 6;

/** Counts what the standard parts do about the emails of an app: each reads some of them in an order that chance chooses. */
export function standardRates(content: Compiled): StandardRates {
  const entries = Object.entries(content).filter(([, { entry }]) => (entry.channel ?? 'email') === 'email');
  const reads = commonParts.flatMap((part, n) => {
    const dice = diceOf(`standard rates/${n}`);
    const some = dice.shuffle(entries, 'order').slice(0, EMAILS);
    return some.map(([id, { entry }], index) => {
      const email = { ...noEmail, content: id, track: entry.track, nth: index + 1 };
      const deeds = readingParts[partOf(part).reading](email, entry, dice);
      return { entry, done: new Set(deeds.flatMap((deed) => actsOf(deed, entry))) };
    });
  });
  const rate = (position: FunnelPosition, act: Act): number => {
    const offered = reads.filter(({ entry }) => actSpec(act).offeredBy(entry));
    const there = offered.filter(({ entry }) => entry.position === position);
    const { count, of } = sumOf(
      (there.length > 0 ? there : offered).map(({ done }): Seen => ({ count: Number(done.has(act)), of: 1 })),
    );
    return of === 0 ? 0 : count / of;
  };
  return Object.fromEntries(
    funnelPositions.map((position) => [position, Object.fromEntries(actNames.map((act) => [act, rate(position, act)]))]),
  ) as unknown as StandardRates;
}

const noEmail = {
  at: 0,
  to: '',
  from: '',
  replyTo: '',
  subject: '',
  messageId: '',
  envelopeFrom: '',
  links: {},
  addresses: [],
  text: '',
  html: '',
};

/** The acts as which Trellis saves a deed. */
function actsOf(deed: Deed, { links }: ContentEntry): readonly Act[] {
  if (deed.does === 'click') {
    const link = links[deed.link]!;
    if ('answer' in link) return ['answered'];
    if (link.counts === 'visited') return ['visited'];
    return link.intends === undefined ? ['clicked'] : ['clicked', 'actedThere'];
  }
  return deed.does in saved ? [saved[deed.does as keyof typeof saved]] : [];
}

const saved = {
  reply: 'replied',
  fillForm: 'askedForDemo',
  unsubscribe: 'optedOut',
  complain: 'optedOut',
  bounce: 'bounced',
} as const satisfies Partial<Record<Deed['does'], Act>>;

/** The phone parts of the people whom a rep calls, each as often as the standard audience has it. */
export const calledParts: readonly PhonePart[] = commonParts.map((part) => partOf(part).phone).filter((part) => part !== 'none');

/** The result of the first call to a person with a phone part. */
export const firstCallOf = (part: PhonePart): string => phonePart(part).sdr[0].says;
