import { repNames } from '../../db/tasks/queue.ts';
import { recordEvent } from '../../db/leads/lead-events.ts';
import { enqueue, isToHearOfWayBack } from '../../db/system/outbox.ts';
import type { Db, Trx } from '../../db/database.ts';
import type { OutboxMessage, Updates } from '../../domain/lead/messages.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { LeadEvent } from '../../domain/lead/lead-events.ts';
import { EngineUnavailable, LeadNotRunning, UpdateRejected } from '../../engine/engine.ts';
import { otherBody } from '../procedures/idempotent.ts';
import { Refusal } from '../procedures/refusal.ts';
import { rejectionCode, rejections } from '../../domain/lead/rejections.ts';

/** Applied by the lead, or queued while the engine is unavailable; then the lead applies it later, once, under the same id. */
export type Heard = { readonly status: 'applied'; readonly next: string } | { readonly status: 'queued' };

/** The same, with what happens next in words. */
export type Asked = Heard & { readonly text: string };

/** What a lead does when it has applied an update. */
const applied: Readonly<Record<keyof Updates, string>> = {
  reportOutcome: 'The report has reached the lead.',
  claim: 'The task is yours.',
  decide: 'The decision is made.',
  retry: 'The track runs again.',
  moveTo: 'The lead continues in the other track.',
};

const QUEUED = 'It is saved, and will reach the lead soon.';

type Update = { [N in keyof Updates]: { readonly name: N; readonly payload: Updates[N] } }[keyof Updates];

interface Question {
  readonly leadId: string;
  /** Of the side program that it concerns; without one, it concerns the lead's main program. */
  readonly lane?: string | undefined;
  readonly update: Update;
  /** What to record in the lead's story, and who asks. */
  readonly event?: LeadEvent & { readonly by: string };
  /** Runs in the transaction that saves the outbox row, if the question is queued. */
  readonly onQueued?: (trx: Trx) => Promise<void>;
}

/**
 * Asks a running lead to apply something. While the engine is unavailable, or an undo has yet to reach the lead, the question
 * waits its turn.
 * @throws Refusal with the reason if the lead refuses
 */
export async function askLead(
  { engine, db, clock, newId }: ApiDeps,
  { leadId, lane, update, event, onQueued }: Question,
): Promise<Asked> {
  const { id, at } = update.payload;
  const record = async (on: Db) => event && (await recordEvent(on, { ...event, leadId, at, key: `${update.name}/${id}` }));
  const queue = async (): Promise<Asked> => {
    const message = { type: 'update', lane, ...update } as OutboxMessage;
    await db.transaction().execute(async (trx) => {
      await enqueue(trx, [{ id: newId(), leadId, message, at: clock.now() }]);
      await record(trx);
      await onQueued?.(trx);
    });
    return { status: 'queued', text: QUEUED };
  };
  if (await isToHearOfWayBack(db, leadId, lane)) return await queue();
  try {
    const { next } = await engine.update(leadId, update.name, update.payload, lane);
    await record(db);
    return { status: 'applied', next, text: applied[update.name] };
  } catch (error) {
    if (error instanceof UpdateRejected) throw await inWords(db, update.payload.id, error);
    if (error instanceof LeadNotRunning) throw ended(leadId);
    if (error instanceof EngineUnavailable) return await queue();
    throw error;
  }
}

const ended = (leadId: string): Refusal =>
  new Refusal('CONFLICT', `No program runs for the lead ${leadId}: it never entered one, or its program has ended.`, {
    code: 'leadNotRunning',
    value: leadId,
    todo: 'Check its story. To start again, enrol it in a campaign.',
  });

/** Turns a rejection into a sentence for a person. */
async function inWords(db: Db, id: string, { rejection, details }: UpdateRejected): Promise<Refusal> {
  if (rejection === 'IdUsed') return otherBody(id);
  const names = await repNames(db, details);
  const { message, todo } = rejections[rejection];
  const rep = names.get(details[0] ?? '') ?? 'another rep';
  return new Refusal('CONFLICT', message(rep), { code: rejectionCode(rejection), value: details, todo });
}
