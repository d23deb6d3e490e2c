import { insertDeal, updateDeal, type DealFacts, type DealRow, type NewDeal } from '../../db/accounts/opportunities.ts';
import type { Trx } from '../../db/database.ts';
import { recordEvent } from '../../db/leads/lead-events.ts';
import { repNames } from '../../db/tasks/queue.ts';
import type { TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import { firstStage, stageOf, type DealsPolicy } from '../../domain/sales/deals-policy.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { tellOfTask, type GiveDeps } from '../tasks/give-task.ts';
import { startClock } from '../tasks/start-clock.ts';

type Optional = 'currency' | 'stage' | 'nextStep';
/** A deal as somebody reports it: without a stage it is in the first one, and without a currency in the company's. */
export type ToldDeal = Omit<NewDeal, Optional> & { readonly [K in Optional]?: NewDeal[K] | undefined };

export interface When {
  readonly at: Instant;
  /** Who told it: the name of a rep or of a key. */
  readonly by?: string | undefined;
}

/** Opens a deal, and records it in the story of its lead. */
export async function openDeal(trx: Trx, policy: DealsPolicy, told: ToldDeal, when: When): Promise<void> {
  const deal = {
    ...told,
    currency: told.currency ?? policy.currency,
    stage: told.stage ?? firstStage(policy),
    nextStep: told.nextStep ?? '',
  };
  await insertDeal(trx, deal, when.at);
  await recordEvent(trx, {
    leadId: deal.leadId,
    ...when,
    kind: 'dealOpened',
    data: await stepOf(trx, policy, deal, deal.ownerId),
  });
}

export interface DealChanges extends Partial<DealFacts> {
  readonly externalId?: string | undefined;
  readonly taskId?: string | undefined;
}

/**
 * Changes an open deal, and records what it is from now on.
 * @param isProgress whether its stage counts as moved even if it is the same
 * @returns whether anything has changed
 */
export async function changeDeal(
  trx: Trx,
  policy: DealsPolicy,
  deal: DealRow,
  changes: DealChanges,
  when: When,
  isProgress = false,
): Promise<boolean> {
  const before = factsOf(policy, deal);
  const after = { ...before, ...defined(changes) };
  const isMoved = isProgress || after.stage !== before.stage;
  await updateDeal(trx, deal.id, after, isMoved ? when.at : undefined);
  if (!isProgress && !wouldChange(policy, deal, changes)) return false;
  const data = { ...(await stepOf(trx, policy, after, deal.ownerId)), before: before.amount };
  await recordEvent(trx, { leadId: deal.leadId, ...when, kind: 'dealChanged', data });
  return true;
}

/** Whether changes would change a deal. */
export function wouldChange(policy: DealsPolicy, deal: DealRow, changes: DealChanges): boolean {
  const before = factsOf(policy, deal);
  return (Object.keys(before) as (keyof DealFacts)[]).some(
    (field) => changes[field] !== undefined && changes[field] !== before[field],
  );
}

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/** The facts of a saved deal; one of before there were stages is in the first one. */
const factsOf = (policy: DealsPolicy, { amount, currency, stage, closeAt, nextStep }: DealRow): DealFacts => ({
  amount,
  currency: currency ?? policy.currency,
  stage: stage ?? firstStage(policy),
  closeAt: closeAt.getTime(),
  nextStep,
});

async function stepOf(trx: Trx, policy: DealsPolicy, { amount, currency, stage, closeAt, nextStep }: DealFacts, ownerId: string) {
  const owner = (await repNames(trx, [ownerId])).get(ownerId) ?? null;
  const { label, probability } = stageOf(policy, stage);
  return { amount, currency, owner, nextStep, closeAt, stage: { label, probability } };
}

/**
 * The stage of a deal changed elsewhere: the clock of the salesperson's task about it restarts, as it does after their own
 * report.
 */
export async function restartClock(trx: Trx, { policy, newId }: GiveDeps, locked: TaskAndTeam, at: Instant): Promise<void> {
  if (locked.task.state !== 'open' || locked.task.sla !== 'opportunityStage') return;
  const clock = await startClock(trx, policy, locked, 'opportunityStage', at);
  await tellOfTask(trx, newId, locked.task, { at, clock });
}
