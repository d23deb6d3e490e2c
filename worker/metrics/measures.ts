import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '../../db/database.ts';
import { gauges, readGauge, type GaugeName, type GaugeRow } from '../../db/system/gauges.ts';
import { countUnattended } from '../../db/system/unattended.ts';
import { sumOf } from '../../services/intake/attend.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

/** What a process measures of its own work. */
export interface Measures {
  readonly registry: Registry;
  /** @param route the name of a procedure, or the pattern of a route; never what a caller wrote */
  request(route: string, status: number, seconds: number): void;
  /** @param outcome `ok`, `failed`, or the state of a touch */
  activity(activity: string, outcome: string, seconds: number): void;
}

const requestSeconds = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** Sending waits for an email server: up to minutes. */
const activitySeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300];

/** Creates the metrics of a process, and those of the installation, which are read from Postgres when somebody asks. */
export function createMeasures(deps: { readonly db: Db; readonly clock: Clock }): Measures {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'trellis_request_seconds',
    help: 'Real seconds from a request to its answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: requestSeconds,
    registers,
  });
  const activities = new Histogram({
    name: 'trellis_activity_seconds',
    help: 'Real seconds of what workflows ask for, by outcome; touch: from the claim to the answer of the email server',
    labelNames: ['activity', 'outcome'],
    buckets: activitySeconds,
    registers,
  });
  for (const name of kindsOf(gauges)) installationGauge(registry, deps, name);
  unattendedGauge(registry, deps);
  return {
    registry,
    request: (route, status, seconds) => requests.observe({ route, status }, seconds),
    activity: (activity, outcome, seconds) => activities.observe({ activity, outcome }, seconds),
  };
}

/** A gauge that is empty while Postgres does not answer: no number is better than an old one. */
function installationGauge(registry: Registry, { db, clock }: { db: Db; clock: Clock }, name: GaugeName): void {
  const { help, labels } = gauges[name];
  new Gauge({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    async collect() {
      empty(this);
      for (const row of await readGauge(db, name, clock.now()).catch((): GaugeRow[] => [])) {
        const { value, ...of } = row;
        this.set(Object.fromEntries(Object.entries(of).map(([label, text]) => [label, String(text)])), value);
      }
    },
  });
}

/** Forgets the values of a gauge: `reset` alone says 0 for one without labels. */
function empty(gauge: Gauge): void {
  gauge.reset();
  gauge.remove({});
}

function unattendedGauge(registry: Registry, { db, clock }: { db: Db; clock: Clock }): void {
  new Gauge({
    name: 'trellis_unattended_leads',
    help: 'Leads, requests, overdue tasks and messages that nobody looks after (ops.unattended); must be 0',
    registers: [registry],
    async collect() {
      empty(this);
      // Like the other gauges, it is empty while Postgres does not answer.
      const counts = await countUnattended(db, clock.now()).catch(() => undefined);
      if (counts) this.set(sumOf(counts));
    },
  });
}
