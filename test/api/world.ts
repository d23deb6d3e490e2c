import { app } from '../support/app.ts';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { v7 } from 'uuid';
import type { ApiDeps } from '../../api/procedures/context.ts';
import { createCaller } from '../../api/router.ts';
import { createApi } from '../../api/server.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { createLinkSigner, type LinkSigner } from '../../content/link-signer.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import type { ApiRole, RepRole } from '../../db/columns.ts';
import type { Db } from '../../db/database.ts';
import { insertTask } from '../../db/tasks/tasks.ts';
import { upsertRep, upsertTeam } from '../../db/staff/teams.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { createRecordingMailer, type RecordingMailer } from '../../testing/recording-mailer.ts';
import { createConfirmations } from '../../worker/confirmations.ts';
import { createRelay } from '../../worker/relay.ts';
import { signInEmail } from '../../worker/sign-in-email.ts';
import { testDatabase } from '../../testing/database.ts';
import { ScriptedEngine } from './scripted-engine.ts';

/** A Tuesday, 11:00 in Berlin. */
export const NOON = Date.parse('2026-03-10T10:00:00Z');

export const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };

export const sending = {
  publicUrl: 'https://go.example.com',
  sender: {
    name: 'Ours',
    address: 'hello@ours.example',
    domain: 'ours.example',
    postalAddress: 'Ours, 1 Quay Street, Rotterdam',
  },
  limits: { perSecond: 10_000, perDomainPerSecond: 10_000, leaseSeconds: 60 },
};

type Caller = ReturnType<typeof createCaller>;

/** The API on a database of its own, and an engine that keeps what it is told. */
export interface World extends AsyncDisposable {
  readonly db: Db;
  readonly api: FastifyInstance;
  readonly engine: ScriptedEngine;
  readonly links: LinkSigner;
  readonly deps: ApiDeps;
  /** The lines of the log. */
  readonly logged: readonly string[];
  now: Instant;
  as(role: ApiRole, repId?: string): Caller;
  /** A key that works over HTTP, as the header that carries it; a rep's, of somebody new unless one is named. */
  key(role: ApiRole, repId?: string): Promise<{ authorization: string }>;
  /** Delivers all that waits. */
  relay(): Promise<void>;
  readonly mail: RecordingMailer;
  /** The owner of an address is asked whether a request is theirs. @returns the address of the page that asks */
  asked(email: string): Promise<string>;
  /** They say yes. */
  confirm(email: string): Promise<void>;
  rep(role: RepRole, name: string, team?: string): Promise<string>;
  /** A lead who may be mailed. */
  lead(email?: string): Promise<string>;
  /** A lead in a program. */
  enrolled(email?: string): Promise<string>;
  /** A mail that went out to a lead an hour ago, of the content `guide`. */
  touch(leadId: string): Promise<string>;
  /** An open call. */
  task(leadId: string, assigneeId: string, kind?: 'call' | 'acceptance' | 'reply' | 'findContact'): Promise<string>;
}

