import { sideRulesOf } from '../../db/campaigns/programs.ts';
import type { Db } from '../../db/database.ts';
import { isWithSales } from '../../domain/lead/funnel.ts';
import { quantity } from '../../domain/text/words.ts';
import type { Campaign } from './known-campaign.ts';
import type { Judged } from './reckon.ts';

/** Another campaign that has a lead now, and what that means for the lead in this one. */
export interface Conflict {
  readonly campaign: string;
  readonly because: string;
}

const bothCount = 'may wait: the caps count the emails of both';

/** Finds the conflicts of a lead with a campaign: what the entrance refuses, and what the check of each email holds. */
export async function conflictsWith(
  db: Db,
  { program, content }: Pick<Campaign, 'program' | 'content'>,
): Promise<(judged: Judged) => readonly Conflict[]> {
  const rules = await sideRulesOf(db, program);
  const [lane, waitsForSales] = [rules?.lane ?? null, rules?.whileInSales !== 'send'];
  const oneAtATime = `can’t enter: a lead is in one program${lane === null ? '' : ` of the lane "${lane}"`} at a time`;
  const besideMain = (isInSales: boolean): string =>
    isInSales && waitsForSales
      ? 'must wait: no email goes out until sales is done'
      : `${bothCount}, and the lead’s main program goes first`;
  return ({ lead: { stage, runsIn, runsBeside }, refused }) => {
    const same = runsIn === null ? [] : [{ campaign: runsIn, because: content === null ? oneAtATime : bothCount }];
    if (refused) return same;
    return [
      ...same,
      ...runsBeside.map(({ campaign, isMain }) => ({ campaign, because: isMain ? besideMain(isWithSales(stage)) : bothCount })),
    ];
  };
}

/** Counts the leads of each conflict. */
export function createConflictTally() {
  const found = new Map<string, Conflict & { readonly leads: number }>();
  return {
    add: (conflict: Conflict): void => {
      const key = `${conflict.campaign}\n${conflict.because}`;
      found.set(key, { ...conflict, leads: (found.get(key)?.leads ?? 0) + 1 });
    },
    all: () =>
      [...found.values()].map((conflict) => ({
        ...conflict,
        text: `${quantity(conflict.leads, 'lead')} in "${conflict.campaign}" ${conflict.because}`,
      })),
  };
}
