import { counts, type CountedInput, type ReportName } from './counts.ts';
import { knownCampaign } from '../campaigns/known-campaign.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { ReportDeps } from './input.ts';
import { saved } from './saved.ts';

type Answer<N extends ReportName> = Awaited<ReturnType<(typeof counts)[N]>>;
type Counts = { readonly [N in ReportName]: (deps: ReportDeps, input: CountedInput<N>) => Promise<Answer<N>> };

/**
 * The answer of a report: a saved one if counting takes long and nobody asks to recount.
 * @throws Refusal for a campaign that does not exist
 */
export async function report<N extends ReportName>(
  deps: ReportDeps & Pick<ApiDeps, 'log'>,
  name: N,
  input: CountedInput<N> & { readonly anew?: boolean | undefined },
): Promise<Answer<N> & { readonly countedAt: string }> {
  const { anew, ...question } = input;
  const { campaignId } = question as { readonly campaignId?: string };
  if (campaignId !== undefined) await knownCampaign(deps, campaignId);
  const count: Counts[N] = (counts as Counts)[name];
  return await saved(deps, name, question, async () => await count(deps, input), anew);
}
