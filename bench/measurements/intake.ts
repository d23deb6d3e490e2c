import { v7 as uuid } from 'uuid';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { createApi } from '../../api/server.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { app, compiled } from '../app.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import { openDatabase, type Db } from '../../db/database.ts';
import { wallClock, type Clock } from '../../domain/time/clock.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { linksFor, log } from '../activities.ts';
import { atOnce } from '../at-once.ts';
import { bareIntake } from '../bare-intake.ts';
import { costOf } from '../core-time.ts';
import { inTurns, type Compared } from '../in-turns.ts';
import { atLeast, atMost, type Measurement, type Row } from '../measurement.ts';
import { addLeads } from '../people.ts';
import { stopwatch } from '../stopwatch.ts';
import { TUESDAY, trellisWorld } from '../virtual-world.ts';
import { STANDARD_ZONE } from '../../domain/time/zone.ts';

/** In each turn, a hundred more warm up. */
const A_TURN = 1_000;
const WARM_UP = 100;
const TURNS = 3;
const LEADS = TURNS * (A_TURN + WARM_UP);
/** A core that takes in 2,000 a second, each in 10 ms, has so many at once. */
const AT_ONCE = 20;
const A_BATCH = 100;
const BESIDE = 'bare fastify, one insert each';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

export const intake: Measurement = {
  name: 'intake',
  about: 'engagements per second that the API accepts on one core: clicks, forms and events, one by one and in batches',
  async run(ground) {
    const earth = await ground.earth();
    const clock: Clock = { spec: wallClock, now: () => TUESDAY + HOUR };
    await using world = await trellisWorld(earth);
    await using opened = new AsyncDisposableStack();
    const looker = opened.adopt(openDatabase(earth.databaseUrl, { max: 1 }), (db) => db.destroy());
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
    const api = opened.adopt(await createApi(deps), (one) => one.close());
    const bare = opened.adopt(await bareIntake(earth.db), (one) => one.close());
    const leads = await sentLeads(earth.db);
    const { key } = await createApiKey(earth.db, { role: 'intake', principal: 'bench', at: TUESDAY });
    const post = (url: string, payload: object) =>
      ({ method: 'POST', url, headers: { authorization: `Bearer ${key}`, accept: 'application/json' }, payload }) as const;
    const requests: Readonly<Record<string, (lead: Sent, n: number) => InjectOptions>> = {
      clicks: ({ touch }) => ({
        method: 'GET',
        url: pathOf(deps.links.sign('click', touch, 'guide')),
        headers: { 'user-agent': BROWSER, accept: 'text/html', 'accept-language': 'en' },
      }),
      events: ({ email: lead }) => post('/events', { events: [{ lead, kind: 'visited', page: 'pricing' }] }),
      forms: (_, n) => post('/f/contact', { email: `ann@form${n}.example`, firstName: 'Ann', message: 'Please call me.' }),
      captures: ({ email }) =>
        post('/trpc/leads.add', {
          lead: { email },
          source: 'product',
          consentBasis: 'none',
          engagement: { id: uuid(), kind: 'attended' },
        }),
    };
    const rows: Row[] = [];
    for (const [what, requestOf] of Object.entries(requests)) {
      const all = leads.map(requestOf);
      const [ours, theirs] = [turnsOf(all), turnsOf(all)];
      const compared = await inTurns(
        TURNS,
        () => taken(api, ours.next().value!, looker),
        () => taken(bare, theirs.next().value!, looker),
      );
      rows.push(...rowsOf(what, compared));
    }
    const batches = Array.from({ length: WARM_UP + 10 }, (_, n) =>
      post('/events', { events: batchOf(leads, n).map(({ email: lead }) => ({ lead, kind: 'visited', page: 'pricing' })) }),
    );
    const { perCore } = await taken(api, batches, looker);
    const barely = await taken(bare, batches, looker);
    rows.push({
      name: 'intake/batches',
      value: perCore * A_BATCH,
      unit: 'events/s a core',
      baseline: barely.perCore * A_BATCH,
      beside: BESIDE,
      budget: atLeast(2_000),
    });
    return rows;
  },
};

/** The leads of a batch: batches that run at the same time have other ones. */
const batchOf = <T>(leads: readonly T[], n: number): readonly T[] =>
  leads.slice((n * A_BATCH) % LEADS, ((n * A_BATCH) % LEADS) + A_BATCH);

/** The requests of each turn. */
function* turnsOf<T>(all: readonly T[]): Generator<readonly T[], undefined> {
  for (let n = 0; n < all.length; n += WARM_UP + A_TURN) yield all.slice(n, n + WARM_UP + A_TURN);
}

/** Sends all requests, several at a time. @throws when the API refuses one, because a refusal is faster than the work */
async function taken(api: FastifyInstance, requests: readonly InjectOptions[], looker: Db) {
  const waits: number[] = [];
  const send = async (request: InjectOptions) => {
    const began = performance.now();
    const { statusCode, body } = await api.inject(request);
    waits.push(performance.now() - began);
    if (statusCode >= 400) throw new Error(`the API refused a request with ${statusCode}: ${body}`);
  };
  await atOnce(requests.slice(0, WARM_UP), AT_ONCE, send);
  waits.length = 0;
  let process = 0;
  const { core } = await costOf(looker, async () => {
    const took = stopwatch();
    await atOnce(requests.slice(WARM_UP), AT_ONCE, send);
    ({ process } = took());
  });
  return {
    perCore: (waits.length / process) * 1000,
    p99: waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0,
    postgres: core / waits.length,
  };
}

function rowsOf(what: string, { perCore, p99, postgres }: Record<keyof Awaited<ReturnType<typeof taken>>, Compared>): Row[] {
  return [
    { name: `intake/${what}`, ...perCore, unit: '/s a core', beside: BESIDE, budget: atLeast(2_000) },
    { name: `intake/${what}-p99`, ...p99, unit: 'ms', beside: BESIDE, budget: atMost(20) },
    { name: `intake/${what}-postgres`, ...postgres, unit: 'ms of a core', beside: BESIDE },
  ];
}

const pathOf = (url: string): string => new URL(url).pathname;

interface Sent {
  readonly email: string;
  readonly touch: string;
}

/** Leads who got an email an hour ago. */
async function sentLeads(db: Db): Promise<readonly Sent[]> {
  const sentAt = new Date(TUESDAY);
  const crowd = { count: LEADS, program: 'b2b-software', at: TUESDAY, clock: wallClock };
  const enrolments = await addLeads(db, crowd);
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
