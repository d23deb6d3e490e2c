import { app } from './app.ts';
import pino from 'pino';
import { v7 } from 'uuid';
import { createActivities } from '../../activities/create-activities.ts';
import { emailDomain } from '../../activities/enrich/email-domain.ts';
import { failuresWithoutPersonalData } from '../../activities/interceptor.ts';
import type { ApiDeps } from '../../api/procedures/context.ts';
import { createCaller } from '../../api/router.ts';
import { createApi } from '../../api/server.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { createLinkSigner } from '../../content/link-signer.ts';
import { createRenderer } from '../../content/render.ts';
import type { ApiRole } from '../../db/columns.ts';
import { followEverybody } from '../../services/staff/follow-people.ts';
import { moveClocks } from '../../services/tasks/move-clocks.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR, MINUTE, milliseconds, type CalendarDuration } from '../../domain/time/duration.ts';
import type { SlaMode } from '../../domain/sales/sla.ts';
import { VirtualEngine } from '../../testing/engine.ts';
import { createKeptMail, type KeptMail } from '../../testing/kept-mail.ts';
import { virtualLeadEngine } from '../../testing/lead-engine.ts';
import { createConfirmations } from '../../worker/confirmations.ts';
import { createRelay } from '../../worker/relay.ts';
import { cast, hire } from './cast.ts';
import { testDatabase } from './database.ts';
import { Person, type LeadCells, type World } from './person.ts';
import { bundleOfStories, keepForReplay } from './replay.ts';

export type { RepName } from './cast.ts';

/** A Tuesday, 11:00 in Berlin: reps work, and the send window is open. */
export const START = Date.parse('2026-03-10T10:00:00Z');

const settings = {
  publicUrl: 'http://127.0.0.1:8080',
  sender: {
    name: 'Baywright',
    address: 'hello@mail.example.com',
    domain: 'mail.example.com',
    postalAddress: 'Baywright, 12 Quay Street, Rotterdam',
  },
  limits: { perSecond: 10_000, perDomainPerSecond: 10_000, leaseSeconds: 60 },
};

/** A world in which a story happens: everything is real but the passing of time and the mail server. */
export interface Story extends World, AsyncDisposable {
  readonly engine: VirtualEngine;
  readonly mail: KeptMail;
  readonly now: Instant;
  /** A lead who is in the program, with the gate behind it. */
  lead(cells?: LeadCells): Promise<Person>;
  /** Lets time pass; what is due then is sent, and what waits in the outbox arrives. */
  runFor(duration: CalendarDuration): Promise<void>;
  /** Sends the confirmation emails that are due, and delivers what waits in the outbox. */
  relay(): Promise<void>;
}

export interface StoryOptions {
  readonly start?: Instant;
  /** Whether inside sales is held to its SLA. */
  readonly slaMode?: SlaMode;
  /** Whether field sales is. */
  readonly fieldSlaMode?: SlaMode;
  readonly program?: string;
  /** The file of the workflows, where they are not the product's own. */
  readonly workflows?: string;
  /** What they decide, where it is not what the example decides. */
  readonly policy?: Policy;
  /** Milliseconds by which the clock of the worker is behind that of the server. */
  readonly workerBehind?: number;
}

/** Begins a story on a database of its own. */
export async function beginStory({
  start = START,
  slaMode = 'enforce',
  fieldSlaMode = 'enforce',
  program = 'b2b-software',
  workflows,
  policy = app.policy,
  workerBehind = 0,
}: StoryOptions = {}): Promise<Story> {
  const stack = new AsyncDisposableStack();
  const { db } = stack.use(await testDatabase());
  const newId = idsInOrder(start);
  const reps = await hire(db, { 'inside-sales': slaMode, 'field-sales': fieldSlaMode }, newId);
  const mail = createKeptMail();
  const log = pino({ level: process.env['STORY_LOG'] ?? 'silent' });
  let now = (): Instant => start;
  let hasHappened = true;
  const noticing = () => {
    hasHappened = true;
    return {};
  };
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => now() };
  const links = createLinkSigner('a secret for stories, of 32 letters or more', settings.publicUrl, clock);
  const providers = [emailDomain((domain) => Promise.resolve(domain.includes('nowhere') ? 'no' : 'yes'))];
  const shared = { db, clock, links, log, newId };
  const workerClock = { ...clock, now: () => now() - workerBehind };
  const activities = createActivities({
    ...shared,
    clock: workerClock,
    mailer: mail,
    policy,
    content: app.content,
    renderer: createRenderer(app.content),
    providers,
    settings,
  });
  const engine = stack.use(
    await VirtualEngine.create({
      bundle: await bundleOfStories(workflows),
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
    policy,
    settings: { programs: [program], forms: standardForms, content: app.content, defaultZone: 'Europe/Berlin' },
  };
  let api: ReturnType<typeof createApi> | undefined;
  stack.defer(async () => (await api)?.close());
  const outbox = createRelay({ db, engine: leadEngine, log });
  const confirmations = createConfirmations({ ...shared, mailer: mail, settings });
  const relay = async () => {
    await followEverybody(db, deps);
    while ((await confirmations.tick()) > 0);
    while ((await moveClocks(db, deps, clock.now())) > 0);
    while ((await outbox.tick(Date.now() + MINUTE)) > 0); // what is held for a moment, too
  };
  const as = (role: ApiRole, repId?: string) =>
    createCaller({ ...deps, principal: { id: 'story', name: role, role, ...(repId && { repId }) } });
  let campaignId: string | undefined;
  const owned = stack;
  const story: Story = {
    db,
    engine,
    mail,
    reps,
    get now() {
      return clock.now();
    },
    as,
    asRep: (name) => as(cast[name].role === 'manager' ? 'manager' : 'rep', reps[name]),
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
        const changed = await followEverybody(db, deps);
        if (changed > 0 || (await moveClocks(db, deps, clock.now())) > 0) await relay();
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
      keepForReplay(engine, workflows);
      await owned.disposeAsync();
    },
  };
  return story;
}

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
