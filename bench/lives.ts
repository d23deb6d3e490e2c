import { v7 as uuid } from 'uuid';
import type { Db } from '../db/database.ts';
import { wallClock, type Instant } from '../domain/time/clock.ts';
import { DAY } from '../domain/time/duration.ts';
import type { Engine } from '../engine/engine.ts';
import type { OutcomeReport } from '../domain/lead/messages.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import { withFacts } from './activities.ts';
import { addLeads, addTeams, bareLead } from './people.ts';
import { LIFE, wholeLife, type Report } from './story.ts';
import { bareWorld, trellisWorld, TUESDAY, type Earth, type World } from './virtual-world.ts';

/** The cost of a life. */
export interface Life {
  /** History events of each run. */
  readonly events: readonly number[];
  /** Number of calls of each activity. */
  readonly activities: Readonly<Record<string, number>>;
}

/** Runs a lead that never reacts through a program, on the virtual engine. */
export async function lifeIn(program: string, earth: Earth): Promise<Life> {
  await using world = await trellisWorld(earth);
  const leadId = await enrol(world, earth.db, program);
  return await lived(world, workflowIdOf(leadId));
}

/** Runs a lead through `b2b-software` from inquiry to customer, on the virtual engine. */
export async function lifeOfCustomer(earth: Earth): Promise<Life> {
  const { db } = earth;
  const reps = await addTeams(db);
  await using world = await trellisWorld(earth);
  const { engine, leads } = world;
  const leadId = await enrol(world, db, 'b2b-software');
  for (const step of wholeLife) {
    const at = TUESDAY + step.day * DAY;
    engine.at(at, () => ('act' in step ? act(leads, leadId, step.act, at) : report(db, leads, leadId, step.report, reps, at)));
  }
  return await lived(world, workflowIdOf(leadId));
}

/** Runs a bare workflow; `wholeLife` gets the same events as the customer above. */
export async function bareLife(workflow: 'mails' | 'wholeLife', earth: Earth, ...args: unknown[]): Promise<Life> {
  await using world = await bareWorld(earth);
  const { engine } = world;
  await engine.start(workflow, { workflowId: workflow, args: [bareLead(), ...args] });
  for (const step of workflow === 'wholeLife' ? wholeLife : []) {
    engine.at(TUESDAY + step.day * DAY, () =>
      'act' in step ? engine.signal(workflow, 'engaged', step.act) : engine.update(workflow, 'report', { args: [step.report] }),
    );
  }
  return await lived(world, workflow);
}

/** @returns the id of the lead */
export async function enrol({ leads }: { leads: Engine }, db: Db, program: string): Promise<string> {
  const [enrolment] = await addLeads(db, { count: 1, program, at: TUESDAY, clock: wallClock });
  const [start] = await withFacts(db, { spec: wallClock, now: () => TUESDAY }, [enrolment!]);
  await leads.enrol(start!);
  return enrolment!.leadId;
}

async function lived({ engine, calls }: World, workflowId: string): Promise<Life> {
  await engine.runUntil(TUESDAY + LIFE);
  const status = engine.status(workflowId);
  if (status !== 'completed') throw new Error(`expected ${workflowId} to have completed, got ${status}`);
  return { events: engine.historyLengths(workflowId), activities: Object.fromEntries(calls) };
}

const act = (leads: Engine, leadId: string, kind: 'downloaded' | 'visited', at: Instant): Promise<void> =>
  leads.signal(leadId, 'engaged', { id: uuid(), kind, at, ...(kind === 'visited' && { page: 'pricing', ready: 'mql' }) });

async function report(
  db: Db,
  leads: Engine,
  leadId: string,
  disposition: Report,
  reps: { sdr: string; salesperson: string },
  at: Instant,
) {
  const task = await db.selectFrom('tasks').select(['id', 'assigneeId']).where('leadId', '=', leadId).where('state', '=', 'open').executeTakeFirstOrThrow(); // prettier-ignore
  const by = disposition === 'noAnswer' || disposition === 'qualified' ? reps.sdr : reps.salesperson;
  const outcome: OutcomeReport = { id: uuid(), taskId: task.id, by, disposition, at };
  await leads.update(leadId, 'reportOutcome', disposition === 'qualified' ? { ...outcome, meetingAt: at + 2 * DAY } : outcome);
}
