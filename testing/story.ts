import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Instant } from '../domain/time/clock.ts';
import { DAY, HOUR, MINUTE, type CalendarDuration } from '../domain/time/duration.ts';
import type { SaidInput } from '../api/leads/program-input.ts';
import type { App } from '../config/app.ts';
import { CONFIG, loadApp } from '../config/load-app.ts';
import { staffIn, type StaffFile } from '../config/staff-file.ts';
import type { VirtualEngine } from './engine.ts';
import { createRecordingMailer, type RecordingMailer } from './recording-mailer.ts';
import { recordTexts, type RecordedTexts } from './recorded-texts.ts';
import type { Hired } from './staff.ts';
import { testDatabase } from './database.ts';
import { Person, type LeadCells, type World } from './person.ts';
import { bundleOfStories, recordForReplay } from './replay-stories.ts';
import { openVirtualWorld, START } from './virtual-world.ts';

/** The world of a story: everything is real except the passing of time and the email server. */
export interface Story<Rep extends string = string> extends World<Rep>, AsyncDisposable {
  readonly engine: VirtualEngine;
  readonly mail: RecordingMailer;
  readonly texts: RecordedTexts;
  readonly now: Instant;
  /** A lead who is in the program and has passed the gate. */
  lead(cells?: LeadCells): Promise<Person<Rep>>;
  /** A marketer lets a lead enter a side program of the app, whatever program of its own it is in. */
  enters(person: Person<Rep>, sideProgram: string, input?: SaidInput): Promise<void>;
  /** A marketer changes the input of the campaign, and its leads hear of it. Begin with a lead: the first one launches the campaign. */
  changes(input: SaidInput): Promise<void>;
  /** A marketer turns knobs of the program, and its leads hear of it. */
  turns(knobs: SaidInput): Promise<void>;
  /** Lets time pass: emails that are due are sent, and messages in the outbox are delivered. */
  runFor(duration: CalendarDuration): Promise<void>;
  /** Sends the confirmation emails that are due, and delivers the messages in the outbox. */
  relay(): Promise<void>;
}

export interface StoryOptions {
  /** The app; by default the one whose folder contains the test. */
  readonly app?: App;
  /** The program that leads enter; by default the app's first one. */
  readonly program?: string;
  /** What the campaign says of the program, by the names under its `input`. */
  readonly input?: SaidInput;
  /** The teams and their people; by default those of the app's `staff.json`. */
  readonly staff?: StaffFile;
  /** When it begins; by default on 10 March 2026, a Tuesday, at 11:00 in Berlin. */
  readonly start?: Instant;
  /** Milliseconds by which the worker's clock is behind the server's. */
  readonly workerBehind?: number;
}

/**
 * Begins a story with a database of its own.
 * @example
 * await using story = await beginStory();
 * const ann = await story.lead({ firstName: 'Ann' });
 * await ann.gets('guide');
 */
export async function beginStory<Rep extends string = string>(options: StoryOptions = {}): Promise<Story<Rep>> {
  const { start = START, workerBehind = 0 } = options;
  const app = options.app ?? (await appOfTest());
  const { program = firstOf(app), input, staff = await staffIn(app.dir) } = options;
  const stack = new AsyncDisposableStack();
  const { db } = stack.use(await testDatabase());
  const mail = createRecordingMailer();
  const texts = recordTexts();
  let hasHappened = true;
  const world = stack.use(
    await openVirtualWorld({
      db,
      app,
      bundle: await bundleOfStories(app.workflowsPath),
      programs: [program],
      staff,
      start,
      mail,
      texts,
      workerBehind,
      recordHistories: true,
      onActivity: () => {
        hasHappened = true;
      },
    }),
  );
  const { engine, clock, as, relay } = world;
  const hired = (name: string): Hired => {
    const rep = world.staff.get(name);
    if (!rep) throw new Error(`${name} is not in this story: its reps are ${[...world.staff.keys()].join(', ')}.`);
    return rep;
  };
  let campaignId: string | undefined;
  const beside = new Map<string, string>();
  const story: Story<Rep> = {
    db,
    engine,
    mail,
    texts,
    reps: Object.fromEntries([...world.staff].map(([name, { id }]) => [name, id])) as Record<Rep, string>,
    teamOf: (name) => hired(name).team,
    get now() {
      return clock.now();
    },
    as: (role) => as(role),
    asRep: (name) => as(hired(name).isManager ? 'manager' : 'rep', hired(name).id),
    async lead(cells) {
      const person = await Person.capture(story, cells);
      if (person.held !== null) return person;
      const audience = { leadIds: [person.id] };
      if (campaignId) await as('marketer').campaigns.add({ campaignId, audience });
      else ({ campaignId } = await as('marketer').campaigns.launch({ name: 'Story', program, input, audience }));
      await relay();
      await engine.runFor(1);
      return person;
    },
    async enters({ id }, sideProgram, given) {
      const [audience, running] = [{ leadIds: [id] }, beside.get(sideProgram)];
      if (running) await as('marketer').campaigns.add({ campaignId: running, audience });
      else {
        const launched = await as('marketer').campaigns.launch({
          name: sideProgram,
          program: sideProgram,
          input: given,
          audience,
        });
        beside.set(sideProgram, launched.campaignId);
      }
      await story.settle();
    },
    async changes(values) {
      if (campaignId === undefined) throw new Error('no campaign yet: begin with a lead, the first one launches it');
      await as('marketer').campaigns.change({ campaignId, input: values, because: 'a story' });
      await story.settle();
    },
    async turns(knobs) {
      await as('marketer').programs.turn({ program, knobs, because: 'a story' });
      await story.settle();
    },
    runFor: world.runFor,
    relay,
    request: world.request,
    async settle() {
      await relay();
      await engine.runFor(0);
    },
    aMoment: () => engine.runFor(MINUTE),
    async eventually(what, isTrue) {
      for (const giveUp = clock.now() + PATIENCE; !(await isTrue());) {
        hasHappened = false;
        while (!hasHappened && clock.now() < giveUp) await engine.runFor(HOUR);
        if (!hasHappened) throw new Error(`it did not happen within ${PATIENCE / DAY} days that ${what}`);
        await relay();
      }
    },
    async [Symbol.asyncDispose]() {
      recordForReplay(engine, app.workflowsPath);
      await stack.disposeAsync();
    },
  };
  return story;
}

const apps = new Map<string, Promise<App>>();

/** The app whose folder contains the running test, loaded once. */
function appOfTest(): Promise<App> {
  const folder = folderOf(expect.getState().testPath ?? '.');
  const app = apps.get(folder) ?? loadApp(folder);
  apps.set(folder, app);
  return app;
}

/** The nearest parent folder of a file that contains an app; otherwise the folder where vitest runs. */
function folderOf(file: string): string {
  const folder = dirname(file);
  if (folder === file) return '.';
  return existsSync(join(folder, CONFIG)) ? folder : folderOf(folder);
}

const firstOf = ({ programs }: App): string => Object.keys(programs)[0] ?? '';

const PATIENCE = 200 * DAY;
