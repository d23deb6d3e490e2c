import { modelTallies } from '../../db/leads/model-scores.ts';
import { decidedLeads } from '../../db/reports/outcomes.ts';
import { endOf, type Scope } from '../../db/reports/scope.ts';
import { adviceOn } from '../../domain/reports/advice.ts';
import { backtest } from '../../domain/reports/backtest.ts';
import type { ScoringModel } from '../../domain/scoring/scoring-policy.ts';
import { own } from '../../domain/text/own.ts';
import { DAY, YEAR } from '../../domain/time/duration.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { spanOf } from './input.ts';
import { labelsOf } from './labels.ts';
import { grouped, listOf, numbersOf } from './rows.ts';

type Deps = Pick<ApiDeps, 'db' | 'policy'>;

/** What a lead that was held back lacks. */
const lacking: Readonly<Record<string, { readonly label: string }>> = {
  someInterest: { label: 'They are warm: a lower threshold of interest would pass them on' },
  acts: { label: 'They are hot, but lack different acts, an act close to a purchase, or a channel' },
  interest: { label: 'They show too little interest' },
  fit: { label: 'They do not fit' },
};

/** Sales needs time to decide, so advice looks further back than the review. */
const ADVICE_OVER = 90 * DAY;

/** The leads that were passed to sales, the leads that were held back, and advice about the threshold. */
export async function reviewReport({ db, policy }: Deps, scope: Scope) {
  const [[passed], [held], [lately], labels] = await Promise.all([
    grouped(db, 'passed', scope, undefined, ['fate', 'reason']),
    grouped(db, 'heldBack', scope, undefined, ['lacks']),
    grouped(db, 'passed', { ...scope, from: endOf(scope) - ADVICE_OVER }, undefined, ['fate']),
    labelsOf({ db, policy }),
  ]);
  const fates = { accepted: { fate: 'accepted' }, returned: { fate: 'returned' }, open: { fate: 'open' } };
  const { accepted, returned } = numbersOf(lately!, fates);
  const close = numbersOf(held!, { close: { lacks: 'someInterest' } }).close;
  return {
    ...spanOf(scope),
    passed: {
      ...numbersOf(passed!, { all: {}, ...fates }),
      returnedBecause: listOf(passed!, 'reason', { fate: 'returned' }, (reason) => labels('reason', reason)),
    },
    heldBack: {
      ...numbersOf(held!, { all: {} }),
      lacks: listOf(held!, 'lacks', {}, (lacks) => own(lacking, lacks ?? '')?.label ?? ''),
    },
    ...adviceOn({ accepted, returned, close }, policy.agreement.acceptedShare),
  };
}

/** Leads whose acts a backtest reads. */
const MOST = 2_000;

/** What each threshold of interest would have done about the leads that were won and lost, by model. */
export async function backtestReport({ db, policy }: Deps, scope: Scope) {
  const year = { ...scope, from: Math.min(scope.from, endOf(scope) - YEAR) };
  const isFiltered = Object.keys(scope.where).length > 0;
  const [leads, tallies] = await Promise.all([decidedLeads(db, year, MOST), isFiltered ? [] : modelTallies(db)]);
  const models: readonly (readonly [string, ScoringModel])[] = [
    ['deciding', policy.scoring],
    ...Object.entries(policy.scoring.models),
  ];
  return {
    ...spanOf(year),
    won: leads.filter(({ isWon }) => isWon).length,
    lost: leads.filter(({ isWon }) => !isWon).length,
    models: models.map(([model, scoring]) => ({
      model,
      threshold: scoring.hot.upper,
      thresholds: backtest(
        scoring,
        leads.map((lead) => ({ ...lead, fit: own(lead.fits, model) ?? lead.fit })),
      ),
      /** What it would have decided about all leads that it has scored; missing for the deciding one, and if a filter is given. */
      tally: tallies.find((tally) => tally.model === model) ?? null,
    })),
  };
}
