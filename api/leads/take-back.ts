import type { Principal } from '../../db/system/api-keys.ts';
import { hasOpenDeal } from '../../db/accounts/opportunities.ts';
import { programTaskOf } from '../../db/tasks/tasks.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { restUntil, type RecycleReason } from '../../domain/sales/recycle.ts';
import { own } from '../../domain/text/own.ts';
import { minuteInWords } from '../../domain/text/words.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { YEAR } from '../../domain/time/duration.ts';
import { mustLieAhead } from '../procedures/instant-input.ts';
import { badRequest, Refusal, unknownName } from '../procedures/refusal.ts';
import { askLead, type Asked } from './ask-lead.ts';

interface Order {
  readonly id?: string | undefined;
  readonly leadId: string;
  readonly because: string;
  /** Why, by the recycle table of the policy. */
  readonly reason?: RecycleReason | undefined;
  /** Until when it rests. */
  readonly until?: Instant | undefined;
}

/**
 * Takes a lead back from sales: closes its task and returns it to nurture. Its own acts can bring it to sales again.
 * @throws Refusal for a lead that sales does not have, or that has an open deal
 */
export async function takeBack(
  deps: ApiDeps,
  { name, repId, id: keyId }: Principal,
  { leadId, because, reason, until, id = deps.newId() }: Order,
): Promise<Asked> {
  const { db, clock } = deps;
  const taskId = await programTaskOf(db, leadId);
  if (taskId === undefined)
    throw new Refusal('CONFLICT', 'Sales does not have this lead.', {
      code: 'notWithSales',
      value: leadId,
      todo: 'See where it is (leads.status).',
    });
  if (await hasOpenDeal(db, leadId))
    throw new Refusal('CONFLICT', 'A rep has an open deal with this lead.', {
      code: 'openDeal',
      value: leadId,
      todo: 'Ask the owner of the deal to report it as lost, or as recycled.',
    });
  const payload = { id, taskId, by: repId ?? keyId, at: clock.now(), decision: 'takeBack', reason, until } as const;
  const event = { kind: 'leadTakenBack', by: name, data: { because } } as const;
  const asked = await askLead(deps, { leadId, update: { name: 'decide', payload }, event });
  if (asked.status === 'queued') return asked;
  const { recycle } = deps.policy;
  const rests = minuteInWords(restUntil(recycle, reason ?? 'takenBack', { at: payload.at, given: until }));
  return { ...asked, text: `Trellis has closed the sales task. The lead rests until ${rests}; then nurture continues.` };
}

/**
 * Sends a lead from sales back to nurture. The policy's reason decides how long the lead rests, where it continues, and which rep
 * gets it next.
 * @throws Refusal for a reason that the policy lacks, one that needs a date, and like `takeBack`
 */
export async function recycle(
  deps: ApiDeps,
  principal: Principal,
  { reason, until, leadId }: { readonly leadId: string; readonly reason: string; readonly until?: Instant | undefined },
): Promise<Asked> {
  const { reasons } = deps.policy.recycle;
  const spec = own(reasons, reason);
  if (!spec) throw unknownName('reason', reason, Object.keys(reasons));
  if (spec.rest === 'given' && until === undefined)
    throw badRequest('untilMissing', `"${spec.label}" needs the date until which the lead rests.`, reason, 'Say until.');
  if (spec.rest !== 'given' && until !== undefined)
    throw badRequest('untilFixed', `After "${spec.label}", a lead rests for ${spec.rest}.`, reason, 'Leave until out.');
  if (until !== undefined) mustLieAhead('until', until, { now: deps.clock.now(), most: 2 * YEAR });
  return await takeBack(deps, principal, { leadId, because: spec.label, reason: reason as RecycleReason, until });
}
