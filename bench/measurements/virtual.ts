import { wallClock } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { settledHeap } from '../heap.ts';
import { inTurns } from '../in-turns.ts';
import { atMost, type Measurement } from '../measurement.ts';
import { addLeads, bareLead } from '../people.ts';
import { threeMails } from '../story.ts';
import { stopwatch } from '../stopwatch.ts';
import { bareWorld, trellisWorld, TUESDAY, type Earth, type World } from '../virtual-world.ts';

/** Enrols so many leads at once, in the way of each world. */
type Enrol = (count: number) => Promise<unknown>;

const beside = 'three bare emails per lead';
const KB = 1024;

export const virtual: Measurement = {
  name: 'virtual',
  about: 'time and memory of the virtual engine, with the shipped activities and a real Postgres; no lead reacts',
  async run(ground) {
    const earth = await ground.earth();
    const story = await inTurns(
      15,
      () => lived(ours(earth), 1, 90),
      () => lived(bare(earth), 1, 90),
    );
    const month = await inTurns(
      3,
      () => lived(ours(earth), 100, 30),
      () => lived(bare(earth), 100, 30),
    );
    const quarter = await inTurns(
      1,
      () => lived(ours(earth), 1_000, 90),
      () => lived(bare(earth), 1_000, 90),
    );
    const memory = { value: await heapOfOne(ours(earth)), baseline: await heapOfOne(bare(earth)) };
    return [
      { name: 'virtual/story-90-days', ...story.wall, unit: 'ms', beside, budget: atMost(100) },
      { name: 'virtual/story-90-days/cpu', ...story.thread, unit: 'ms', beside },
      { name: 'virtual/100-leads-30-days', ...month.wall, unit: 'ms', beside, budget: atMost(3000) },
      { name: 'virtual/100-leads-30-days/cpu', ...month.thread, unit: 'ms', beside },
      { name: 'virtual/1000-leads-90-days', ...quarter.wall, unit: 'ms', beside, budget: atMost(90_000) },
      { name: 'virtual/1000-leads-90-days/cpu', ...quarter.thread, unit: 'ms', beside },
      { name: 'virtual/memory-per-lead', ...memory, unit: 'KB', beside, budget: atMost(60) },
    ];
  },
};

interface Inhabited extends AsyncDisposable {
  readonly world: World;
  readonly enrol: Enrol;
}

/** Leads of `b2b-software`. */
const ours = (earth: Earth) => async (): Promise<Inhabited> => {
  const world = await trellisWorld(earth);
  const enrol = async (count: number) => {
    const enrolments = await addLeads(earth.db, { count, program: 'b2b-software', at: TUESDAY, clock: wallClock });
    for (const enrolment of enrolments) await world.leads.enrol(enrolment);
  };
  return { world, enrol, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
};

const bare = (earth: Earth) => async (): Promise<Inhabited> => {
  const world = await bareWorld(earth);
  const enrol = async (count: number) => {
    for (let n = 0; n < count; n++) {
      const lead = bareLead();
      await world.engine.start('mails', { workflowId: lead.id, args: [lead, threeMails] });
    }
  };
  return { world, enrol, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
};

/** Bare workflows of three emails, as a baseline. @returns the time, without the engine's start */
export const bareStories = async (earth: Earth, leads: number, days: number): Promise<Record<'wall' | 'thread', number>> =>
  await lived(bare(earth), leads, days);

/** Runs so many leads for so many days. @returns the time, without the engine's start */
async function lived(inhabit: () => Promise<Inhabited>, leads: number, days: number): Promise<Record<'wall' | 'thread', number>> {
  await using place = await inhabit();
  const took = stopwatch();
  await place.enrol(leads);
  await place.world.engine.runUntil(TUESDAY + days * DAY);
  return { ...took() };
}

/** @returns the kilobytes by which the heap grows with each lead that waits after its first mail */
async function heapOfOne(inhabit: () => Promise<Inhabited>): Promise<number> {
  await using place = await inhabit();
  const { engine } = place.world;
  await place.enrol(WARM);
  await engine.runUntil(TUESDAY + 1);
  const before = await settledHeap();
  await place.enrol(MORE);
  await engine.runUntil(TUESDAY + 2);
  return ((await settledHeap()) - before) / MORE / KB;
}

/** Leads that warm up, so that shared modules don't count, and leads that are measured. */
const WARM = 50;
const MORE = 200;
