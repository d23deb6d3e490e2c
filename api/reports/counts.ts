import { results } from '../campaigns/results.ts';
import { contentGrid } from '../content/grid.ts';
import { contentResults } from '../content/results.ts';
import { versionsSent } from '../content/versions.ts';
import { emailsReport } from './emails.ts';
import { feedbackReport } from './feedback.ts';
import { forecastReport } from './forecast.ts';
import { funnelReport } from './funnel.ts';
import { scopeOf, type ReportDeps, type ScopeInput } from './input.ts';
import { moneyReport } from './money.ts';
import { answersReport, nowReport, readyReport, sourcesReport, touchesReport } from './nurture.ts';
import { experience } from './plan.ts';
import { backtestReport, reviewReport } from './review.ts';
import { agreementReport, slaReport } from './sales.ts';
import { lastMonthReport } from './simulated/last-month.ts';
import { tooOldNow } from '../health/too-old-now.ts';
import { unattendedNow, type UnattendedCount } from '../../services/intake/attend.ts';

type By = ScopeInput & { readonly by: string };

const unattended: (deps: ReportDeps, input: object) => Promise<UnattendedCount> = ({ db, clock }) =>
  unattendedNow(db, clock.now());

/** How each report is counted from the input of its procedure, for a person who asks and for the sweep that counts ahead. */
export const counts = {
  funnel: (deps: ReportDeps, input: ScopeInput & { readonly by?: string | undefined }) =>
    funnelReport(deps, scopeOf(deps, input), input.by),
  now: (deps: ReportDeps, input: ScopeInput) => nowReport(deps, scopeOf(deps, input)),
  ready: (deps: ReportDeps, input: ScopeInput) => readyReport(deps, scopeOf(deps, input, 365)),
  agreement: (deps: ReportDeps, input: ScopeInput) => agreementReport(deps, scopeOf(deps, input, 30)),
  sla: (deps: ReportDeps, input: By) => slaReport(deps, scopeOf(deps, input, 30), input.by),
  emails: (deps: ReportDeps, input: By) => emailsReport(deps, scopeOf(deps, input, 30), input.by),
  sources: (deps: ReportDeps, input: ScopeInput) => sourcesReport(deps, scopeOf(deps, input)),
  touches: (deps: ReportDeps, input: ScopeInput & { readonly stage: string }) =>
    touchesReport(deps, scopeOf(deps, input), input.stage),
  money: (deps: ReportDeps, input: By) => moneyReport(deps, scopeOf(deps, input, 365), input.by),
  experience: (deps: ReportDeps, input: ScopeInput) => experience(deps, scopeOf(deps, input)),
  forecast: (deps: ReportDeps, { ahead }: { readonly ahead: number }) => forecastReport(deps, scopeOf(deps), ahead),
  lastMonth: (deps: ReportDeps, { month }: { readonly month: string }) => lastMonthReport(deps, month),
  answers: (deps: ReportDeps, input: ScopeInput) => answersReport(deps, scopeOf(deps, input)),
  feedback: (deps: ReportDeps, input: By) => feedbackReport(deps, scopeOf(deps, input), input.by),
  review: (deps: ReportDeps, input: ScopeInput) => reviewReport(deps, scopeOf(deps, input, 7)),
  backtest: (deps: ReportDeps, input: ScopeInput) => backtestReport(deps, scopeOf(deps, input, 365)),
  contentGrid: (deps: ReportDeps, input: ScopeInput) => contentGrid(deps, scopeOf(deps, input, 30)),
  contentResults: (deps: ReportDeps, { id, ...of }: ScopeInput & { readonly id: string }) =>
    contentResults(deps, id, scopeOf(deps, of)),
  versionsSent: (deps: ReportDeps, { id }: { readonly id: string }) => versionsSent(deps, id),
  'campaigns.results': (deps: ReportDeps, input: Parameters<typeof results>[1]) => results(deps, input),
  unattended,
  tooOld: (deps: ReportDeps, _input: object) => tooOldNow(deps),
};

export type ReportName = keyof typeof counts;
export type CountedInput<N extends ReportName> = Parameters<(typeof counts)[N]>[1];

/** What the pages of the console ask when they open: it is counted before anybody asks. */
export const openingQuestions: { readonly [N in ReportName]?: readonly CountedInput<N>[] } = {
  funnel: [{ days: 90 }, { days: 90, ago: 90 }, { days: 90, by: 'source' }],
  ready: [{ days: 90 }],
  sources: [{ days: 90 }],
  money: [
    { days: 90, by: 'campaign' },
    { days: 90, ago: 90, by: 'campaign' },
  ],
  emails: [
    { days: 90, by: 'content' },
    { days: 90, by: 'week' },
  ],
  agreement: [{ days: 7 }],
  sla: [
    { days: 7, by: 'sla' },
    { days: 7, by: 'rep' },
  ],
  experience: [{}],
  forecast: [{ ahead: 1 }],
  contentGrid: [{}],
  unattended: [{}],
  tooOld: [{}],
};