export async function createWorld(
  forms: ApiDeps['settings']['forms'] = standardForms,
  policy: ApiDeps['policy'] = app.policy,
  programs: ApiDeps['settings']['programs'] = app.programs,
): Promise<World> {
  const stack = new AsyncDisposableStack();
  const { db } = stack.use(await testDatabase());
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const engine = new ScriptedEngine();
  let now = NOON;
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => now };
  const links = createLinkSigner('a secret for tests, of 32 letters or more', 'https://go.example.com', clock);
  const settings = {
    programs,
    forms,
    content: app.content,
    defaultZone: 'Europe/Berlin',
    authservId: 'mx.mail.example.com',
  };
  const mail = createRecordingMailer();
  const sendSignIn: ApiDeps['sendSignIn'] = (order) => mail.send(signInEmail(sending, order, now), 1_000);
  const deps: ApiDeps = { db, engine, clock, links, policy, settings, newId: () => v7(), sendSignIn, log, simulatesMonths: true };
  const api = await createApi(deps);
  stack.defer(() => api.close());
  const relay = createRelay({ db, engine, log });
  const confirmations = createConfirmations({ db, clock, links, log, mailer: mail, settings: sending });
  const as = (role: ApiRole, repId?: string) =>
    createCaller({ ...deps, principal: { id: 'key', name: role, role, ...(repId && { repId }) } });
  let campaignId: string | undefined;

  const world: World = {
    db,
    api,
    engine,
    links,
    deps,
    logged,
    get now() {
      return now;
    },
    set now(instant) {
      now = instant;
    },
    as,
    async key(role, repId) {
      const whose = repId ?? (role === 'rep' ? await world.rep('sdr', `Rep ${v7()}`) : undefined);
      const { key } = await createApiKey(db, { role, principal: role, at: now, ...(whose && { repId: whose }) });
      return { authorization: `Bearer ${key}` };
    },
    async relay() {
      while ((await relay.tick(Date.now())) > 0);
    },
    mail,
    async asked(email) {
      while ((await confirmations.tick()) > 0);
      return new URL(mail.to(email).findLast(({ links }) => links['confirm'])?.links['confirm'] ?? 'none:/').pathname;
    },
    async confirm(email) {
      const answer = await api.inject({ method: 'POST', url: await world.asked(email), headers: browser });
      if (answer.statusCode !== 200) throw new Error(answer.body);
    },
    async rep(role, name, team = 'sdr-team') {
      const calendar = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], opens: '09:00', closes: '17:00', holidays: [] } as const;
      const teamId = await upsertTeam(db, { id: v7(), slug: team, name: team, calendar });
      return await upsertRep(db, {
        id: v7(),
        teamId,
        role,
        name,
        email: `${name.replaceAll(' ', '.').toLowerCase()}@ours.example`,
      });
    },
    async lead(email = 'ann@pier7.example') {
      const { leadId } = await as('intake').leads.add({ lead: { email }, source: 'test', consentBasis: 'optIn' });
      return leadId;
    },
    async enrolled(email) {
      const leadId = await world.lead(email);
      const audience = { leadIds: [leadId] };
      if (campaignId) await as('marketer').campaigns.add({ campaignId, audience });
      else ({ campaignId } = await as('marketer').campaigns.launch({ name: 'Spring', program: 'newcomers', audience }));
      await world.relay();
      return leadId;
    },
    async touch(leadId) {
      const enrolment = await db
        .selectFrom('enrolments')
        .select(['id', 'campaignId'])
        .where('leadId', '=', leadId)
        .executeTakeFirstOrThrow();
      const key = `${enrolment.id}/1/1`;
      const links = {
        guide: { url: 'https://www.example.com/guide', counts: 'downloaded' },
        pricing: { url: 'https://www.example.com/pricing', counts: 'visited', page: 'pricing' },
        case: { url: 'https://www.example.com/case', counts: 'clicked' },
        later: { url: '', counts: 'answered', answer: 'later' },
      } as const;
      await db
        .insertInto('contentVersions')
        .values({
          hash: 'v1',
          content: 'guide',
          persona: null,
          subject: 'The guide',
          links: JSON.stringify(links),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const sentAt = new Date(now - 3_600_000);
      const about = {
        leadId,
        enrolmentId: enrolment.id,
        campaignId: enrolment.campaignId,
        track: 'educate',
        content: 'guide',
        version: 'v1',
      };
      await db
        .insertInto('touches')
        .values({
          ...about,
          key,
          state: 'accepted',
          claimedAt: sentAt,
          sentAt,
          settledAt: sentAt,
          messageId: `<${enrolment.id}@mail.example.com>`,
        })
        .execute();
      return key;
    },
    async task(leadId, assigneeId, kind = 'call') {
      const { teamId } = await db.selectFrom('reps').select('teamId').where('id', '=', assigneeId).executeTakeFirstOrThrow();
      const id = v7();
      await insertTask(db, {
        id,
        key: id,
        leadId,
        accountId: null,
        enrolmentId: null,
        kind,
        teamId,
        assigneeId,
        sla: 'firstAttempt',
        clockFrom: now,
        dueAt: now + 4 * 3_600_000,
        because: 'became MQL',
        trigger: { kind: 'mql', at: now },
        openedAt: now,
      });
      return id;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
  return world;
}
