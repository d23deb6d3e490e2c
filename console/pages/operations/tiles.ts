import type { Outputs } from '../../app/api.ts';
import { count, share } from '../../app/in-figures.ts';
import { counted } from '../../app/number.ts';
import { platformNow, stretch } from '../../app/time.ts';
import type { TileTone } from '../../parts/tiles.tsx';
import type { List } from './search.ts';

type Overview = Outputs['ops']['overview'];
type Watch = Overview['parked'];

/** What a tile says: a number, its age or what it is measured against, and how bad it is. */
export interface TileSays {
  readonly value: string;
  readonly about: string;
  readonly tone: TileTone;
}

interface TileSpec {
  readonly label: string;
  readonly of: (overview: Overview) => TileSays;
}

const DAY_S = 86_400;
/** Seconds that a message may wait for its lead: a click waits some ten seconds in case it is part of a machine's burst. */
const LATE_S = 60;
/** Seconds that an email may wait for its turn. */
const QUEUED_S = 900;

const age = (seconds: number): string => stretch(seconds * 1_000);
const oldest = ({ count, oldestFor }: Watch): string => (count === 0 ? 'none' : `the oldest for ${age(oldestFor)}`);
const toneOf = (isLate: boolean, isSome: boolean): TileTone => (isLate ? 'late' : isSome ? 'soon' : 'good');
const both = (a: Watch, b: Watch): Watch => ({ count: a.count + b.count, oldestFor: Math.max(a.oldestFor, b.oldestFor) });

/** A share of the emails of the last day beside the share from which it is too much. */
function ofDay({ sent, limit }: Overview['day'], returned: number, most: number): TileSays {
  const part = sent === 0 ? 0 : returned / sent;
  return {
    value: share(part),
    about: `${count(returned)} of ${counted(sent, 'email')}; ${share(most)} is too much`,
    tone: toneOf(sent >= limit.emails && part > most, returned > 0 && part > most / 2),
  };
}

/** The tiles that need only numbers; who is unattended is looked up by itself, because that takes longer. */
export const tiles = {
  still: {
    label: 'Leads that don’t move',
    of: ({ parked, stuck }) => ({
      value: count(parked.count + stuck.count),
      about: oldest(both(parked, stuck)),
      tone: toneOf(parked.count + stuck.count > 0, false),
    }),
  },
  inDoubt: {
    label: 'Emails in doubt',
    of: ({ inDoubt }) => ({
      value: count(inDoubt.count),
      about: oldest(inDoubt),
      tone: toneOf(inDoubt.oldestFor > DAY_S, inDoubt.count > 0),
    }),
  },
  outbox: {
    label: 'Messages to leads’ programs',
    of: ({ outbox, undeliverable }) => ({
      value: count(outbox.count),
      about: [
        outbox.count === 0 ? 'none waits' : `the oldest has waited for ${age(outbox.oldestFor)}`,
        undeliverable.count > 0 && `${count(undeliverable.count)} undeliverable`,
      ]
        .filter(Boolean)
        .join('; '),
      tone: toneOf(outbox.oldestFor > LATE_S, undeliverable.count > 0),
    }),
  },
  held: {
    label: 'Held for consent',
    of: ({ held }) => ({ value: count(held.count), about: oldest(held), tone: toneOf(false, held.count > 0) }),
  },
  bounces: { label: 'Bounces in 24 hours', of: ({ day }) => ofDay(day, day.bounced, day.limit.bounces) },
  complaints: { label: 'Complaints in 24 hours', of: ({ day }) => ofDay(day, day.complained, day.limit.complaints) },
  queue: {
    label: 'Emails that are due',
    of: ({ queue, rate: { lastMinute, perSecond } }) => ({
      value: count(queue.count),
      about: `${count(lastMinute)} went out in a minute${perSecond === undefined ? '' : `; ${count(perSecond * 60)} may`}`,
      tone: toneOf(queue.oldestFor > QUEUED_S, perSecond !== undefined && queue.count > perSecond * 60),
    }),
  },
} as const satisfies Partial<Record<List, TileSpec>>;

/** How many things nobody looks after; it must be none. */
export const unattendedTile = ({ count: n, unattended: [first] }: Outputs['ops']['unattended']): TileSays => ({
  value: count(n),
  about: first ? `the oldest for ${stretch(platformNow() - Date.parse(first.since))}` : 'every lead is looked after',
  tone: toneOf(n > 0, false),
});
