import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyKeyOf } from '../../domain/contact/copy-key.ts';
import { createAlerts } from '../../worker/alerts.ts';
import { publish } from '../../worker/deliver-events.ts';
import { createWorld, sending, type World } from './world.ts';

let world: World;
let leadId: string;
let sam: string;
beforeEach(async () => {
  world = await createWorld();
  sam = await world.rep('sdr', 'Sam Rivers');
  leadId = await world.enrolled('ann@pier7.example');
});
afterEach(async () => await world[Symbol.asyncDispose]());

const proof = (domain: string) => `Authentication-Results: mx.mail.example.com; dkim=pass header.d=${domain}\n`;

interface Written {
  readonly from?: string;
  readonly proof?: string;
  readonly to?: string;
  readonly id?: string;
  readonly text?: string;
}

/** An email to Ann, of which the address for copies about her gets one. */
async function copied({
  from = 'sam.rivers@ours.example',
  proof: proven = proof('ours.example'),
  to = `${world.links.signEnvelope(copyKeyOf(leadId))}@in.ours.example`,
  id = 'one@ours.example',
  text = 'Yes, we do support it.\n\nOn Mon, 9 Mar 2026 at 10:00, Ann wrote:\n> Which docks do you support?',
}: Written = {}) {
  const raw = `${proven}From: <${from}>\nTo: ann@pier7.example\nSubject: Re: Docks\nMessage-ID: <${id}>\n\n${text}\n`;
  const headers = { ...(await world.key('intake')), 'content-type': 'message/rfc822', 'x-envelope-to': to };
  return (
    await world.api.inject({ method: 'POST', url: '/webhooks/mail', headers, payload: raw.replaceAll('\n', '\r\n') })
  ).json() as object;
}

const written = async () =>
  (await world.as('admin').leads.story({ leadId })).filter(({ about }) => about === 'notes').map(({ text }) => text);
const acts = async () => await world.db.selectFrom('engagements').select('kind').where('leadId', '=', leadId).execute();

test('what a rep writes to a lead from their own mailbox comes into its story by the copy, once, without the quote', async () => {
  expect(await copied()).toEqual({ status: 'recorded', kind: 'copy', leadId });
  expect(await copied()).toMatchObject({ status: 'knownAlready' });
  expect(await written()).toEqual(['email by Sam Rivers: Re: Docks\n\nYes, we do support it.']);
  const { notes } = await world.as('admin').leads.get({ leadId });
  expect(notes).toMatchObject([{ kind: 'email', by: 'Sam Rivers', text: 'Re: Docks\n\nYes, we do support it.' }]);
});

test('the copy answers the reply task, and the rep can take that back', async () => {
  const taskId = await world.task(leadId, sam, 'reply');
  await copied();
  const stateOf = async () =>
    await world.db.selectFrom('tasks').select(['state', 'outcome']).where('id', '=', taskId).executeTakeFirst();
  expect(await stateOf()).toEqual({ state: 'done', outcome: 'answered' });
  await world.as('rep', sam).tasks.undo({ taskId });
  expect(await stateOf()).toEqual({ state: 'open', outcome: null });
});

test('a copy leaves calls, and the reply tasks of other teams, to those who have them', async () => {
  const calls = await world.task(leadId, sam);
  const others = await world.task(leadId, await world.rep('sdr', 'Zoe', 'others'), 'reply');
  await copied();
  const open = await world.db.selectFrom('tasks').select('id').where('state', '=', 'open').execute();
  expect(open.map(({ id }) => id).toSorted()).toEqual([calls, others].toSorted());
});

test('a copy is not an act of the lead, not even if it asks for no more emails', async () => {
  await copied({ text: 'Unsubscribe me, please stop writing.' });
  expect(await acts()).toEqual([]);
  expect((await world.as('marketer').leads.status({ leadId })).email).toMatchObject({ may: true });
});

test.each([
  ['a stranger', { from: 'eve@evil.example', proof: proof('evil.example') }, 'nobodyOfOurs'],
  ['somebody who says that they are a rep', { proof: '' }, 'notAuthenticated'],
  ['a rep at the copy address of a lead that is not there', { to: 'missing' }, undefined],
  [
    'a rep, at an address that we have not signed',
    { to: 'b.aaaaaaaaaaaaaaaaaaaaaaaaa.copy.aaaaaaaaaa@in.ours.example' },
    'forgedEnvelope',
  ],
])('%s puts nothing into the story', async (_, { to, ...mail }: Written, because) => {
  const missing = `${world.links.signEnvelope(copyKeyOf('019cd730-6900-7000-8000-000000000000'))}@in.ours.example`;
  expect(await copied({ ...mail, ...(to && { to: to === 'missing' ? missing : to }) })).toMatchObject({
    status: 'kept',
    ...(because && { because }),
  });
  expect([await written(), await acts()]).toEqual([[], []]);
});

test('an answer of the lead to both is the lead’s reply', async () => {
  await copied({ from: 'ann@pier7.example', proof: proof('pier7.example'), text: 'Please call me tomorrow.' });
  expect([await written(), await acts()]).toEqual([[], [{ kind: 'replied' }]]);
});

test('where emails come in, an alert asks for a copy: a reply to it goes to the lead and into its story', async () => {
  await world.task(leadId, sam);
  await publish(world.db, {});
  const { db, links, deps, mail } = world;
  const settings = { ...sending, inboundDomain: 'in.ours.example' };
  await createAlerts({ db, links, log: deps.log, policy: deps.policy, clock: deps.clock, mailer: mail, settings }).tick();
  const [alert] = mail.to('sam.rivers@ours.example');
  const [lead, copy] = alert!.replyTo!;
  expect(lead?.address).toBe('ann@pier7.example');
  expect(alert!.text).toContain(`Write to the lead: mailto:ann@pier7.example?bcc=${encodeURIComponent(copy!.address)}`);
  expect(await copied({ to: copy!.address })).toMatchObject({ status: 'recorded', kind: 'copy' });
});
