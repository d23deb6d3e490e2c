import { despiteClashes } from '../../db/clash.ts';
import { campaignById } from '../../db/campaigns/campaigns.ts';
import { changeById, changesOf } from '../../db/campaigns/input-changes.ts';
import {
  countLiving,
  currentInput,
  insertInput,
  lockInput,
  type CurrentInput,
  type InputOwner,
} from '../../db/campaigns/inputs.ts';
import type { Trx } from '../../db/database.ts';
import type { InputSpecs } from '../../domain/input/program-input.ts';
import { changeInput, differences } from '../../services/campaigns/change-input.ts';
import { quantity } from '../../domain/text/words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, notFound, type Refusal } from '../procedures/refusal.ts';
import { insistOnChange, programNamed, type SaidInput } from './program-input.ts';
import { inIso } from '../procedures/iso.ts';

interface Reasons {
  readonly because: string;
  readonly by: string;
}

/** What a change answers: its version, and how many leads run with the values; they are told within seconds. */
export interface Changed {
  readonly version: number;
  /** What `programs.revert` takes; missing if nothing has changed. */
  readonly changeId: string | undefined;
  readonly values: CurrentInput['values'];
  readonly leads: number;
  readonly next: string;
  readonly undo: 'programs.revert';
}

/** What an input may be: a campaign's follow the program's `input`, and a program's its `knobs`. */
function specsOf(deps: ApiDeps, { program, campaignId }: Pick<CurrentInput, 'program' | 'campaignId'>): InputSpecs {
  const { input, knobs } = programNamed(deps, program);
  return campaignId === null ? knobs : input;
}

/** A campaign whose program takes no input, or a program without knobs. @throws Refusal for an unknown program */
function takesNone(deps: ApiDeps, owner: InputOwner): Refusal {
  if ('campaignId' in owner) return badRequest('noInput', 'The program of this campaign takes no input.', owner.campaignId);
  programNamed(deps, owner.program);
  return badRequest('noKnobs', `The program "${owner.program}" has no knobs.`, owner.program);
}

/** The input of a campaign that was launched before its program took one. */
async function beginInput(trx: Trx, deps: ApiDeps, owner: InputOwner): Promise<CurrentInput> {
  const campaign = 'campaignId' in owner ? await campaignById(trx, owner.campaignId) : undefined;
  if ('campaignId' in owner && !campaign) throw notFound('campaign', owner.campaignId);
  if (!campaign || Object.keys(programNamed(deps, campaign.program).input).length === 0) throw takesNone(deps, owner);
  const input = { id: deps.newId(), program: campaign.program, campaignId: campaign.id, values: {} };
  await insertInput(trx, input);
  return { ...input, version: 1 };
}

/** Changes the input of a campaign, or turns the knobs of a program. @throws Refusal that lists everything that is wrong */
export async function change(
  deps: ApiDeps,
  owner: InputOwner,
  order: Reasons & { readonly values: SaidInput },
): Promise<Changed> {
  const write = async (trx: Trx): Promise<Changed> => {
    const input = (await lockInput(trx, owner)) ?? (await beginInput(trx, deps, owner));
    const values = insistOnChange(specsOf(deps, input), input.values, order.values);
    const id = deps.newId();
    const version = await changeInput(trx, input, { ...order, values, id, at: deps.clock.now() });
    const leads = await countLiving(trx, owner);
    const next = `${quantity(leads, 'lead')} in it will get the values at their next wait or track.`;
    return { version, changeId: version > input.version ? id : undefined, values, leads, next, undo: 'programs.revert' };
  };
  return await despiteClashes(() => deps.db.transaction().execute(write));
}

/** Gives what a change made different its earlier values again, as a change of its own. @throws Refusal for an unknown change */
export async function revert(deps: ApiDeps, changeId: string, by: string): Promise<Changed> {
  const made = await changeById(deps.db, changeId);
  if (!made) throw notFound('change', changeId);
  const { before: values, campaignId, program } = made;
  const owner = campaignId === null ? { program } : { campaignId };
  return await change(deps, owner, { values, because: `reverts the change ${changeId}`, by });
}

/** What a change would make different, and for how many leads. @throws Refusal that lists everything that is wrong */
export async function previewChange(deps: ApiDeps, owner: InputOwner, said: SaidInput) {
  const input = await currentInput(deps.db, owner);
  if (!input) throw takesNone(deps, owner);
  const values = insistOnChange(specsOf(deps, input), input.values, said);
  return { ...differences(input, values), leads: await countLiving(deps.db, owner) };
}

/** The values of a campaign or a program, who changed them when and why, and how many leads were told. */
export async function describeInput(deps: ApiDeps, owner: InputOwner) {
  const input = await currentInput(deps.db, owner);
  if (!input) return { version: 0, values: {}, changes: [], leads: await countLiving(deps.db, owner) };
  const { id, version, values } = input;
  const [changes, leads] = await Promise.all([changesOf(deps.db, id), countLiving(deps.db, owner)]);
  return { version, values, changes: changes.map((change) => inIso(change, 'at')), leads };
}
