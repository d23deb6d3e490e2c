import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { diceOf } from '../../simulate/dice.ts';
import { FILE_SEED, makeRows } from './make-people.ts';
import { partOf } from '../../simulate/audience/parts.ts';
import type { Row } from './person.ts';
import { staff } from './staff.ts';

/** An open opportunity, as the CRM has it. */
export interface Deal {
  /** The address of the lead that it is with. */
  readonly email: string;
  /** The key of the salesperson whose it is. */
  readonly owner: string;
  readonly amount: number;
  readonly closeAfter: number;
  readonly nextStep: string;
}

const nextSteps = ['Send the offer', 'Visit the site', 'Talk to IT', 'Agree on the pilot'] as const;

/** The opportunities that are open when the campaign begins; two for each salesperson. */
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
