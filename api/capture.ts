import { recordEngagement } from '../db/engagements.ts';
import { keepLeads } from '../db/keep-leads.ts';
import type { Verdict } from '../db/columns.ts';
import type { ConsentBasis } from '../domain/consent.ts';
import type { EngagementKind } from '../domain/engagement.ts';
import type { Giver } from '../domain/given.ts';
import type { ApiDeps } from './context.ts';
import type { RowCells } from './import/normalise-row.ts';
import { normaliseRow } from './import/normalise-row.ts';
import { enrolAudience } from './launch.ts';
import { badRequest } from './refusal.ts';

export interface CaptureOrder {
  readonly lead: RowCells;
  readonly source: string;
  /** Who says what stands in `lead`: a visitor of a form only claims it. */
  readonly by: Giver;
  readonly consentBasis: ConsentBasis | 'none';
  /** What they did with it. */
  readonly engagement?:
    | { readonly id: string; readonly kind: EngagementKind; readonly verdict: Verdict; readonly words?: string | undefined }
    | undefined;
  /** The campaign that they enter, if they may. */
  readonly campaign?: { readonly id: string; readonly program: string } | undefined;
}

export interface Captured {
  readonly leadId: string;
  readonly created: boolean;
  /** Why they may not be mailed, if a basis is missing. */
  readonly held: string | null;
  /** Why they did not enter the campaign. */
  readonly notEnrolled?: string;
}

/** Takes in one person who raised a hand, and what they did; all of it or nothing. @throws Refusal for an impossible address */
export async function capture(
  deps: ApiDeps,
  { lead: cells, source, by, consentBasis, engagement, campaign }: CaptureOrder,
): Promise<Captured> {
  const { db, clock, newId, settings } = deps;
  const at = clock.now();
  const lead = normaliseRow(cells, { source, consentBasis, at, zone: settings.defaultZone });
  if ('reason' in lead) throw badRequest('leadInvalid', `This lead ${lead.reason}.`, cells.email);
  return await db.transaction().execute(async (trx) => {
    const [kept] = await keepLeads(trx, [lead], { at, newId, consents: 'add', by, zone: settings.defaultZone });
    if (!kept) throw new Error('a lead was neither added nor found');
    const { id: leadId, created, held } = kept;
    // Enrolled first, so that the program hears what they did.
    const entered =
      campaign &&
      (await enrolAudience(
        trx,
        deps,
        { ...campaign, spreadDays: 0, jitterHours: 0 },
        { audience: { leadIds: [leadId] }, again: true },
      ));
    if (engagement) {
      const { words, ...act } = engagement;
      await recordEngagement(trx, newId, { ...act, leadId, at, source, ...(words && { words: { body: words } }) }, at);
    }
    const reason = entered?.notEnrolled[0]?.because;
    return { leadId, created, held, ...(reason !== undefined && { notEnrolled: reason }) };
  });
}
