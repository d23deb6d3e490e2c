import type { MonthOrder, SampleDraft } from '../../api/reports/simulated/simulator.ts';
import type { App } from '../../config/app.ts';
import type { Db } from '../../db/database.ts';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import { own } from '../../domain/text/own.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';
import { copyLeads } from './people-of-database.ts';
import { readingDatabase } from './reading-database.ts';
import type { Known, Scene } from './scene.ts';
import { turned } from './turned.ts';

const unknown: Known = { input: {} };

/** The leads of the database that `DATABASE_URL` names go on in their programs, and drafts are launched. */
export function sceneOfMonth(app: App, { running, drafts, knobs }: MonthOrder): Scene {
  const known = new Map<string, Known>();
  return {
    programs: Object.keys(app.programs),
    async come({ as }, { db: copy }) {
      for (const program of Object.values(app.programs)) {
        const changed = turned(program, own(knobs, program.id) ?? {});
        if (changed) await as('marketer').programs.turn({ program: program.id, knobs: changed, because: 'a simulation' });
      }
      const ids = [...new Set([...running, ...drafts.flatMap(({ leadIds }) => leadIds)])];
      await readingDatabase(async (trx) => await copyLeads(trx, copy, ids));
      return `${ids.length} leads of the database`;
    },
    async begin(world, db) {
      for (const draft of drafts) await launched(world, draft);
      await world.relay();
      for (const [address, of] of await knownIn(db, app)) known.set(address, of);
    },
    knownOf: (address) => known.get(address) ?? unknown,
  };
}

const launched = async ({ as }: VirtualWorld, { leadIds, ...draft }: SampleDraft): Promise<unknown> =>
  await as('marketer').campaigns.launch({ ...draft, audience: { leadIds: [...leadIds] } });

/** What modelled people know of the program that a lead is in, by its address; a main program before a side program. */
async function knownIn(db: Db, { programs }: App): Promise<(readonly [string, Known])[]> {
  const places = await db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .leftJoin('inputs', 'inputs.campaignId', 'enrolments.campaignId')
    .where('enrolments.state', 'in', livingStates)
    .select(['leads.email', 'enrolments.program', 'inputs.values'])
    .orderBy('enrolments.lane', (order) => order.desc().nullsLast())
    .execute();
  return places.map(({ email, program, values }) => [
    email,
    { input: values ?? {}, connect: own(programs, program)?.recycle.connect },
  ]);
}
