import { createCaller } from '../../api/router.ts';
import type { Db } from '../../db/database.ts';
import { apiOf } from '../company-api.ts';
import type { Company } from '../company.ts';
import { costOf, type Cost } from '../core-time.ts';
import type { Ground } from '../ground.ts';
import { atMost, type Measurement, type Row } from '../measurement.ts';
import { pagesOf } from '../pages.ts';
import { aRep } from '../population.ts';
import { listens } from '../plans.ts';
import { questionsOf, type Callers, type Questions } from '../questions.ts';
import { sweepReports } from '../sweep-reports.ts';

/** A question is asked so often, or for so many seconds. */
const TIMES = 100;
const SECONDS = 10;
/** Of Postgres, so that other work on the machine changes little. */
const CORE = 'ms of a core';

export const screens: Measurement = {
  name: 'screens',
  about: 'what each page of the console asks Postgres, with as many leads as --leads says',
  async run(ground) {
    const company = await ground.company();
    const statements = listens(company.db);
    const callers = callersOf(statements.db);
    const rows = [...(await sweepReports(ground, company))];
    for (const [name, ask] of Object.entries({
      ...pagesOf(callers, company.leads),
      ...questionsOf(callers, company.leads),
    } satisfies Questions)) {
      statements.forget();
      const first = await costOf(company.looker, () => ask(0));
      const whole = await statements.readWhole();
      rows.push(...rowsOf(ground, { name, first, whole, ...(await asked(company.looker, ask)) }));
    }
    return rows;
  },
};

function callersOf(db: Company['db']): Callers {
  const deps = apiOf(db, 'https://ours.example');
  const as = (role: 'admin' | 'manager' | 'rep', repId?: string) =>
    createCaller({ ...deps, principal: { id: 'key', name: 'bench', role, repId } });
  return { admin: as('admin'), manager: as('manager', aRep(7)), rep: (n) => as('rep', aRep(n)) };
}

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

interface Asked {
  readonly core: Percentiles;
  readonly wall: Percentiles;
}

/** Asks often. */
async function asked(looker: Db, ask: (n: number) => Promise<unknown>): Promise<Asked> {
  const costs: Cost[] = [];
  const until = performance.now() + SECONDS * 1_000;
  for (let n = 1; n <= TIMES && (costs.length === 0 || performance.now() < until); n++)
    costs.push(await costOf(looker, () => ask(n)));
  return { core: percentiles(costs.map(({ core }) => core)), wall: percentiles(costs.map(({ wall }) => wall)) };
}

function percentiles(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  return { p50: sorted[sorted.length >> 1]!, p99: sorted[Math.ceil(sorted.length * 0.99) - 1]! };
}

interface Measured extends Asked {
  readonly name: string;
  readonly first: Cost;
  /** The big tables that were read from beginning to end. */
  readonly whole: readonly string[];
}

function rowsOf({ say }: Ground, { name, first, whole, core, wall }: Measured): readonly Row[] {
  const beside = whole.length > 0 ? `the first time reads all of ${whole.join(', ')}` : undefined;
  say(
    `  ${name}: core ${inMs(first.core)} first, then p50 ${inMs(core.p50)}, p99 ${inMs(core.p99)}; by the clock ${inMs(first.wall)}, ${inMs(wall.p50)}, ${inMs(wall.p99)}; ${beside ?? ''}`,
  );
  return [
    { name: `screens/${name}, first`, value: first.core, unit: CORE, beside },
    { name: `screens/${name}, p50`, value: core.p50, unit: CORE },
    { name: `screens/${name}, p99`, value: core.p99, unit: CORE, budget: atMost(150) },
    { name: `screens/${name}, p50 by the clock`, value: wall.p50, unit: 'ms' },
    { name: `screens/${name}, p99 by the clock`, value: wall.p99, unit: 'ms' },
  ];
}

const inMs = (ms: number): string => `${ms.toFixed(0)} ms`;
