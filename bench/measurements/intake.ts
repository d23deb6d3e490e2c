import { v7 as uuid } from 'uuid';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { createApi } from '../../api/server.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { app, compiled } from '../app.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import type { Db } from '../../db/database.ts';
import { wallClock, type Clock } from '../../domain/time/clock.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { linksFor, log } from '../activities.ts';
import { atOnce } from '../at-once.ts';
import { bareEvents } from '../bare-events.ts';
import { atLeast, atMost, type Measurement, type Row } from '../measurement.ts';
import { addLeads } from '../people.ts';
import { stopwatch } from '../stopwatch.ts';
import { TUESDAY, trellisWorld } from '../virtual-world.ts';
import { STANDARD_ZONE } from '../../domain/time/zone.ts';

const LEADS = 2_000;
const AT_ONCE = 10;
const A_BATCH = 100;
/** The first hundred warm up. */
const BATCHES = 110;
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

export const intake: Measurement = {
  name: 'intake',
  about: 'engagements per second that the API accepts on one core: clicks on the public route, events one by one and in batches',
  async run(ground) {
    const earth = await ground.earth();
    const clock: Clock = { spec: wallClock, now: () => TUESDAY + HOUR };
    await using world = await trellisWorld(earth);
    const settings = {
      programs: { 'b2b-software': { input: {}, knobs: {} } },
      forms: standardForms,
      content: compiled,
      defaultZone: STANDARD_ZONE,
    };
    const deps = {
      db: earth.db,
      clock,
      policy: app.policy,
      settings,
      log,
      engine: world.leads,
      links: linksFor(clock),
      newId: uuid,
    };
    const api = await createApi(deps);
    const leads = await sentLeads(earth.db);
    const { key } = await createApiKey(earth.db, { role: 'intake', principal: 'bench', at: TUESDAY });
    const clicks = leads.map(({ touch }) => ({
      method: 'GET' as const,
      url: pathOf(deps.links.sign('click', touch, 'guide')),
      headers: { 'user-agent': BROWSER, accept: 'text/html', 'accept-language': 'en' },
    }));
    const events = leads.map(({ email }) => ({
      method: 'POST' as const,
      url: '/trpc/leads.add',
      headers: { authorization: `Bearer ${key}` },
      payload: { lead: { email }, source: 'product', consentBasis: 'none', engagement: { id: uuid(), kind: 'attended' } },
    }));
    const batches = Array.from({ length: BATCHES }, (_, n) => ({
      method: 'POST' as const,
      url: '/events',
      headers: { authorization: `Bearer ${key}` },
      payload: { events: batchOf(leads, n).map(({ email: lead }) => ({ lead, kind: 'visited', page: 'pricing' })) },
    }));
    const inBatches = await taken(api, batches);
    const bare = await bareEvents(earth.db);
    const barely = await taken(bare, batches);
    await bare.close();
    const rows = [
      ...rowsOf('clicks', await taken(api, clicks)),
      ...rowsOf('events', await taken(api, events)),
      {
        name: 'intake/batches',
        value: inBatches.perCore * A_BATCH,
        unit: 'events/s a core',
        baseline: barely.perCore * A_BATCH,
        beside: 'bare fastify, one insert an event',
        budget: atLeast(2_000),
      },
    ];
    await api.close();
    return rows;
  },
};

/** The leads of a batch: batches that run at the same time have other ones. */
const batchOf = <T>(leads: readonly T[], n: number): readonly T[] =>
  leads.slice((n * A_BATCH) % LEADS, ((n * A_BATCH) % LEADS) + A_BATCH);

/** Sends all requests, several at a time. @throws when the API refuses one, because a refusal is faster than the work */
async function taken(api: FastifyInstance, requests: readonly InjectOptions[]) {
  const waits: number[] = [];
  const send = async (request: InjectOptions) => {
    const began = performance.now();
    const { statusCode, body } = await api.inject(request);
    waits.push(performance.now() - began);
    if (statusCode >= 400) throw new Error(`the API refused a request with ${statusCode}: ${body}`);
  };
  await atOnce(requests.slice(0, 100), AT_ONCE, send);
  waits.length = 0;
  const took = stopwatch();
  await atOnce(requests.slice(100), AT_ONCE, send);
  const { process } = took();
  return { perCore: (waits.length / process) * 1000, p99: waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0 };
}

const rowsOf = (what: string, { perCore, p99 }: Awaited<ReturnType<typeof taken>>): Row[] => [
  { name: `intake/${what}`, value: perCore, unit: '/s a core', budget: atLeast(2_000) },
  { name: `intake/${what}-p99`, value: p99, unit: 'ms', budget: atMost(20) },
];

const pathOf = (url: string): string => new URL(url).pathname;

/** Leads who got an email an hour ago. */
async function sentLeads(db: Db): Promise<readonly { readonly email: string; readonly touch: string }[]> {
  const sentAt = new Date(TUESDAY);
  const enrolments = await addLeads(db, { count: LEADS, program: 'b2b-software', at: TUESDAY, clock: wallClock });
  const links = JSON.stringify({ guide: { url: 'https://www.example.com/guide', counts: 'downloaded' } });
  const version = { hash: 'bench', content: 'market-guide', persona: null, subject: 'The guide', links };
  await db.insertInto('contentVersions').values(version).execute();
  const sent = {
    track: 'educate',
    content: 'market-guide',
    version: 'bench',
    state: 'accepted',
    claimedAt: sentAt,
    sentAt,
    settledAt: sentAt,
  } as const;
  const touches = enrolments.map(({ leadId, enrolmentId, campaignId }) => ({
    ...sent,
    key: `${enrolmentId}/1/1`,
    leadId,
    enrolmentId,
    campaignId,
  }));
  await db.insertInto('touches').values(touches).execute();
  const leads = await db.selectFrom('leads').select(['id', 'email']).execute();
  const emails = new Map(leads.map(({ id, email }) => [id, email]));
  return touches.map(({ leadId, key }) => ({ email: emails.get(leadId) ?? '', touch: key }));
}
