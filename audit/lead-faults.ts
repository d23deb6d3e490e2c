import { sql } from 'kysely';
import { isStarting, placesOfLeads } from '../db/system/places.ts';
import { unansweredRequests, untoldRequests } from '../db/engagements/unheard-requests.ts';
import { inLane, laneOf } from '../db/campaigns/lanes.ts';
import { isBraked } from '../db/campaigns/brakes.ts';
import { enterDeferred } from '../services/campaigns/enter-deferred.ts';
import { attendLead } from '../services/intake/attend.ts';
import { giveToPerson } from '../services/tasks/unattended.ts';
import type { FunnelStage } from '../domain/lead/funnel.ts';
import type { AuditDeps } from './deps.ts';
import { diagnose } from './diagnose.ts';
import { CannotRepair, type FaultKind, type Found } from './fault.ts';
import { reopen } from './reopen.ts';
import { restart, startAnew } from './restart.ts';
import { writeEnd } from './write-end.ts';
import { look, statusOf, type Whose } from './workflows.ts';
import { trackKinds, visitOfTrack } from '../db/leads/journal-tables.ts';
import { living, started } from '../db/states.ts';
import { livingStates } from '../domain/lead/enrolment-states.ts';

/** SQL: the last visit in an enrolment's journal, which may differ from the enrolment's own. */
const visitInJournal = (enrolmentId: string) =>
  sql`(select max(${visitOfTrack}) from transitions as line where line.enrolment_id = ${sql.ref(enrolmentId)} and line.kind in ${trackKinds})`;

