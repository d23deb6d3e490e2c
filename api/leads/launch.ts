import { audiencePage } from '../../db/campaigns/audience.ts';
import { campaignById, insertCampaign } from '../../db/campaigns/campaigns.ts';
import { insertInput } from '../../db/campaigns/inputs.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { contextOf } from '../audience/read-audience.ts';
import { despiteClashes } from '../../db/clash.ts';
import { enrol } from '../../services/campaigns/enrol.ts';
import type { Trx } from '../../db/database.ts';
import { notAdmitted, type NotAdmitted } from '../../domain/scoring/admission.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { stickyFraction } from '../../domain/text/hash.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { insistOnInput, programNamed, type SaidInput } from './program-input.ts';
import { badRequest, notFound, Refusal } from '../procedures/refusal.ts';

export interface LaunchOrder {
  readonly name: string;
  readonly program: string;
  /** What the program takes from its campaign. */
  readonly input?: SaidInput | undefined;
  readonly audience: Expression;
  readonly cost: number;
  /** Days over which the leads enter, so that neither the email server nor a team is flooded. */
  readonly spreadDays: number;
  /** Hours by which each start varies, so that starts do not coincide. */
  readonly jitterHours: number;
  /** Whether archived leads may return. */
  readonly again: boolean;
  readonly by: string;
}

export interface Skipped extends NotAdmitted {
  readonly leadId: string;
}

/** @throws Refusal if the program is unknown or its input is wrong, the name is taken, or the audience is empty */
export async function launch(deps: ApiDeps, { audience, again, by, input = {}, ...order }: LaunchOrder) {
  const { db, clock, newId } = deps;
  const specs = programNamed(deps, order.program).input;
  const values = insistOnInput(specs, input);
  const campaign = { ...order, id: newId(), launchedBy: by, launchedAt: clock.now() };
  const begin = async (trx: Trx) => {
    if (!(await insertCampaign(trx, campaign)))
      throw new Refusal('CONFLICT', `The campaign "${order.name}" already exists.`, {
        code: 'nameTaken',
        value: order.name,
        todo: 'Choose another name, or add leads to the existing one (campaigns.add).',
      });
    if (Object.keys(specs).length > 0)
      await insertInput(trx, { id: newId(), program: order.program, campaignId: campaign.id, values });
    const result = await enrolAudience(trx, deps, campaign, { audience, again, by });
    if (result.enrolled + result.notEnrolled.length === 0)
      throw badRequest('audienceEmpty', 'This audience is empty.', audience, 'Widen it, or import leads first.');
    return { campaignId: campaign.id, ...result };
  };
  return await despiteClashes(() => db.transaction().execute(begin));
}

/** Adds leads to a running campaign. @throws Refusal if the campaign does not exist */
export async function enrolMore(
  deps: ApiDeps,
  { campaignId, ...whom }: { campaignId: string; audience: Expression; again: boolean; by: string },
) {
  const campaign = await campaignById(deps.db, campaignId);
  if (!campaign) throw notFound('campaign', campaignId);
  const add = async (trx: Trx) => await enrolAudience(trx, deps, { ...campaign, spreadDays: 0 }, whom);
  return await despiteClashes(() => deps.db.transaction().execute(add));
}

type Campaign = Pick<LaunchOrder, 'program' | 'spreadDays' | 'jitterHours'> & { readonly id: string };

const PAGE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Enrols the leads that may enter, and gives the reason for each of the others. */
async function enrolAudience(
  trx: Trx,
  deps: ApiDeps,
  campaign: Campaign,
  { audience, again, by }: { audience: Expression; again: boolean; by: string },
): Promise<{ enrolled: number; notEnrolled: Skipped[] }> {
  const { clock, policy, newId } = deps;
  const at = clock.now();
  const entering: string[] = [];
  const notEnrolled: Skipped[] = [];
  for (let after = FIRST; ;) {
    const page = await audiencePage(trx, contextOf(deps), audience, { campaignId: campaign.id, after, limit: PAGE });
    for (const lead of page) {
      const refused = notAdmitted(policy.consent, lead, at, { again, purpose: 'marketing' });
      if (refused) notEnrolled.push({ leadId: lead.id, ...refused });
      else entering.push(lead.id);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.id;
  }
  const into = { campaignId: campaign.id, program: campaign.program, clock: clock.spec, at, by };
  const entered = new Set<string>();
  for (let n = 0; n < entering.length; n += PAGE) {
    const rows = entering.slice(n, n + PAGE).map((leadId, i) => ({
      id: newId(),
      leadId,
      outboxId: newId(),
      startAt: at + startsAfter(campaign, leadId, (n + i) / entering.length),
    }));
    for (const leadId of await enrol(trx, rows, into)) entered.add(leadId);
  }
  const refusals = notEnrolled.filter(({ code }) => code !== 'wasHere');
  for (let n = 0; n < refusals.length; n += PAGE) {
    const rows = refusals
      .slice(n, n + PAGE)
      .map(({ leadId, code }) => ({ id: newId(), leadId, outboxId: '', startAt: at, refused: code }));
    await enrol(trx, rows, into);
  }
  const raced = entering.filter((leadId) => !entered.has(leadId));
  notEnrolled.push(...raced.map((leadId) => ({ leadId, code: 'inProgram', because: 'has just entered another campaign' })));
  return { enrolled: entered.size, notEnrolled };
}

/** Distributes starts evenly over the days, and varies each by a jitter that is constant for the lead. */
const startsAfter = ({ id, spreadDays, jitterHours }: Campaign, leadId: string, share: number): number =>
  Math.round(Math.floor(share * spreadDays) * DAY + stickyFraction(`${id}/${leadId}`) * jitterHours * HOUR);
