import { namesOf } from '../../db/campaigns/members.ts';
import { campaignStates } from '../../domain/lead/campaign-states.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { quantity, sentence } from '../../domain/text/words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, type Refusal } from '../procedures/refusal.ts';
import { SimulationFailed } from '../reports/simulated/simulator.ts';
import { conflictsWith, createConflictTally } from './conflicts.ts';
import { knownCampaign, type Campaign } from './known-campaign.ts';
import { createSample, expectedOf, type Expected } from './expected.ts';
import { createPlan } from './planned.ts';
import { createTally, judged, waitingIn, waitingInWords } from './reckon.ts';

const SAMPLE = 5;

export const noAudience = (name: string): Refusal =>
  badRequest(
    'audienceMissing',
    `The draft "${name}" has no audience.`,
    undefined,
    'Choose one, or everybody (campaigns.update).',
  );

/**
 * Who would get what a draft is about, who would not and why, with some people for each, the other campaigns that have them now and what this means, and what
 * is to be expected: emails a day, first emails, work for reps. Nothing is written and nothing is sent.
 * @param days how many days to simulate; 0 only counts the leads
 */
export async function preview(deps: ApiDeps, { campaignId, days }: { readonly campaignId: string; readonly days: number }) {
  const campaign = await knownCampaign(deps, campaignId);
  const { id, name, program, content, audience, state } = campaign;
  if (audience === null) throw noAudience(name);
  if (content === null) deps.simulate?.warm?.();
  const { leads, unanswered, tally, conflicts, sample, plan } = await judgeEverybody(deps, campaign, audience);
  const ids = sample.ids();
  const { expected, why } = plan
    ? { expected: plan.expected(), why: null }
    : await simulatedOrWhyNot(deps, campaign, { sample: ids, leads, days });
  const some = expected?.some.map(({ leadId }) => leadId) ?? ids.slice(0, SAMPLE);
  const names = await namesOf(deps.db, [...some, ...tally.reasons.flatMap((reason) => reason.some)]);
  const waiting = waitingIn(tally.reasons);
  const later = whoGetsItLater(unanswered, waiting);
  const people = (those: readonly string[]) => those.map((leadId) => ({ leadId, ...names.get(leadId)! }));
  return {
    campaignId: id,
    name,
    state,
    program: content === null ? program : null,
    email: content,
    /** Who would get it: what campaigns.start expects. */
    leads,
    /** How many of them get no marketing email before a person has answered them. */
    unanswered,
    /** Who is in another campaign, and may enter when that ends; `not` has them, too. */
    waiting,
    /** What becomes of these two groups, in words; empty if nobody waits. */
    later,
    not: tally.reasons.map(({ some, ...reason }) => ({ ...reason, people: people(some) })),
    conflicts: conflicts.all(),
    sample: people(some),
    /** What it would bring; null if nobody can say. */
    expected: expected && {
      ...expected,
      some: expected.some.map((lead) => ({ ...lead, ...names.get(lead.leadId)! })),
    },
    notExpectedBecause: why,
    next:
      state === 'draft'
        ? sentence(`It starts when you say so; expect ${quantity(leads, 'lead')}.`, later)
        : `The campaign is ${campaignStates[state].label}; this is who would enter by now.`,
  };
}

/** Counts who of an audience would get it, and who would not. A campaign of a single email has a plan of who gets it when. */
async function judgeEverybody(deps: ApiDeps, campaign: Campaign, audience: Expression) {
  const { id, content } = campaign;
  const tally = createTally(SAMPLE);
  const conflictsOf = await conflictsWith(deps.db, campaign);
  const conflicts = createConflictTally();
  const sample = createSample(id);
  const plan = content === null ? undefined : createPlan({ ...campaign, content }, deps.clock.now());
  let leads = 0;
  let unanswered = 0;
  for await (const page of judged(deps.db, deps, campaign, audience))
    for (const one of page) {
      const { lead, refused } = one;
      conflictsOf(one).forEach(conflicts.add);
      if (refused) {
        tally.add(lead.id, refused);
        continue;
      }
      leads++;
      if (lead.isUnanswered) unanswered++;
      sample.add(lead.id);
      plan?.add(lead.id);
    }
  return { leads, unanswered, tally, conflicts, sample, plan };
}

const whoGetsItLater = (unanswered: number, waiting: number): string =>
  sentence(
    unanswered === 0 ? '' : `${quantity(unanswered, 'lead')} of them will get no email before a person has answered.`,
    waitingInWords(waiting),
  );

interface ToSimulate {
  readonly sample: readonly string[];
  readonly leads: number;
  readonly days: number;
}

/** The forecast, or why there is none; the count is valid without a simulation. */
async function simulatedOrWhyNot(
  deps: ApiDeps,
  campaign: Campaign,
  order: ToSimulate,
): Promise<{ readonly expected: Expected | null; readonly why: string | null }> {
  const nothing = (why: string) => ({ expected: null, why });
  if (order.leads === 0) return nothing('Nobody would get it now.');
  if (order.days === 0) return nothing('You asked for no days, so the leads were only counted.');
  if (!deps.simulate)
    return nothing(
      'This server can’t simulate emails and calls; the count of leads is right. An administrator can serve the API with `trellis api`, which simulates.',
    );
  try {
    return { expected: await expectedOf(deps, campaign, order), why: null };
  } catch (error) {
    deps.log.warn({ campaign: campaign.id, error: bareError(error) }, 'An audience could not be simulated.');
    return nothing(error instanceof SimulationFailed ? error.message : BROKEN);
  }
}

/** What people read of an error that only the log may tell. */
const BROKEN =
  'The simulation of emails and calls failed; the count of leads is right. Try again. If it fails again, ask an administrator to look at the log.';
