import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import { createActivities } from '../activities/create-activities.ts';
import { emailDomain } from '../activities/enrich/email-domain.ts';
import { failuresWithoutPersonalData } from '../activities/interceptor.ts';
import type { ApiDeps } from '../api/procedures/context.ts';
import { createCaller } from '../api/router.ts';
import { createApi } from '../api/server.ts';
import { createLinkSigner } from '../content/link-signer.ts';
import { createRenderer } from '../content/render.ts';
import type { ApiRole } from '../db/columns.ts';
import { followEverybody } from '../services/staff/follow-people.ts';
import { moveClocks } from '../services/tasks/move-clocks.ts';
import type { Instant } from '../domain/time/clock.ts';
import { DAY, HOUR, MINUTE, milliseconds, type CalendarDuration } from '../domain/time/duration.ts';
import { VirtualEngine } from './engine.ts';
import { createKeptMail, type KeptMail } from './kept-mail.ts';
import { virtualLeadEngine } from './lead-engine.ts';
import { createConfirmations } from '../worker/confirmations.ts';
import { createRelay } from '../worker/relay.ts';
import type { App } from '../config/app.ts';
import { CONFIG, loadApp } from '../config/load-app.ts';
import { staffIn, type StaffFile } from '../config/staff-file.ts';
import { hire, type Hired } from './staff.ts';
import { testDatabase } from './database.ts';
import { Person, type LeadCells, type World } from './person.ts';
import { bundleOfStories, keepForReplay } from './replay-stories.ts';

/** A Tuesday, 11:00 in Berlin: reps work, and the send window is open. */
export const START = Date.parse('2026-03-10T10:00:00Z');

const PUBLIC_URL = 'http://127.0.0.1:8080';

/** Nothing waits for its turn. */
const limits = { perSecond: 10_000, perDomainPerSecond: 10_000, leaseSeconds: 60 };

const someCompany = { name: 'Story', address: 'hello@mail.example.com', postalAddress: 'Story, 1 Main Street, Springfield' };

/** A world in which a story happens: everything is real but the passing of time and the mail server. */
export interface Story<Rep extends string = string> extends World<Rep>, AsyncDisposable {
  readonly engine: VirtualEngine;
  readonly mail: KeptMail;
  readonly now: Instant;
  /** A lead who is in the program, with the gate behind it. */
  lead(cells?: LeadCells): Promise<Person<Rep>>;
  /** Lets time pass; what is due then is sent, and what waits in the outbox arrives. */
  runFor(duration: CalendarDuration): Promise<void>;
  /** Sends the confirmation emails that are due, and delivers what waits in the outbox. */
  relay(): Promise<void>;
}

export interface StoryOptions {
  /** The app; by default the one in whose folder the test is. */
  readonly app?: App;
  /** The program that leads enter; the app's first one by default. */
  readonly program?: string;
  /** The teams and the people in them; those of the app's `staff.json` by default. */
  readonly staff?: StaffFile;
  /** When it begins; on a Tuesday at 11:00 in Berlin by default. */
  readonly start?: Instant;
  /** Milliseconds by which the clock of the worker is behind that of the server. */
  readonly workerBehind?: number;
}

/**
 * Begins a story on a database of its own.
 * @example
 * await using story = await beginStory();
 * const ann = await story.lead({ firstName: 'Ann' });
 * await ann.gets('guide');
 */
