import { audiencePage, type Candidate } from '../../db/campaigns/audience.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { contextOf } from '../audience/read-audience.ts';
import type { Db } from '../../db/database.ts';
import { heldOut } from '../../domain/lead/holdout.ts';
import { notAddressed, notAdmitted, type NotAdmitted } from '../../domain/scoring/admission.ts';
import { quantity } from '../../domain/text/words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { Campaign } from './known-campaign.ts';

/** A lead of the audience, and why it does not get what the campaign is about, if it does not. */
export interface Judged {
  readonly lead: Candidate;
  readonly refused: NotAdmitted | undefined;
}

const PAGE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Judges the leads of an audience, a page at a time, in the order of their ids. @param from after the lead with this id */
export async function* judged(
  db: Db,
  deps: Pick<ApiDeps, 'clock' | 'policy' | 'settings'>,
  campaign: Pick<Campaign, 'id' | 'content' | 'again' | 'holdoutPercent'>,
  audience: Expression,
  from = FIRST,
): AsyncGenerator<readonly Judged[]> {
  const { clock, policy } = deps;
  const { id, content, again } = campaign;
  const at = clock.now();
  const judge = (lead: Candidate) =>
    content === null
      ? notAdmitted(policy.consent, lead, at, { again, purpose: 'marketing' })
      : notAddressed(policy.consent, lead, at, { again });
  for (let after = from; ;) {
    const page = await audiencePage(db, contextOf(deps), audience, { campaignId: id, after, limit: PAGE });
    if (page.length > 0) yield page.map((lead) => ({ lead, refused: judge(lead) ?? heldOut(campaign, lead.id) }));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.id;
  }
}

/** Leads that do not get it for one reason. */
export interface Left {
  readonly code: string;
  readonly text: string;
  readonly leads: number;
  /** Some of them. */
  readonly some: string[];
}

/** How many of those who do not enter wait for the end of another campaign, and may enter then. */
export const waitingIn = (left: readonly Pick<Left, 'code' | 'leads'>[]): number =>
  left.filter(({ code }) => code === 'inProgram').reduce((sum, { leads }) => sum + leads, 0);

/** What becomes of those who wait; empty if nobody does. */
export const waitingInWords = (waiting: number): string =>
  waiting === 0
    ? ''
    : `${quantity(waiting, 'lead')} ${waiting === 1 ? 'waits' : 'wait'} for the end of another campaign, and may enter then.`;

/** Counts leads by the reason, and names some for each. */
export function createTally(most = 5) {
  const reasons = new Map<string, Omit<Left, 'leads'> & { leads: number }>();
  return {
    add(leadId: string, { code, because }: NotAdmitted): void {
      const reason = reasons.get(because) ?? { code, text: because, leads: 0, some: [] };
      reasons.set(because, reason);
      reason.leads++;
      if (reason.some.length < most) reason.some.push(leadId);
    },
    get reasons(): readonly Left[] {
      return [...reasons.values()].toSorted((a, b) => b.leads - a.leads);
    },
  };
}
