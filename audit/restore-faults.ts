import { sql } from 'kysely';
import { Client } from '@temporalio/client';
import { createRenderer } from '../content/render.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { SentTouch } from '../domain/lead/messages.ts';
import { leadIn, LIFECYCLE, touchesQuery } from '../workflows/messages.ts';
import type { AuditDeps } from './deps.ts';
import { CannotRepair, type FaultKind, type Found, type Restore } from './fault.ts';
import { momentOf } from './pulse.ts';
import { eachOf } from './workflows.ts';
import { living, possiblySent, triedAgain } from '../db/states.ts';

/** Faults that only a restore causes: one of the two servers lost what the other still knows. */
export const restoreFaults = {
  touchForgotten: {
    label: 'sent touches that are missing from Postgres',
    todo: 'Start a worker: it answers from Temporal’s histories.',
    search: (deps, restore) => (restore.because === 'postgresOlder' ? forgottenTouches(deps, restore) : Promise.resolve([])),
    remedy: 'records them, so that the same content does not go out again',
    repair: writeTouch,
  },
  singleForgotten: {
    label: 'single emails that were due when Postgres was restored, and may have gone out before',
    todo: 'Check the log of the mail server, then settle them: trellis call ops.settle.',
    search: async ({ db, clock }, { because, since }) => {
      if (because !== 'postgresOlder') return [];
      const noticed = clock.now() - (Date.now() - since) * clock.spec.speed;
      const { rows } = await sql<Found>`select key as id, lead_id, content as detail from touches
        where enrolment_id is null and (state in ${triedAgain} or state = 'claimed') and due_at <= ${new Date(noticed)}
        order by key`.execute(db);
      return [...rows];
    },
    remedy: 'marks them as in doubt: no workflow remembers them, so Trellis never resends them',
    repair: async ({ db }, { id }) => {
      await sql`update touches set state = 'inDoubt', sent_at = due_at, due_at = null, reason = 'recovered'
        where key = ${id} and enrolment_id is null and (state in ${triedAgain} or state = 'claimed')`.execute(db);
      return 'marked as in doubt';
    },
  },
  notRetold: {
    label: 'messages that leads in a program received but Temporal has lost',
    todo: 'Nothing else: a lead recognises by its id a message that it already has.',
    search: async ({ db }, { because, lastBeat, since }) => {
      if (because !== 'temporalOlder') return [];
      const { rows } = await sql<Found>`select outbox.id::text as id, outbox.lead_id, message ->> 'name' as detail from outbox
        join enrolments on enrolments.lead_id = outbox.lead_id and enrolments.state in ${living}
          and enrolments.lane is not distinct from outbox.message ->> 'lane'
        where outbox.state = 'delivered' and message ->> 'type' in ('signal', 'update')
          and outbox.real_at >= ${new Date(momentOf(lastBeat) - A_WHILE)}
          and not exists (select from audit_log where action = 'audit.repair' and subjects @> array[outbox.id::text]
            and uuid_extract_timestamp(audit_log.id) >= ${new Date(since)})
        order by outbox.id`.execute(db);
      return [...rows];
    },
    remedy: 'sends them again',
    repair: async ({ db }, { id }) => {
      await sql`update outbox set state = 'waiting', real_next_at = null where id = ${id}::uuid and state = 'delivered'`.execute(
        db,
      );
      return 'sent again';
    },
  },
} as const satisfies Record<string, FaultKind>;

/** Real milliseconds before the last common beat in which messages may still have been on their way. */
const A_WHILE = 5 * 60_000;

/** A sent touch, from a history in Temporal. */
interface KnownTouch extends SentTouch {
  readonly leadId: string;
}

/**
 * Compares the ledger with the touches of all workflows that ran since the restored moment. Temporal keeps ended runs for its
 * retention time.
 */
async function forgottenTouches(deps: AuditDeps, { lastBeat }: Restore): Promise<Found[]> {
  const known = await sentSince(deps, momentOf(lastBeat) - A_WHILE);
  const { rows } = await sql<{ key: string }>`select key from touches where key = any (${known.map(({ key }) => key)}::text[])
    and (state in ${possiblySent} or state = 'refused')`.execute(deps.db);
  const saved = new Set(rows.map(({ key }) => key));
  return known
    .filter(({ key }) => !saved.has(key))
    .map((touch) => ({ id: touch.key, leadId: touch.leadId, detail: touch.content, touch }));
}

async function sentSince({ client, taskQueue }: AuditDeps, moment: number): Promise<KnownTouch[]> {
  const query = `WorkflowType = '${LIFECYCLE}' and TaskQueue = '${taskQueue}' and (ExecutionStatus = 'Running' or CloseTime > '${new Date(moment).toISOString()}')`;
  const runs: { workflowId: string; runId: string }[] = [];
  for await (const { workflowId, runId } of client.workflow.list({ query, pageSize: 1_000 })) runs.push({ workflowId, runId });
  return (await eachOf(runs, async (run) => await touchesOf(client, run))).flat();
}

/** Real milliseconds that a worker may take to replay a history. */
const ANSWERS_WITHIN = 10_000;

async function touchesOf(client: Client, { workflowId, runId }: { workflowId: string; runId: string }): Promise<KnownTouch[]> {
  // Ended runs answer, too: a worker replays their history.
  const { connection, options } = client;
  const asking = new Client({ connection, namespace: options.namespace, workflow: { queryRejectCondition: 'NONE' } });
  const ask = () => asking.workflow.getHandle(workflowId, runId).query(touchesQuery);
  const touches = await asking.withDeadline(Date.now() + ANSWERS_WITHIN, ask);
  return touches.map((touch) => ({ ...touch, leadId: leadIn(workflowId).leadId }));
}

async function writeTouch({ db, content }: AuditDeps, found: Found): Promise<string> {
  const { touch, leadId, id } = found as Found & { touch: KnownTouch };
  const version = createRenderer(content).versionFor(touch.content, touch.personas);
  const at = new Date(touch.at);
  const state = touch.inDoubt ? 'inDoubt' : 'accepted';
  return await inTransaction(db, async (trx) => {
    const enrolmentId = id.split('/')[0]!;
    const { rows } =
      await sql`insert into touches (key, lead_id, enrolment_id, campaign_id, track, content, persona, state, claimed_at, sent_at, settled_at, reason)
      select ${id}, lead_id, id, campaign_id, ${touch.track}, ${touch.content}, ${version === 'default' ? null : version}, ${state}, ${at}, ${at}, ${at}, 'recovered'
      from enrolments where id = ${enrolmentId} and lead_id = ${leadId}
      on conflict (key) do update set state = excluded.state, sent_at = excluded.sent_at, settled_at = excluded.settled_at,
        persona = excluded.persona, reason = excluded.reason
      returning key`.execute(trx);
    if (rows.length === 0) throw new CannotRepair('Postgres does not know its enrolment: repair that first');
    return 'recorded as sent';
  });
}
