import { openByRep, staffOf } from '../../db/staff/team-load.ts';
import { currentInput } from '../../db/campaigns/inputs.ts';
import type { Db } from '../../db/database.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import { dayInWords, quantity } from '../../domain/text/words.ts';
import { stickyFraction } from '../../domain/text/hash.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import { labelOf } from '../../domain/text/own.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { channelLabel } from '../procedures/channel-label.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { Campaign } from './known-campaign.ts';
import type { SampleLife, SampleLoad, SimulatedSample } from './simulator.ts';

/** How many leads of an audience are simulated; the rest is reckoned from them. */
const SAMPLE = 40;
/** How many of them are shown with their emails. */
const SHOWN = 5;

/** Samples leads pseudo-randomly. It chooses the same leads each time, and holds only a few in memory. */
export function createSample(campaignId: string, most = SAMPLE) {
  let kept: { readonly id: string; readonly at: number }[] = [];
  const cut = () => (kept = kept.toSorted((a, b) => a.at - b.at).slice(0, most));
  return {
    add(id: string): void {
      kept.push({ id, at: stickyFraction(`${campaignId}/sample/${id}`) });
      if (kept.length > 2 * most) cut();
    },
    ids: (): readonly string[] => cut().map(({ id }) => id),
  };
}

/** What is to be expected of a campaign if it starts now. */
export interface Expected {
  /** Days that were simulated. */
  readonly days: number;
  /** Leads that were simulated, for all that would get it. */
  readonly sampled: number;
  /** How far the numbers can be trusted. */
  readonly text: string;
  readonly emailsByDay: readonly {
    readonly day: string;
    readonly emails: number;
    /** What the same leads get from the other programs that they are in. */
    readonly beside: number;
  }[];
  /** What how many leads get first, and on which days. */
  readonly first: readonly (ExpectedTouch & { readonly leads: number; readonly from: string; readonly to: string })[];
  readonly load: readonly ExpectedLoad[];
  /** Some leads, and what each would get. */
  readonly some: readonly {
    readonly leadId: string;
    readonly touches: readonly (ExpectedTouch & { readonly at: string })[];
    /** Where it is at the end. */
    readonly ends: string;
  }[];
}

/** An email, or a text of one of the app's channels. */
export interface ExpectedTouch {
  readonly content: string;
  readonly channel: Channel;
  /** `come-by (text message)`; the channel of an email is left out. */
  readonly label: string;
}

export interface ExpectedLoad {
  readonly team: string;
  readonly rep: string | null;
  readonly tasks: number;
  /** The day with the most new tasks. */
  readonly most: { readonly day: string; readonly tasks: number };
  /** Open tasks now, and how many the rep takes at the same time; null for tasks that nobody gets. */
  readonly open: number | null;
  readonly capacity: number | null;
  readonly isTooMuch: boolean;
  readonly text: string;
}

/** Simulates a sample, and reckons from it what all of them would get. @throws what `simulate` throws */
export async function expectedOf(
  deps: ApiDeps,
  campaign: Campaign,
  { sample, leads, days }: { readonly sample: readonly string[]; readonly leads: number; readonly days: number },
): Promise<Expected> {
  const { db, clock, simulate } = deps;
  const { program, spreadDays, jitterHours } = campaign;
  const start = Math.max(clock.now(), campaign.startsAt?.getTime() ?? 0);
  const [input, knobs] = await Promise.all([currentInput(db, { campaignId: campaign.id }), currentInput(db, { program })]);
  const values = { input: input?.values ?? {}, knobs: knobs?.values ?? {} };
  const simulated = await simulate!({ program, ...values, leadIds: sample, start, days, spreadDays, jitterHours });
  const times = leads / sample.length;
  return {
    days,
    sampled: sample.length,
    text: howSure(deps, simulated, { leads, days }),
    emailsByDay: byDay(simulated.lives, times),
    first: firstTouches(deps, simulated.lives, times),
    load: await loadOf(db, simulated.load, { start, times, at: clock.now() }),
    some: simulated.lives.slice(0, SHOWN).map(({ id, emails, place }) => ({
      leadId: id,
      touches: emails.map((sent) => ({ ...touchOf(deps, sent), at: new Date(sent.at).toISOString() })),
      ends: place.track === null ? labelOf(funnelStages, place.stage) : `in track ${place.track}`,
    })),
  };
}

type SentTouch = SampleLife['emails'][number];

const touchOf = (deps: ApiDeps, { content, channel }: SentTouch): ExpectedTouch => ({
  content,
  channel,
  label: channel === 'email' ? content : `${content} (${channelLabel(deps, channel).toLowerCase()})`,
});

const scaled = (count: number, times: number): number => Math.round(count * times);

