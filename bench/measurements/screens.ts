import { createCaller } from '../../api/router.ts';
import type { Db } from '../../db/database.ts';
import { apiOf } from '../company-api.ts';
import type { Company } from '../company.ts';
import { costOf, type Cost } from '../core-time.ts';
import { atMost, type Measurement, type Row } from '../measurement.ts';
import { aRep } from '../population.ts';
import { listens } from '../plans.ts';
import { questionsOf, type Questions } from '../questions.ts';

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
    const rows: Row[] = [];
    for (const [name, ask] of Object.entries(pageQuestions({ ...company, db: statements.db }))) {
      statements.forget();
      const first = await costOf(company.looker, () => ask(0));
      const whole = await statements.readWhole();
      const { core, wall } = await asked(company.looker, ask);
      const beside = whole.length > 0 ? `the first time reads all of ${whole.join(', ')}` : undefined;
      ground.say(
        `  ${name}: core ${inMs(first.core)} first, then p50 ${inMs(core.p50)}, p99 ${inMs(core.p99)}; by the clock ${inMs(first.wall)}, ${inMs(wall.p50)}, ${inMs(wall.p99)}; ${beside ?? ''}`,
      );
      rows.push({ name: `screens/${name}, first`, value: first.core, unit: CORE, beside });
      rows.push({ name: `screens/${name}, p50`, value: core.p50, unit: CORE });
      rows.push({ name: `screens/${name}, p99`, value: core.p99, unit: CORE, budget: atMost(150) });
      rows.push({ name: `screens/${name}, p99 by the clock`, value: wall.p99, unit: 'ms' });
    }
    return rows;
  },
};

function pageQuestions({ db, leads }: Pick<Company, 'db' | 'leads'>): Questions {
  const deps = apiOf(db, 'https://ours.example');
  const as = (role: 'admin' | 'manager' | 'rep', repId?: string) =>
    createCaller({ ...deps, principal: { id: 'key', name: 'bench', role, repId } });
  return questionsOf({ admin: as('admin'), manager: as('manager', aRep), rep: as('rep', aRep) }, leads);
}

/** Asks often. */
async function asked(looker: Db, ask: (n: number) => Promise<unknown>) {
  const costs: Cost[] = [];
  const until = performance.now() + SECONDS * 1_000;
  for (let n = 1; n <= TIMES && (costs.length === 0 || performance.now() < until); n++)
    costs.push(await costOf(looker, () => ask(n)));
  return { core: percentiles(costs.map(({ core }) => core)), wall: percentiles(costs.map(({ wall }) => wall)) };
}

function percentiles(values: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  return { p50: sorted[sorted.length >> 1]!, p99: sorted[Math.ceil(sorted.length * 0.99) - 1]! };
}

const inMs = (ms: number): string => `${ms.toFixed(0)} ms`;
