import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { safeMode } from '../db/system/pulse.ts';
import { countPlaces, withLiveWorkflows, type LiveWorkflow, type Place } from '../db/system/places.ts';
import { setApart, verdictOf } from './acknowledge.ts';
import type { Audit, Counted, Finding } from './result.ts';
import type { AuditDeps } from './deps.ts';
import { faultKind, faults, type Fault } from './faults.ts';
import type { Found, Moments, Restore } from './fault.ts';
import { eachOf, liveWorkflows, type Whose } from './workflows.ts';
import { livingStates } from '../domain/lead/enrolment-states.ts';

interface Options {
  /** Gets a line about each step of the audit. */
  readonly onProgress?: (line: string) => void;
}

/** Real milliseconds between the two checks: a moving lead or a lagging list can look wrong for a moment. */
const BETWEEN_CHECKS = 2_000;
/** Real milliseconds: how long due work may take before it is late; how far apart an opt-out and an email count as simultaneous. */
const LATE = 10 * 60_000;
const RACE = 50;

/** Checks each lead, touch, task, report and message of an installation. Changes nothing; the installation may be running. */
export async function audit(deps: AuditDeps, { onProgress = () => {} }: Options = {}): Promise<Audit> {
  const { db, clock } = deps;
  const { speed } = clock.spec;
  const now = clock.now();
  const safe = await safeMode(db);
  const moments = { now, late: now - LATE * speed, race: RACE * speed, deep: safe !== undefined };
  onProgress('Temporal: listing the workflows that run');
  const live = await liveWorkflows(deps, (count) => onProgress(`Temporal: ${count} workflows listed`));
  onProgress(`Postgres: comparing ${live.length} workflows with leads, touches, tasks, reports and messages`);
  const first = await suspectsOf(db, live, moments);
  const all = first.size === 0 ? [] : await confirmed(deps, first, moments, onProgress);
  all.push(...(await searched(deps, moments, safe, onProgress)));
  const [leads, rows, { findings, acknowledged }] = await Promise.all([
    standing(deps, all, live),
    rowsByState(db),
    setApart(db, all),
  ]);
  return { leads, rows, ...verdictOf(findings), acknowledged, safeMode: safe?.because };
}

type Suspects = Map<Fault, readonly Found[]>;

/** What looks wrong in Postgres compared with the running workflows. */
const suspectsOf = (db: Db, live: readonly LiveWorkflow[], moments: Moments): Promise<Suspects> =>
  withLiveWorkflows(db, live, async (connection) => {
    const suspects: Suspects = new Map();
    for (const fault of Object.keys(faults) as Fault[]) {
      const query = faultKind(fault).find?.(moments);
      const { rows } = query ? await query.execute(connection) : { rows: [] };
      if (rows.length > 0) suspects.set(fault, rows);
    }
    return suspects;
  });

/** Faults that need more than one query to find, and the effects of a restore. */
async function searched(
  deps: AuditDeps,
  moments: Moments,
  restore: Restore | undefined,
  onProgress: (line: string) => void,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const fault of Object.keys(faults) as Fault[]) {
    const { judge, search, label } = faultKind(fault);
    const look = judge ? () => judge(deps, moments) : search && restore ? () => search(deps, restore) : undefined;
    if (!look) continue;
    onProgress(`looking for ${label}`);
    const found = await look();
    if (found.length > 0) findings.push({ fault, found });
  }
  return findings;
}

/** Faults that both checks found and that Temporal confirms. */
async function confirmed(
  deps: AuditDeps,
  first: Suspects,
  moments: Moments,
  onProgress: (line: string) => void,
): Promise<Finding[]> {
  await sleep(BETWEEN_CHECKS);
  const second = await suspectsOf(deps.db, await liveWorkflows(deps), moments);
  const findings: Finding[] = [];
  for (const [fault, found] of second) {
    const before = new Set(first.get(fault)?.map(({ id }) => id));
    const twice = found.filter(({ id }) => before.has(id));
    const { confirm, label } = faultKind(fault);
    if (confirm && twice.length > 0) onProgress(`Temporal: asking about ${twice.length} ${label}`);
    const sure = confirm ? await eachOf(twice, async (suspect) => await confirm(deps, suspect)) : twice;
    if (sure.length > 0) findings.push({ fault, found: sure });
  }
  return findings;
}

/** Where the leads are. A lead that only looked lost for a moment counts as in its program. */
async function standing(
  { db }: AuditDeps,
  findings: readonly Finding[],
  live: readonly LiveWorkflow[],
): Promise<Record<Place, number>> {
  const gone = new Set(findings.flatMap(({ fault, found }) => (fault === 'workflowGone' ? found.map(placeOf) : [])));
  const active = await db.selectFrom('enrolments').select(['leadId', 'lane']).where('state', 'in', livingStates).execute();
  const lost = new Set(findings.flatMap(({ fault, found }) => (fault === 'enrolmentGone' ? found.map(placeOf) : [])));
  const running = active.filter((lead) => !gone.has(placeOf(lead)) && !lost.has(placeOf(lead)));
  const contradicting = live.filter((lead) => lost.has(placeOf(lead)));
  const present = [...running.map((lead) => ({ ...lead, runId: '' })), ...contradicting];
  return await withLiveWorkflows(db, present, countPlaces);
}

const placeOf = ({ leadId, lane }: Whose): string => `${leadId}/${lane ?? ''}`;

async function rowsByState(db: Db): Promise<readonly Counted[]> {
  const { rows } = await sql<Counted>`
    select 'touches' as what, state, count(*)::int as count from touches group by 2
    union all select 'tasks', state, count(*)::int from tasks group by 2
    union all select 'reports', state, count(*)::int from dispositions group by 2
    union all select 'alerts', state, count(*)::int from alerts group by 2
    union all select 'outbox', state, count(*)::int from outbox group by 2
    order by 1, 3 desc, 2`.execute(db);
  return rows;
}
