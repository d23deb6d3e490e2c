import { ContentMissing } from '../../content/errors.ts';
import { livelyCampaigns } from '../../db/campaigns/campaigns.ts';
import { expectReports, forgetReport, saveReport, takeDueReport } from '../../db/reports/saved-reports.ts';
import { DAY } from '../../domain/time/duration.ts';
import { own } from '../../domain/text/own.ts';
import { Refusal } from '../procedures/refusal.ts';
import { counts, openingQuestions, type ReportName } from './counts.ts';
import type { ReportDeps } from './input.ts';
import { questionOf } from './saved.ts';

type Count = (deps: ReportDeps, input: unknown) => Promise<unknown>;

/** For so long after its launch, people look at the results of a campaign whose leads have left it. */
const LOOKED_AT_FOR = 30 * DAY;

/** What the pages of the console ask when they open, those of each campaign that runs or is new and of each email included. */
export async function expectedQuestions({ db, clock, settings }: ReportDeps): Promise<readonly string[]> {
  const general = Object.entries(openingQuestions).flatMap(([name, inputs]) =>
    (inputs as readonly unknown[]).map((input) => questionOf(name, input)),
  );
  const ofCampaigns = (await livelyCampaigns(db, clock.now() - LOOKED_AT_FOR)).flatMap(({ id: campaignId, launchedAt }) => [
    questionOf('campaigns.results', { campaignId, by: 'email' }),
    questionOf('campaigns.results', { campaignId, by: 'stage' }),
    questionOf('funnel', { campaignId, from: launchedAt.getTime() }),
  ]);
  return [
    ...general,
    ...ofCampaigns,
    ...Object.keys(settings.content).flatMap((id) => [questionOf('contentResults', { id }), questionOf('versionsSent', { id })]),
  ];
}

/**
 * Counts the report that has waited longest, among those that people asked for lately and those that pages open with, so that nobody waits
 * for it. Nobody has to know what changes a report: it is counted as a whole, by the SQL that counts it for a person.
 * @returns how many reports it counted: one, or none if no report is due
 */
export async function recountNext(deps: ReportDeps): Promise<number> {
  const { db, clock } = deps;
  const at = clock.now();
  await expectReports(db, await expectedQuestions(deps), at);
  const asked = await takeDueReport(db, at);
  if (asked === undefined) return 0;
  const begun = performance.now();
  const answer = await countAgain(deps, asked);
  if (answer === undefined) await forgetReport(db, asked);
  else await saveReport(db, asked, { answer, tookMs: performance.now() - begun, at });
  return 1;
}

/** Undefined if the question can't be asked any more: its campaign, persona or email is gone, or another version of Trellis asked it. */
async function countAgain(deps: ReportDeps, asked: string): Promise<unknown> {
  const [name = '', input = ''] = asked.split(/ (.*)/s, 2);
  const count = own(counts, name as ReportName) as Count | undefined;
  try {
    return await count?.(deps, JSON.parse(input));
  } catch (error) {
    if (error instanceof Refusal || error instanceof ContentMissing) return undefined;
    throw error;
  }
}
