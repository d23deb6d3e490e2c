import { peopleBehind, resultsByEmail, resultsByStage, type Behind, type Goals } from '../../db/campaigns/results.ts';
import { wasSent } from '../../db/touches/content-versions.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { labelOf } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { personaNamed } from '../procedures/policy-names.ts';
import { badRequest, unknownName } from '../procedures/refusal.ts';
import { pageOf } from '../procedures/page.ts';
import { holdoutOf } from './holdout.ts';
import { progress } from './members.ts';
import type { ReportDeps } from '../reports/input.ts';
import { knownCampaign } from './known-campaign.ts';

interface ResultsOrder {
  readonly campaignId: string;
  readonly by: 'email' | 'variant' | 'stage';
}

/** The results of a campaign: what was sent and what came of it, by email, by version, or by the stage of its leads. */
export async function results(deps: ReportDeps, { campaignId, by }: ResultsOrder) {
  const { db } = deps;
  const campaign = await knownCampaign(deps, campaignId);
  const { id, name, state, content, cost } = campaign;
  const rows =
    by === 'stage'
      ? (await resultsByStage(db, id)).map(({ stage, leads }) => ({ stage, label: labelOf(funnelStages, stage), leads }))
      : (await resultsByEmail(db, id, goalsOf(deps), by === 'variant')).map(({ because, ...row }) => ({
          ...row,
          notSentBecause: Object.entries(because).map(([code, leads]) => ({ code, text: codeInWords(code), leads })),
        }));
  const [come, holdout] = await Promise.all([progress(deps, id, content !== null), holdoutOf(db, campaign)]);
  return { campaignId: id, name, state, cost, progress: come, rows, holdout };
}

interface PeopleOrder extends Behind {
  readonly campaignId: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The leads behind a number of the results. */
export async function people(deps: ApiDeps, { campaignId, after, limit, ...behind }: PeopleOrder) {
  await knownCampaign(deps, campaignId);
  await mustBeAskable(deps, behind);
  const found = await peopleBehind(deps.db, campaignId, behind, { goals: goalsOf(deps), after, limit });
  return pageOf(found, { limit }, ({ leadId }) => leadId);
}

/**
 * @throws Refusal for an email, a persona or a stage that there is not (an email may be one that the app had before), and for emails
 * without a measure
 */
async function mustBeAskable(deps: ApiDeps, { content, persona, measure, because, stage }: Behind): Promise<void> {
  const contents = Object.keys(deps.settings.content);
  if (content !== undefined && !contents.includes(content) && !(await wasSent(deps.db, content)))
    throw unknownName('content', content, contents);
  if (typeof persona === 'string') personaNamed(deps, persona);
  if (stage !== undefined && !Object.hasOwn(funnelStages, stage)) throw unknownName('stage', stage, Object.keys(funnelStages));
  const ofEmails = [content, persona, because].find((one) => one !== undefined);
  if (measure === undefined && ofEmails !== undefined)
    throw badRequest(
      'measureMissing',
      'The request names emails, but not what came of them.',
      ofEmails,
      'Give a measure, such as sent.',
    );
}

const goalsOf = ({ settings }: ReportDeps): Goals =>
  Object.fromEntries(Object.entries(settings.content).map(([id, { entry }]) => [id, entry.goal]));
