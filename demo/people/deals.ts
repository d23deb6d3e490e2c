import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { diceOf } from '../../simulate/dice.ts';
import { FILE_SEED, makeRows } from './make-people.ts';
import { partOf } from '../../simulate/audience/parts.ts';
import type { Row } from './person.ts';
import { staff } from './staff.ts';

/** An open opportunity, as in the CRM. */
export interface Deal {
  /** The address of its lead. */
  readonly email: string;
  /** The key of its salesperson. */
  readonly owner: string;
  readonly amount: number;
  readonly closeAfter: number;
  readonly nextStep: string;
}

const nextSteps = ['Send the offer', 'Visit the site', 'Talk to IT', 'Agree on the pilot'] as const;

/** The open opportunities at the start of the campaign; two for each salesperson. */
export function openDeals(rows: readonly Row[] = makeRows()): Deal[] {
  const dice = diceOf(`${FILE_SEED}/deals`);
  const owners = staff.filter(({ role }) => role === 'salesperson');
  return rows
    .filter(({ person, duplicate }) => partOf(person.part).oddity === 'inDeal' && !duplicate)
    .map(({ email }, n) => ({
      email,
      owner: owners[n % owners.length]?.key ?? '',
      amount: Math.round(dice.between(9, 60, n)) * 1000,
      closeAfter: Math.round(dice.between(30, 70, 'close', n)) * DAY,
      nextStep: dice.pick(nextSteps, 'step', n),
    }));
}

export const closeAtOf = (deal: Deal, now: Instant): Instant => now + deal.closeAfter;
