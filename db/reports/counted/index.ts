import { answers } from './answers.ts';
import type { CountedSet } from './counted-set.ts';
import { emails } from './emails.ts';
import { feedback } from './feedback.ts';
import { arrived, enrolled } from './journeys.ts';
import { costs, deals } from './money.ts';
import { handOvers, moves, now, nurtured, touchesBefore } from './moves.ts';
import { decided, heldBack, passed } from './review.ts';
import { outcomes, rungs, tasks } from './sales.ts';

/** All that reports count. A number of a report is the number of rows of one of these sets, and its leads are theirs. */
export const countedSets = {
  arrived, enrolled, emails, tasks, rungs, outcomes, moves, touchesBefore, nurtured, handOvers, now, deals, costs, answers, feedback, passed, decided, heldBack,
} as const satisfies Record<string, CountedSet>; // prettier-ignore

export type SetName = keyof typeof countedSets;
export const countedSet = (name: SetName): CountedSet => countedSets[name];