export async function beginStory<Rep extends string = string>(options: StoryOptions = {}): Promise<Story<Rep>> {
  const { start = START, workerBehind = 0 } = options;
  const app = options.app ?? (await appOfTest());
  const { program = firstOf(app), staff = await staffIn(app.dir) } = options;
  const stack = new AsyncDisposableStack();
  const { db } = stack.use(await testDatabase());
  const newId = idsInOrder(start);
  const staffed = await hire(db, staff, newId);
  const hired = (name: string): Hired => {
    const rep = staffed.get(name);
    if (!rep) throw new Error(`${name} is nobody in this story: its reps are ${[...staffed.keys()].join(', ')}.`);
    return rep;
  };
  const sender = app.sender ?? someCompany;
  const settings = { publicUrl: PUBLIC_URL, limits, sender: { ...sender, domain: sender.address.split('@')[1]! } };
  const mail = createKeptMail();
  const log = pino({ level: process.env['STORY_LOG'] ?? 'silent' });
  let now = (): Instant => start;
  let hasHappened = true;
  const noticing = () => {
    hasHappened = true;
    return {};
  };
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => now() };
  const links = createLinkSigner('a secret for stories, of 32 letters or more', PUBLIC_URL, clock);
  const providers = [emailDomain((domain) => Promise.resolve(domain.includes('nowhere') ? 'no' : 'yes'))];
  const shared = { db, clock, links, log, newId };
  const workerClock = { ...clock, now: () => now() - workerBehind };
  const activities = createActivities({
    ...shared,
    clock: workerClock,
    mailer: mail,
    policy: app.policy,
    content: app.content,
    renderer: createRenderer(app.content, app.policy.fields),
    providers,
    settings,
  });
  const engine = stack.use(
    await VirtualEngine.create({
      bundle: await bundleOfStories(app.workflowsPath),
      activities: { ...activities },
      start,
      recordHistories: true,
      activityInterceptors: [failuresWithoutPersonalData(log), noticing],
    }),
  );
  now = () => engine.now;
  const leadEngine = virtualLeadEngine(engine);
  const deps: ApiDeps = {
    ...shared,
    engine: leadEngine,
    policy: app.policy,
    settings: { programs: [program], forms: app.forms, content: app.content, defaultZone: 'Europe/Berlin' },
  };
  let api: ReturnType<typeof createApi> | undefined;
  stack.defer(async () => (await api)?.close());
  const outbox = createRelay({ db, engine: leadEngine, log });
  const confirmations = createConfirmations({ ...shared, mailer: mail, settings });
  const relay = async () => {
    await followEverybody(db, { clock, newId, policy: app.policy });
    while ((await confirmations.tick()) > 0);
    while ((await moveClocks(db, { newId, policy: app.policy }, clock.now())) > 0);
    while ((await outbox.tick(Date.now() + MINUTE)) > 0); // what is held for a moment, too
  };
  const as = (role: ApiRole, repId?: string) =>
    createCaller({ ...deps, principal: { id: 'story', name: role, role, ...(repId && { repId }) } });
  let campaignId: string | undefined;
  const owned = stack;
  const story: Story<Rep> = {
    db,
    engine,
    mail,
    reps: Object.fromEntries([...staffed].map(([name, { id }]) => [name, id])) as Record<Rep, string>,
    teamOf: (name) => hired(name).team,
    get now() {
      return clock.now();
    },
    as,
    asRep: (name) => as(hired(name).isManager ? 'manager' : 'rep', hired(name).id),
    async lead(cells) {
      const person = await Person.capture(story, cells);
      if (person.held !== null) return person;
      const audience = { leadIds: [person.id] };
      if (campaignId) await as('marketer').campaigns.enrol({ campaignId, audience });
      else ({ campaignId } = await as('marketer').campaigns.launch({ name: 'Story', program, audience }));
      await relay();
      await engine.runFor(1);
      return person;
    },
    async runFor(duration) {
      await relay();
      for (const until = engine.now + milliseconds(duration); engine.now < until;) {
        await engine.runFor(Math.min(HOUR, until - engine.now));
        const changed = await followEverybody(db, { clock, newId, policy: app.policy });
        if (changed > 0 || (await moveClocks(db, { newId, policy: app.policy }, clock.now())) > 0) await relay();
      }
      await relay();
    },
    relay,
    async knock(url, { method, headers, body }) {
      api ??= createApi(deps);
      return (await api).inject({ method, url: pathOf(url), headers, ...(body !== undefined && { payload: body }) });
    },
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
      keepForReplay(engine, app.workflowsPath);
      await owned.disposeAsync();
    },
  };
  return story;
}

const apps = new Map<string, Promise<App>>();

/** The app in whose folder the running test is, loaded once. */
function appOfTest(): Promise<App> {
  const folder = folderOf(expect.getState().testPath ?? '.');
  const app = apps.get(folder) ?? loadApp(folder);
  apps.set(folder, app);
  return app;
}

/** The nearest folder above a file that holds an app; without one, where vitest runs. */
function folderOf(file: string): string {
  const folder = dirname(file);
  if (folder === file) return '.';
  return existsSync(join(folder, CONFIG)) ? folder : folderOf(folder);
}

const firstOf = ({ programs }: App): string => Object.keys(programs)[0] ?? '';

const PATIENCE = 200 * DAY;

/** Ids that are the same each time: what is drawn from them (whose turn it is, the minute of a mail) is part of the story. */
const idsInOrder = (from: Instant) => {
  const random = new Uint8Array(16);
  let n = 0;
  return () => v7({ random, msecs: from, seq: ++n });
};

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