/** Faults of leads. */
export const leadFaults = {
  workflowGone: {
    label: 'leads in a program whose workflow is gone',
    todo: 'Move them by hand, or enrol them in a campaign again.',
    find: () => sql`select e.id::text as id, e.lead_id, e.lane, e.track as detail from enrolments e
      left join live on live.lead_id = e.lead_id and live.lane is not distinct from e.lane and coalesce(live.enrolment_id, e.id) = e.id
      where e.state in ${living} and live.lead_id is null and not ${isStarting('e')}`,
    confirm: async ({ client }, found) => {
      const seen = await look(client, found);
      if (seen?.status === 'RUNNING' && seen.enrolmentId === found.id) return undefined;
      const isOurs = seen?.enrolmentId === found.id;
      return {
        ...found,
        detail: [found.detail ?? 'no track yet', isOurs ? seen.status.toLowerCase() : 'not in Temporal'].join(', '),
      };
    },
    remedy: 'restarts them in their last track, or records the end that they reached; nothing is sent twice',
    repair: async (deps, { id, leadId, lane }) => {
      const whose = { leadId: leadId!, lane };
      const seen = await look(deps.client, whose);
      if (seen?.status === 'RUNNING' && seen.enrolmentId !== id)
        throw new CannotRepair('a workflow of another enrolment runs for this lead: repair that one first');
      if (seen?.status === 'COMPLETED' && seen.enrolmentId === id) return await writeEnd(deps, whose, id, seen.runId);
      return await restart(deps, whose, 'restarted by the audit: its workflow was gone');
    },
  },
  enrolmentGone: {
    label: 'leads whose workflow runs, although Postgres has no enrolment for it or an ended one',
    todo: 'Restore their leads, or end their workflows: temporal workflow terminate --workflow-id lead/ID.',
    find: () => sql`select concat_ws('/', live.lead_id, live.lane) as id, live.lead_id, live.lane, coalesce(e.state, case when leads.id is null then 'the lead is unknown' else 'no enrolment' end) as detail
      from live left join enrolments e on e.id = live.enrolment_id left join leads on leads.id = live.lead_id
      where leads.id is null or e.id is null or e.state not in ${living}`,
    confirm: async ({ client, db }, found) => {
      const seen = await look(client, found);
      if (seen?.status !== 'RUNNING') return undefined;
      const active = await activeEnrolment(db, found);
      return active !== undefined && active === seen.enrolmentId ? undefined : found;
    },
    remedy: 'restores the enrolment from the workflow',
    repair: reopen,
  },
  differs: {
    label: 'leads whose workflow and Postgres disagree',
    todo: 'Compare trellis status and trellis story, then move them: trellis call ops.moveTo.',
    find: ({ deep }) => sql`select e.id::text as id, e.lead_id, e.lane, concat_ws(' ', e.track, leads.stage) as detail
      from live join enrolments e on e.id = live.enrolment_id join leads on leads.id = live.lead_id
      where e.state in ${started} and (${deep}::boolean or (live.track is not null and live.track is distinct from e.track) or (e.lane is null and leads.stage <> coalesce((
        select "to" from transitions t where t.enrolment_id = e.id and t.visit = e.visit and t.kind = 'stage'
        order by n desc limit 1), live.stage))
        or e.visit <> ${visitInJournal('e.id')})`,
    confirm: differenceOf,
    remedy: 'keeps the state that is further along: updates Postgres, or restarts the workflow from Postgres',
    repair: async (deps, found) => {
      const { db, client } = deps;
      const says = await statusOf(client, found);
      if (!says) throw new CannotRepair('its workflow does not answer');
      const { rows } = await sql<{
        visit: number | null;
      }>`select ${visitInJournal('enrolments.id')} as visit from enrolments where id = ${found.id}::uuid`.execute(db);
      if (says.visit >= (rows[0]?.visit ?? 0)) return await reopen(deps, found);
      return await startAnew(deps, found, 'restarted by the audit: its workflow was behind');
    },
  },
  stuck: {
    label: 'leads that are stuck',
    todo: 'See the cause: trellis call ops.stuck.',
    find: () => sql`select concat_ws('/', s.lead_id, s.lane) as id, s.lead_id, s.lane, concat_ws(' ', s.cause, s.place) as detail from stuck_leads s
      where s.cause <> 'workflowGone'`,
    confirm: async ({ client, db }, found) => {
      const enrolmentId = await activeEnrolment(db, found);
      const { leadId, lane } = found;
      return enrolmentId !== undefined && (await diagnose(client, { leadId: leadId!, lane, enrolmentId })) ? found : undefined;
    },
    repair: () => Promise.reject(new CannotRepair('the code must change, or a person must move the lead')),
  },
  requestUnanswered: {
    label: 'unanswered requests: no program received them, and no rep has a task',
    todo: 'Add a team with reps (trellis staff): it then gets the requests automatically.',
    find: () =>
      sql`select id::text as id, lead_id, kind as detail from (${unansweredRequests} union ${untoldRequests}) as request`,
    remedy: 'opens a task for a rep',
    repair: async ({ db, policy, newId, clock }, { id }) => {
      const { at, ...request } = await db
        .selectFrom('engagements')
        .select(['id', 'leadId', 'kind', 'source', 'isRequest', 'at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      if (!(await giveToPerson(db, policy, newId, { ...request, at: at.getTime() }, clock.now())))
        throw new CannotRepair('no team exists');
      return 'opened a task for a rep';
    },
  },
  nowhere: {
    label: 'leads that no program, task or person handles',
    todo: 'Add a team with reps (trellis staff), or add them to a campaign.',
    find: () => sql`select placed.lead_id::text as id, placed.lead_id, leads.stage as detail
      from (${placesOfLeads}) as placed join leads on leads.id = placed.lead_id
      left join enrolments e on e.lead_id = leads.id and e.lane is null and e.state in ${living}
      left join live on live.lead_id = leads.id and live.lane is null
      where place = 'nowhere' and e.id is null and live.lead_id is null`,
    remedy: 'lets them into the standing program, or opens a task for a rep',
    repair: async ({ db, policy, newId, clock }, { id }) => {
      if (!(await attendLead(db, policy, newId, id, clock.now()))) throw new CannotRepair('no team exists');
      return 'gave them to the standing program or a rep';
    },
  },
  stillDeferred: {
    label: 'enrolments that wait although their leads are in no program',
    todo: 'Check that a relay runs (trellis api).',
    find: ({ late, now }) => sql`select waits.id::text as id, waits.lead_id, campaigns.name as detail
      from deferred_enrolments as waits join campaigns on campaigns.id = waits.campaign_id join leads on leads.id = waits.lead_id
      where not ${isBraked(sql`waits.campaign_id`, sql`true`, sql`${new Date(now)}`)} and not exists (select from enrolments where enrolments.lead_id = waits.lead_id
        and enrolments.lane is not distinct from ${laneOf(sql`campaigns.program`)} and (enrolments.state in ${living} or enrolments.ended_at > ${new Date(late)}))`,
    remedy: 'lets them enter',
    repair: async ({ db, policy, newId, clock }) => {
      await enterDeferred(db, policy, newId, clock.now());
      return 'entered, or was refused with the reason';
    },
  },
} as const satisfies Record<string, FaultKind>;

async function activeEnrolment(db: AuditDeps['db'], { leadId, lane }: Whose): Promise<string | undefined> {
  const row = await db
    .selectFrom('enrolments')
    .select('id')
    .where('leadId', '=', leadId)
    .where(inLane(lane))
    .where('state', 'in', livingStates)
    .executeTakeFirst();
  return row?.id;
}

/** Compares a workflow's own status with the current state in Postgres. A running workflow that does not answer counts as a difference. */
async function differenceOf({ client, db }: AuditDeps, found: Found): Promise<Found | undefined> {
  const says = await statusOf(client, found);
  if (!says) {
    const runs = (await look(client, found))?.status === 'RUNNING';
    return runs ? { ...found, detail: 'its workflow does not answer: check that a worker runs' } : undefined;
  }
  const { rows } = await sql<{ track: string; visit: number; stage: FunnelStage }>`
    select track, visit, leads.stage from enrolments e join leads on leads.id = e.lead_id where e.id = ${found.id}::uuid`.execute(
    db,
  );
  const [has] = rows;
  const isSameStage = !has || found.lane || has.stage === says.stage;
  if (!has || (has.track === says.track && has.visit === says.visit && isSameStage)) return undefined;
  const detail = `workflow: ${says.track} (visit ${says.visit}), ${says.stage}; Postgres: ${has.track} (visit ${has.visit}), ${has.stage}`;
  return { ...found, detail };
}
