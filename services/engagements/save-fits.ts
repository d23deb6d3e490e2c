import { fitOf } from '../../domain/scoring/fit.ts';
import { own } from '../../domain/text/own.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../../db/database.ts';
import { savedFits, writeFits, writeModelFits, type Affected } from '../../db/leads/fits.ts';
import type { ScorePolicy } from './becomes-hot.ts';

/**
 * Saves the fit of leads by every model, where it is another one than before; in few statements, however many leads there are.
 * Nobody becomes ready for sales here: that is for a program to hear, when the lead is in one.
 * @returns how many leads changed
 */
export async function saveFits(trx: Trx, { scoring }: ScorePolicy, affected: Affected, at: Instant): Promise<number> {
  const known = await savedFits(trx, affected);
  const byDeciding = known
    .map(({ leadId, facts, fit: before }) => ({ leadId, before, fit: fitOf(scoring, facts) }))
    .filter(({ before, fit }) => fit !== before);
  const byOthers = Object.entries(scoring.models).flatMap(([model, its]) =>
    known
      .map(({ leadId, facts, others }) => ({ leadId, model, before: own(others, model), fit: fitOf(its, facts) }))
      .filter(({ before, fit }) => fit !== before),
  );
  if (byDeciding.length > 0) await writeFits(trx, byDeciding, at);
  if (byOthers.length > 0) await writeModelFits(trx, byOthers, at);
  return new Set([...byDeciding, ...byOthers].map(({ leadId }) => leadId)).size;
}
