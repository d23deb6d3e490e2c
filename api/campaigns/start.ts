import { markLaunched } from '../../db/campaigns/campaigns.ts';
import { despiteClashes } from '../../db/clash.ts';
import type { Trx } from '../../db/database.ts';
import { insertSingles } from '../../db/touches/singles.ts';
import { YEAR } from '../../domain/time/duration.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { quantity, sentence } from '../../domain/text/words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { mustLieAhead } from '../procedures/instant-input.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { draft, type DraftOrder } from './draft.ts';
import { enrolAudience, startsAfter, type Entered } from './enrol-audience.ts';
import { lockedIn, type Campaign } from './known-campaign.ts';
import { noAudience } from './preview.ts';
import { createTally, judged, waitingInWords } from './reckon.ts';

interface StartOrder {
  readonly campaignId: string;
  /** How many leads must enter, or get the email; any number, if missing. */
  readonly expect?: number | undefined;
  /** When the first leads begin; now, if missing. */
  readonly startsAt?: Instant | undefined;
  /** Days over which the leads begin; those of the draft, if missing. */
  readonly spreadDays?: number | undefined;
  readonly by: string;
}

/** How many leads have entered, or are to get the email. */
export interface Started extends Entered {
  readonly campaignId: string;
  readonly next: string;
  /** The procedure that holds it. */
  readonly undo: 'campaigns.pause';
}

/** Starts a draft: its audience is decided now, and its first emails go out from its date on. @throws Refusal if the number differs */
export const start = async (deps: ApiDeps, order: StartOrder): Promise<Started> =>
  await despiteClashes(() => deps.db.transaction().execute((trx) => begin(trx, deps, order)));

/** Drafts a campaign, and starts it at once; all of it or nothing. */
export const launch = async (deps: ApiDeps, order: DraftOrder & { readonly by: string; readonly expect?: number | undefined }) =>
  await despiteClashes(() =>
    deps.db.transaction().execute(async (trx) => {
      const { by, expect, ...drafted } = order;
      return await begin(trx, deps, { campaignId: await draft(trx, deps, drafted), by, expect });
    }),
  );

/** The latest start of a campaign. */
const LONGEST_WAIT = YEAR;

async function begin(trx: Trx, deps: ApiDeps, { campaignId, expect, by, ...order }: StartOrder): Promise<Started> {
  const at = deps.clock.now();
  if (order.startsAt !== undefined) mustLieAhead('at', order.startsAt, { now: at, most: LONGEST_WAIT });
  const found = await lockedIn(trx, campaignId, at, ['draft']);
  const { audience, name } = found;
  if (audience === null) throw noAudience(name);
  const { startsAt = at, spreadDays = found.spreadDays } = order;
  const campaign = { ...found, spreadDays };
  await markLaunched(trx, campaignId, { by, at, startsAt, spreadDays });
  const { enrolled, waiting, notEnrolled } =
    campaign.content === null
      ? await enrolAudience(trx, deps, campaign, { audience, again: campaign.again, by, startsAt })
      : await queue(trx, deps, { ...campaign, content: campaign.content }, { audience, startsAt });
  if (enrolled + notEnrolled.length === 0)
    throw badRequest('audienceEmpty', 'This audience is empty.', audience, 'Choose a wider one, or import leads first.');
  if (expect !== undefined && expect !== enrolled) throw countDiffers(expect, enrolled);
  if (expect === 0 && waiting === 0) throw nobodyEnters();
  const when = startsAt > at ? `, beginning at ${new Date(startsAt).toISOString()}` : '';
  return {
    campaignId,
    enrolled,
    waiting,
    notEnrolled,
    next: sentence(`Started for ${quantity(enrolled, 'lead')}${when}.`, waitingInWords(waiting)),
    undo: 'campaigns.pause',
  };
}

const countDiffers = (expected: number, found: number): Refusal =>
  new Refusal('CONFLICT', `You expected ${quantity(expected, 'lead')}, but ${found} would enter now. Nothing was started.`, {
    code: 'countDiffers',
    value: { expected, found },
    todo: 'Look at the preview again (campaigns.preview), and start with the number that it shows.',
  });

const nobodyEnters = (): Refusal =>
  new Refusal('CONFLICT', 'No lead of this audience may enter, now or later. Nothing was started.', {
    code: 'nobodyEnters',
    todo: 'The preview says why (campaigns.preview); change the audience (campaigns.update).',
  });

/** Queues a single email for everybody who may get it, and notes why the others do not. */
async function queue(
  trx: Trx,
  deps: ApiDeps,
  campaign: Campaign & { readonly content: string },
  { audience, startsAt }: { readonly audience: Expression; readonly startsAt: Instant },
): Promise<Entered> {
  const { id: campaignId, content } = campaign;
  const at = deps.clock.now();
  const tally = createTally();
  let enrolled = 0;
  for await (const page of judged(trx, deps, campaign, audience)) {
    const singles = page.map(({ lead, refused }) => ({
      key: `${deps.newId()}/single`,
      leadId: lead.id,
      dueAt: startsAt + startsAfter(campaign, lead.id),
      refused: refused?.code,
    }));
    await insertSingles(trx, singles, { campaignId, content, at });
    for (const { lead, refused } of page) if (refused) tally.add(lead.id, refused);
    enrolled += page.filter(({ refused }) => !refused).length;
  }
  return { enrolled, waiting: 0, notEnrolled: tally.reasons };
}
