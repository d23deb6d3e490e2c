import type { Expression } from '../../domain/audience/expression.ts';
import { insertDraft, programOfEmail, updateCampaign, type Draft } from '../../db/campaigns/campaigns.ts';
import { insertInput } from '../../db/campaigns/inputs.ts';
import type { Trx } from '../../db/database.ts';
import { ContentMissing } from '../../content/errors.ts';
import { own } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { insistOnInput, programNamed, type SaidInput } from '../leads/program-input.ts';
import { lockedIn } from './known-campaign.ts';

/** What a campaign is about: a program, or a single email. */
export interface DraftOrder extends Omit<Draft, 'program' | 'content'> {
  readonly program?: string | undefined;
  readonly email?: string | undefined;
  /** What the program takes from its campaign. */
  readonly input: SaidInput;
}

/** @throws Refusal if the name is taken, or the program, its input or the email is wrong */
export async function draft(trx: Trx, deps: ApiDeps, { program, email, input, ...order }: DraftOrder): Promise<string> {
  const id = deps.newId();
  const about = whatItRuns(deps, { program, email });
  const specs = about.content === undefined ? programNamed(deps, about.program).input : {};
  const values = insistOnInput(specs, input);
  if (!(await insertDraft(trx, { ...order, ...about, id }))) throw nameTaken(order.name);
  if (Object.keys(specs).length > 0) await insertInput(trx, { id: deps.newId(), program: about.program, campaignId: id, values });
  return id;
}

const nameTaken = (name: string): Refusal =>
  new Refusal('CONFLICT', `The campaign "${name}" already exists.`, {
    code: 'nameTaken',
    value: name,
    todo: 'Choose another name, or add leads to the existing one (campaigns.add).',
  });

function whatItRuns(
  deps: ApiDeps,
  { program, email }: Pick<DraftOrder, 'program' | 'email'>,
): Pick<Draft, 'program' | 'content'> {
  if (program !== undefined && email === undefined) return { program };
  if (email === undefined || program !== undefined)
    throw badRequest('nothingToSend', 'A campaign runs a program or sends one email.', program, 'Set either program or email.');
  mustBeSingle(deps, email);
  return { program: programOfEmail(email), content: email };
}

/** @throws Refusal if the content is not an email, or if only a program can fill it in; ContentMissing */
export function mustBeSingle({ settings }: Pick<ApiDeps, 'settings'>, email: string): void {
  const found = own(settings.content, email);
  if (!found) throw new ContentMissing(email, Object.keys(settings.content));
  const { channel, variables } = found.entry;
  if (channel !== undefined)
    throw badRequest('noEmail', `"${email}" is not an email; it is a message of the channel ${channel}.`, email);
  const names = Object.keys(variables);
  if (names.length > 0)
    throw badRequest('variablesUnknown', `"${email}" needs ${names.join(', ')}, which only a program can provide.`, email);
}

/** Which leads a campaign is for; undefined while nobody has chosen. @throws Refusal if both are said */
export function audienceChosen(audience: Expression | undefined, everybody: boolean): Expression | undefined {
  if (audience !== undefined && everybody)
    throw badRequest('audienceTwice', 'The request names both everybody and an audience.', undefined, 'Say one.');
  return everybody ? { everybody: true } : audience;
}

/** Changes a draft; of a campaign that was launched, only the cost. @throws Refusal for what may not change any more */
export async function update(
  { db, clock }: ApiDeps,
  { campaignId, ...changes }: { campaignId: string } & Partial<Omit<Draft, 'program' | 'content'>>,
): Promise<{ readonly campaignId: string; readonly next: string }> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as typeof changes;
  const isMoney = Object.keys(given).every((name) => name === 'cost');
  await db.transaction().execute(async (trx) => {
    await lockedIn(
      trx,
      campaignId,
      clock.now(),
      isMoney ? ['draft', 'scheduled', 'running', 'paused', 'stopped', 'ended'] : ['draft'],
    );
    await updateCampaign(trx, campaignId, given);
  });
  return { campaignId, next: isMoney ? 'The reports use the new cost.' : 'Its preview shows who would get it now.' };
}
