import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { procedures } from '../../api/router.ts';
import { DAY } from '../../domain/time/duration.ts';
import { samplesOf } from './samples.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let headers: Record<string, string>;
let known: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await createWorld();
  const owner = await world.rep('sdr', 'Rita Known');
  headers = { ...(await world.key('admin')), 'content-type': 'application/json' };
  const leadId = await world.enrolled('ann@known.example');
  const key = await world.touch(leadId);
  const { importId } = await world
    .as('marketer')
    .imports.run({ file: { csv: 'email\nimported@known.example' }, source: 'fair', consentBasis: 'optIn' });
  const [account] = await world.db.selectFrom('accounts').select('id').execute();
  const [campaign] = await world.db.selectFrom('campaigns').select('id').execute();
  const taskId = await world.task(leadId, owner);
  known = {
    leadId, taskId, importId, key, owner, accountId: account!.id, campaignId: campaign!.id, keep: leadId, drop: leadId,
    account: 'known.example', email: 'ann@known.example', program: 'newcomers', keyId: '0123456789ab', cursor: '1',
    csv: 'email\nsample@known.example', consentBasis: 'optIn', content: 'guide', track: 'educate', persona: 'buyer', channel: 'email',
    source: 'test', rep: owner, currency: 'EUR', audience: 'country is NL', sink: 'crm', stage: 'inquiry', principal: 'admin', action: 'leads.add',
    subject: leadId, touch: key, domain: 'known.example', address: 'ann@known.example', team: 'desk', reason: 'hold',
    phone: '+49 30 901820', country: 'NL', zone: 'Europe/Berlin', id: v7(),
  }; // prettier-ignore
});
afterAll(async () => await world[Symbol.asyncDispose]());

const byFormat: Readonly<Record<string, () => unknown>> = {
  uuid: () => v7(),
  datetime: () => new Date(NOON + DAY).toISOString(),
  email: () => 'ann@known.example',
};

/** Texts that name nothing: words, values, what people look for, and places in a list. */
const saysNothingKnown = new Set(['after', 'because', 'csv', 'name', 'pasted', 'text', 'value', 'wording']);

/** Fields that name nothing in one procedure, or that only something other than the API can know, and why. */
const others: Readonly<Record<string, string>> = {
  'accounts.update industry': 'the value that it gets',
  'accounts.update region': 'the value that it gets',
  'audit.list subject': 'anything that was ever changed, even if it is gone',
  'contact.close address': 'an address that a lead may have later',
  'contact.close domain': 'a domain that a lead may have later',
  'leads.move track': 'the program of the lead refuses it',
  'leads.takeBack id': 'the id of the request, which the caller makes',
  'ops.moveTo id': 'the id of the request, which the caller makes',
  'ops.moveTo lane': 'the program of the lead refuses it',
  'ops.moveTo track': 'the program of the lead refuses it',
  'ops.retry id': 'the id of the request, which the caller makes',
  'ops.retry lane': 'the program of the lead refuses it',
  'people.invite email': 'somebody new',
};

/** A name like the known one, that nothing has. */
function unknownLike(value: string): string | undefined {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) return v7();
  if (value.includes('@')) return 'nobody@unknown.example';
  return /^\d{4}-\d\d-\d\d/.test(value) ? undefined : 'nosuchthing';
}

async function answered(name: string, type: 'query' | 'mutation', input: object) {
  const json = JSON.stringify(input);
  const answer = await world.api.inject(
    type === 'query'
      ? { url: `/trpc/${name}?input=${encodeURIComponent(json)}`, headers }
      : { method: 'POST', url: `/trpc/${name}`, headers, payload: json },
  );
  return { status: answer.statusCode, error: answer.json<{ error?: { message: string } }>().error?.message };
}

const withInput = Object.entries(procedures).filter(([, { _def }]) => _def.inputs.length > 0);

test('the procedures that take an input are found', () => {
  expect(withInput.length).toBeGreaterThan(100);
});

test.each(withInput)('%s answers for no name that it does not know', async (name, { _def }) => {
  const type = _def.type as 'query' | 'mutation';
  const taken: unknown[] = [];
  for (const sample of samplesOf(_def.inputs[0] as z.ZodType, (field, format) => known[field] ?? byFormat[format ?? '']?.()))
    for (const [field, value] of Object.entries(sample as object)) {
      const unknown = typeof value === 'string' ? unknownLike(value) : undefined;
      if (unknown === undefined || saysNothingKnown.has(field) || `${name} ${field}` in others) continue;
      // Alone, and in the company of everything else that the input may have.
      for (const input of [{ [field]: unknown }, { ...(sample as object), [field]: unknown }]) {
        const { status, error } = await answered(name, type, input);
        if (status === 200 || status >= 500) taken.push({ input, status, error });
      }
    }
  expect(taken).toEqual([]);
});

test.each<[string, object, number, string]>([
  ['campaigns.waiting', { campaignId: v7() }, 404, 'There is no campaign'],
  ['campaigns.waiting', { leadId: 'an@known.example' }, 404, 'There is no lead an@known.example.'],
  ['campaigns.members', { campaignId: '', where: { leadId: 'an@known.example' } }, 404, 'There is no lead an@known.example.'],
  ['campaigns.members', { campaignId: '', where: { track: 'educat' } }, 400, 'Did you mean "educate"?'],
  ['campaigns.would', { campaignId: '', runsIn: 'Sping' }, 400, 'Did you mean "Spring"?'],
  ['campaigns.people', { campaignId: '', content: 'guid' }, 400, 'Did you mean "guide"?'],
  ['campaigns.people', { campaignId: '', stage: 'inqiry' }, 400, 'Did you mean "inquiry"?'],
  ['leads.duplicates', { leadId: v7() }, 404, 'There is no lead'],
  ['suppressions.list', { leadId: v7() }, 404, 'There is no lead'],
  ['deals.list', { accountId: v7() }, 404, 'There is no account'],
  ['audit.list', { action: 'leads.ad' }, 400, 'Did you mean "leads.add"?'],
  ['audit.list', { principal: 'admn' }, 400, 'Did you mean "admin"?'],
  ['audit.list', { subject: 'an@known.example' }, 404, 'There is no lead an@known.example.'],
  ['ops.undoNoMail', { importId: v7() }, 404, 'There is no import'],
  ['ops.undoNoMail', { campaignId: v7() }, 404, 'There is no campaign'],
  ['reports.funnel', { program: 'newcommers' }, 400, 'Did you mean "newcomers"?'],
  ['reports.sources', { source: 'far' }, 400, 'Did you mean "fair"?'],
  ['leads.update', { leadId: 'ann@known.example', country: 'Germny' }, 400, 'Did you mean "Germany"?'],
  ['leads.update', { leadId: 'ann@known.example', zone: 'Europe/Berlim' }, 400, 'Did you mean "Europe/Berlin"?'],
])('%s %o is refused, with what was probably meant', async (name, input, status, says) => {
  const inSpring = 'campaignId' in input && input.campaignId === '' ? { ...input, campaignId: known['campaignId'] } : input;
  const answer = await answered(name, procedures[name]!._def.type as 'query' | 'mutation', inSpring);
  expect([answer.status, answer.error]).toEqual([status, expect.stringContaining(says)]);
});