function byDay(lives: readonly SampleLife[], times: number): Expected['emailsByDay'] {
  const days = (which: 'emails' | 'beside') =>
    Map.groupBy(
      lives.flatMap((life): SampleLife['beside'] => life[which].filter(({ channel }) => channel === 'email')),
      ({ at }) => dayInWords(at),
    );
  const [own, others] = [days('emails'), days('beside')];
  const count = (sent: typeof own, day: string) => scaled(sent.get(day)?.length ?? 0, times);
  return [...new Set([...own.keys(), ...others.keys()])]
    .toSorted()
    .map((day) => ({ day, emails: count(own, day), beside: count(others, day) }));
}

function firstTouches(deps: ApiDeps, lives: readonly SampleLife[], times: number): Expected['first'] {
  const firsts = lives.flatMap(({ emails }) => emails.slice(0, 1)).toSorted((a, b) => a.at - b.at);
  return [...Map.groupBy(firsts, ({ content }) => content).values()]
    .map((those) => ({
      ...touchOf(deps, those[0]!),
      leads: scaled(those.length, times),
      from: dayInWords(those[0]!.at),
      to: dayInWords(those.at(-1)!.at),
    }))
    .toSorted((a, b) => b.leads - a.leads);
}

/** What each rep would get, in addition to what they have now. */
async function loadOf(
  db: Db,
  load: readonly SampleLoad[],
  { start, times, at }: { readonly start: Instant; readonly times: number; readonly at: Instant },
): Promise<ExpectedLoad[]> {
  const [reps, open] = await Promise.all([staffOf(db), openByRep(db, undefined, at)]);
  const rows = load.map(({ team, rep, tasks }): ExpectedLoad => {
    const known = reps.find((one) => one.team === team && one.name === rep);
    const [busiest = ['0', 0]] = Object.entries(tasks).toSorted(([, a], [, b]) => b - a);
    const row = {
      team,
      rep,
      tasks: scaled(
        Object.values(tasks).reduce((sum, n) => sum + n, 0),
        times,
      ),
      most: { day: dayInWords(start + Number(busiest[0]) * DAY), tasks: scaled(Number(busiest[1]), times) },
      open: known ? (open.find(({ repId }) => repId === known.id)?.open ?? 0) : null,
      capacity: known?.capacity ?? null,
    };
    const isTooMuch = row.capacity !== null && (row.open ?? 0) + row.most.tasks > row.capacity;
    return { ...row, isTooMuch, text: loadText({ ...row, isTooMuch }) };
  });
  return rows.toSorted((a, b) => b.most.tasks - a.most.tasks);
}

const loadText = ({ team, rep, tasks, most, open, capacity, isTooMuch }: Omit<ExpectedLoad, 'text'>): string =>
  [
    `${rep ?? 'Nobody'} (${team}): ${quantity(tasks, 'new task')}, at most ${most.tasks.toLocaleString('en-US')} on ${most.day}`,
    capacity === null ? '' : `; has ${open} open, and can have ${capacity} at the same time`,
    isTooMuch ? ': too much on that day' : '',
  ].join('');

/** The normal quantile of 95 %. */
const Z = 1.96;

/** Leads differ in how many emails they get: that is how far the sum for all of them may be off. */
function howSure(
  deps: ApiDeps,
  { lives }: SimulatedSample,
  { leads, days }: { readonly leads: number; readonly days: number },
): string {
  const counts = lives.map(({ emails }) => emails.filter(({ channel }) => channel === 'email').length);
  const sum = counts.reduce((all, n) => all + n, 0);
  const mean = sum / counts.length;
  const total = quantity(scaled(mean, leads), 'email');
  const ends = `${otherTouches(deps, lives, leads / lives.length)}. Leads react like modelled people.`;
  if (counts.length === leads) {
    const all = leads === 1 ? 'The lead was' : `All ${quantity(leads, 'lead')} were`;
    return `${all} simulated for ${days} days: ${total}${ends}`;
  }
  const variance = counts.reduce((all, n) => all + (n - mean) ** 2, 0) / (counts.length - 1);
  const half = Z * Math.sqrt((variance / counts.length) * (1 - counts.length / leads));
  // The simulated leads are some of them, so it can't be less than what they get.
  const [from, to] = [Math.max(sum, scaled(mean - half, leads)), scaled(mean + half, leads)];
  return `${counts.length} of the ${quantity(leads, 'lead')} were simulated for ${days} days, and the result was scaled up: ${total} (${from} to ${to})${ends}`;
}

/** What they get on other channels: `, 12 text messages`. */
function otherTouches(deps: ApiDeps, lives: readonly SampleLife[], times: number): string {
  const others = Map.groupBy(
    lives.flatMap(({ emails }) => emails.filter(({ channel }) => channel !== 'email')),
    ({ channel }) => channel,
  );
  return [...others]
    .map(([channel, sent]) => `, ${quantity(scaled(sent.length, times), channelLabel(deps, channel).toLowerCase())}`)
    .join('');
}
