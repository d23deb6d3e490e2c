import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { createCaller } from '../../api/router.ts';
import { openDatabase } from '../../db/database.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { createDatabase } from '../../dev/postgres/database.ts';
import { startPostgres } from '../../dev/postgres/postgres.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { wallClock, type Clock } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { linksFor, log } from '../activities.ts';
import { app, compiled } from '../app.ts';
import { atMost, type Measurement, type Row } from '../measurement.ts';
import { populate } from '../population.ts';

/** `TRELLIS_BENCH_LEADS=1000000` takes 10 GB of disk. */
const LEADS = Number(process.env['TRELLIS_BENCH_LEADS'] ?? 100_000);
const TIMES = Number(process.env['TRELLIS_BENCH_TIMES'] ?? 20);
const NOW = Date.parse('2027-03-09T10:00:00Z');

export const screens: Measurement = {
  name: 'screens',
  about: `lists and reports over ${LEADS} leads with ten engagements each (TRELLIS_BENCH_LEADS)`,
  async run({ say }) {
    await using opened = new AsyncDisposableStack();
    const dir = opened.adopt(await mkdtemp(join(tmpdir(), 'trellis-screens-')), (path) =>
      rm(path, { recursive: true, force: true }),
    );
    const { adminUrl } = opened.use(await startPostgres({ dir, durable: false }));
    const db = opened.adopt(openDatabase(await createDatabase(adminUrl, 'screens')), (pool) => pool.destroy());
    await migrateToLatest(db);
    await populate(db, LEADS, say);
    const clock: Clock = { spec: wallClock, now: () => NOW };
    const settings = { programs: {}, forms: standardForms, content: compiled, defaultZone: 'Europe/Berlin' };
    const engine = undefined as never; // no list or report asks Temporal
    const deps = { db, clock, policy: app.policy, settings, log, engine, links: linksFor(clock), newId: uuid };
    const as = createCaller({ ...deps, principal: { id: 'key', name: 'bench', role: 'admin' } });
    const rows: Row[] = [];
    for (const [name, ask] of Object.entries(asked(as))) {
      const times: number[] = [];
      for (let n = 0; n < TIMES; n++) {
        const begun = performance.now();
        await ask(n);
        times.push(performance.now() - begun);
      }
      const sorted = times.toSorted((a, b) => a - b);
      say(`  ${name}: p50 ${sorted[sorted.length >> 1]!.toFixed(0)} ms, p99 ${sorted.at(-1)!.toFixed(0)} ms`);
      rows.push({ name: `screens/${name}, p50`, value: sorted[sorted.length >> 1]!, unit: 'ms' });
      rows.push({ name: `screens/${name}, p99`, value: sorted.at(-1)!, unit: 'ms', budget: atMost(150) });
    }
    return rows;
  },
};

type Caller = ReturnType<typeof createCaller>;

/** What the screens ask. @param n varies what is asked, so that no answer is at hand already */
const asked = ({ leads, reports, campaigns }: Caller): Readonly<Record<string, (n: number) => Promise<unknown>>> => ({
  'leads.list, newest': async () => await leads.list({ limit: 50 }),
  'leads.list, of a stage': async () => await leads.list({ limit: 50, where: { stage: 'opportunity' } }),
  'leads.list, of a source and a country': async () => await leads.list({ limit: 50, where: { source: 'fair', country: 'NL' } }),
  'leads.find, by a name': async (n) => await leads.find({ text: `name${n * 97}` }),
  'leads.find, by an address': async (n) =>
    await leads.find({ text: `lead${n * 997}@company${(n * 997) % (LEADS / 4)}.example` }),
  'leads.find, by a company': async (n) => await leads.find({ text: `company ${n * 31}` }),
  'campaigns.list': async () => await campaigns.list(),
  ...spans((span) => ({
    'reports.funnel': async () => await reports.funnel(span),
    'reports.funnel, by source': async () => await reports.funnel({ ...span, by: 'source' }),
    'reports.funnel, by campaign': async () => await reports.funnel({ ...span, by: 'campaign' }),
    'reports.ready': async () => await reports.ready(span),
    'reports.agreement': async () => await reports.agreement(span),
    'reports.sla': async () => await reports.sla({ ...span, by: 'rep' }),
    'reports.emails': async () => await reports.emails(span),
    'reports.sources': async () => await reports.sources(span),
    'reports.touches': async () => await reports.touches(span),
    'reports.money': async () => await reports.money(span),
    'reports.answers': async () => await reports.answers(span),
    'reports.review': async () => await reports.review(span),
  })),
  'reports.now': async () => await reports.now(),
  'reports.forecast': async () => await reports.forecast(),
  'reports.backtest': async () => await reports.backtest(),
  'reports.people, of the funnel of 30 days': async () => {
    const { groups } = await reports.funnel({ from: NOW - 30 * DAY });
    return await reports.people({ of: groups[0]!.stages[0]!.people.reached, limit: 50 });
  },
});

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The same for a month and for a year. */
const spans = (of: (span: Span) => Readonly<Record<string, (n: number) => Promise<unknown>>>) =>
  Object.fromEntries(
    [30, 365].flatMap((days) =>
      Object.entries(of({ from: NOW - days * DAY, to: NOW })).map(([name, ask]) => [`${name}, ${days} days`, ask]),
    ),
  );
