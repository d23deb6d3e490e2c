import { app } from '../support/app.ts';
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import type { TouchOrder, TouchResult } from '../../activities/contract.ts';
import type { Deps, Settings } from '../../activities/deps.ts';
import { touch } from '../../activities/touch/touch.ts';
import { createLinkSigner } from '../../content/link-signer.ts';
import { createRenderer } from '../../content/render.ts';
import type { Db } from '../../db/database.ts';
import { claimTouch } from '../../db/touches/touch-claim.ts';
import type { TouchFence } from '../../db/touches/touch-fence.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { createRecordingMailer } from '../../testing/recording-mailer.ts';
import { testDatabase } from '../../testing/database.ts';

/** Tuesday, 11:00 in Berlin: the send window is open, and its opening hour is over. */
export const TUESDAY = Date.parse('2026-03-10T10:00:00Z');

const settings: Settings = {
  publicUrl: 'https://go.sundry.example.com',
  sender: {
    name: 'Nora at Sundry',
    address: 'nora@mail.sundry.example.com',
    domain: 'mail.sundry.example.com',
    postalAddress: 'Sundry Inc., 1 Dock Street, Springfield',
  },
  limits: { perSecond: Infinity, perDomainPerSecond: Infinity, leaseSeconds: 30 },
};

/** An email of a program on Tuesday, before which the lead got none. */
const anyFence = {
  channel: 'email',
  addressedBy: 'email',
  at: TUESDAY,
  messageId: '<a@b>',
  version: null as never,
  persona: null,
  known: { sent: 0, since: 0 },
  rates: [],
  leaseSeconds: 30,
  isMarketing: true,
} as const;

export interface TouchWorld extends AsyncDisposable {
  readonly db: Db;
  readonly url: string;
  readonly deps: Deps;
  readonly kept: ReturnType<typeof createRecordingMailer>;
  /** What was logged, as lines of JSON. */
  readonly logged: string[];
  /** Program time; set it to move on. */
  now: Instant;
  readonly leadId: string;
  order(changes?: Partial<TouchOrder>): TouchOrder;
  /** Claims a touch, and returns what it needs to pass the fence. */
  claimed(changes?: Partial<TouchFence>): Promise<TouchFence>;
  send(changes?: Partial<TouchOrder>, deps?: Partial<Deps>): Promise<TouchResult>;
  stored(key?: string): Promise<Record<string, unknown>>;
  suppress(changes?: Record<string, unknown>): Promise<void>;
}

export interface LeadChanges {
  readonly email?: string;
  readonly zone?: string;
  readonly country?: string;
  readonly firstName?: string | null;
  readonly consent?: Record<string, unknown> | null;
}

/** One lead in Berlin who agreed to get mail, in one campaign, on a real database. */
export async function touchWorld(lead: LeadChanges = {}, limits: Partial<Settings['limits']> = {}): Promise<TouchWorld> {
  const database = await testDatabase({ max: 5 });
  const { db, url } = database;
  const [leadId, campaignId, enrolmentId] = [randomUUID(), randomUUID(), randomUUID()];
  await seed(db, { leadId, campaignId, enrolmentId }, lead);
  const logged: string[] = [];
  const kept = createRecordingMailer();
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => world.now };
  const deps: Deps = {
    db,
    clock,
    mailer: kept,
    policy: app.policy,
    content: app.content,
    renderer: createRenderer(app.content),
    links: createLinkSigner('a secret for tests, of 32 letters or more', settings.publicUrl, clock),
    providers: [],
    steps: {},
    settings: { ...settings, limits: { ...settings.limits, ...limits } },
    newId: randomUUID,
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
  };
  const key = `${enrolmentId}/1/1`;
  const world: TouchWorld = {
    db,
    url,
    deps,
    kept,
    logged,
    now: TUESDAY,
    leadId,
    order: (changes = {}) => ({
      key,
      leadId,
      enrolmentId,
      campaignId,
      program: 'newcomers',
      track: 'educate',
      content: 'guide',
      personas: ['champion'],
      variables: {},
      journal: [],
      ...changes,
    }),
    claimed: async (changes = {}) => {
      const { key, content, program } = world.order();
      const fence = { ...anyFence, key, leadId, content, program, owner: randomUUID(), ...changes };
      await claimTouch(db, { ...world.order(), ...fence, sentSince: TUESDAY });
      return fence;
    },
    send: (changes, other = {}) => touch({ ...deps, ...other })(world.order(changes)),
    stored: (of = key) => db.selectFrom('touches').selectAll().where('key', '=', of).executeTakeFirstOrThrow(),
    suppress: (changes = {}) => suppress(db, { subject: leadId, at: new Date(TUESDAY - 1000), ...changes }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
  return world;
}

async function suppress(db: Db, changes: Record<string, unknown>): Promise<void> {
  const row = { id: randomUUID(), scope: 'lead', channel: 'email', reason: 'unsubscribed', setBy: 'person', ...changes };
  await db
    .insertInto('suppressions')
    .values(row as never)
    .execute();
}

interface Ids {
  readonly leadId: string;
  readonly campaignId: string;
  readonly enrolmentId: string;
}

async function seed(db: Db, { leadId, campaignId, enrolmentId }: Ids, lead: LeadChanges): Promise<void> {
  const created = new Date(TUESDAY - 1_000_000_000);
  const email = lead.email ?? 'ann.harper@fleetly.example';
  await db
    .insertInto('leads')
    .values({
      id: leadId,
      email,
      emailKey: email,
      firstName: lead.firstName === undefined ? 'Ann' : lead.firstName,
      lastName: 'Harper',
      zone: lead.zone ?? 'Europe/Berlin',
      country: lead.country ?? null,
      persona: 'champion',
      seniority: 'manager',
      source: 'test',
      stage: 'inquiry',
      stageAt: created,
      createdAt: created,
    })
    .execute();
  await db
    .insertInto('campaigns')
    .values({ id: campaignId, name: 'Spring', program: 'newcomers', launchedBy: 'test', launchedAt: created })
    .execute();
  await db
    .insertInto('enrolments')
    .values({ id: enrolmentId, leadId, campaignId, program: 'newcomers', state: 'running', startAt: created })
    .execute();
  if (lead.consent === null) return;
  const consent = { purpose: 'marketing', jurisdiction: 'de', basis: 'optIn', source: 'test', at: created, ...lead.consent };
  await db
    .insertInto('consents')
    .values({ id: randomUUID(), leadId, ...consent } as never)
    .execute();
}
