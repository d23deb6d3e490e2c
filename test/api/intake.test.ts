import { v7 } from 'uuid';
import { afterEach, expect, test } from 'vitest';
import { definePolicy } from '../../domain/policy/policy.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { createWorld, NOON, type World } from './world.ts';
import { app } from '../support/app.ts';

let world: World;
afterEach(async () => await world[Symbol.asyncDispose]());

const standing = definePolicy({
  scoring: { ideal: { size: { from: 50, to: 5_000 }, seniorities: ['executive'], regions: ['Europe'] } },
  intake: {
    program: 'newcomers',
    team: 'front-desk',
    sources: {
      'form/contact': { track: 'qualify' },
      'form/trial': { sla: 'fastTrack' },
      voicemail: { program: false, team: 'callers' },
    },
  },
});

async function fillsIn(form: string, fields: Record<string, string> = {}, email = 'ann@pier7.example') {
  const payload = { email, company: 'Pier Seven', consent: 'yes', ...fields };
  const answer = await world.api.inject({ method: 'POST', url: `/f/${form}`, payload });
  expect(answer.statusCode).toBe(202);
  await world.confirm(email);
  return (await world.db.selectFrom('leads').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id;
}
const tasksOf = async (leadId: string) =>
  await world.db
    .selectFrom('tasks')
    .innerJoin('teams', 'teams.id', 'tasks.teamId')
    .select(['kind', 'slug as team', 'assigneeId', 'because', 'sla'])
    .where('leadId', '=', leadId)
    .execute();
const enrolmentsOf = async (leadId: string) =>
  await world.db
    .selectFrom('enrolments')
    .innerJoin('campaigns', 'campaigns.id', 'enrolments.campaignId')
    .select(['name', 'enrolments.program', 'state', 'reason'])
    .where('leadId', '=', leadId)
    .execute();

test('somebody who asks for news enters the standing program, and a second form changes nothing about that', async () => {
  world = await createWorld(standardForms, standing);
  const leadId = await fillsIn('newsletter');
  expect(await enrolmentsOf(leadId)).toEqual([
    { name: 'Intake: newcomers', program: 'newcomers', state: 'waiting', reason: null },
  ]);
  await fillsIn('newsletter');
  expect(await enrolmentsOf(leadId)).toHaveLength(1);
  expect(await world.as('admin').ops.unattended()).toMatchObject({ count: 0 });
});

test('a source can have its own track', async () => {
  world = await createWorld(standardForms, standing);
  const leadId = await fillsIn('contact');
  await world.relay();
  expect(world.engine.enrolments).toMatchObject([{ leadId, program: 'newcomers', track: 'qualify' }]);
});

test('a source can have its own SLA, for people whom no program accepts without consent to marketing', async () => {
  world = await createWorld(standardForms, standing);
  await world.rep('sdr', 'Sam', 'front-desk');
  const leadId = await fillsIn('trial');
  expect(await enrolmentsOf(leadId)).toMatchObject([{ state: 'refused', reason: 'noConsent' }]);
  expect(await tasksOf(leadId)).toMatchObject([{ because: 'started a trial; it was their turn', sla: 'fastTrack' }]);
});

test('without a standing program, a request for news becomes a task, once', async () => {
  world = await createWorld();
  const rep = await world.rep('sdr', 'Sam');
  const leadId = await fillsIn('newsletter');
  const task = {
    kind: 'lookAfter',
    team: 'sdr-team',
    assigneeId: rep,
    because: 'filled in a form; it was their turn',
    sla: 'lookAfter',
  };
  expect(await tasksOf(leadId)).toEqual([task]);
  await fillsIn('newsletter');
  expect(await tasksOf(leadId)).toHaveLength(1);
});

test('a source without a program is a task for its team', async () => {
  world = await createWorld(standardForms, standing);
  await world.rep('sdr', 'Sam', 'front-desk');
  const caller = await world.rep('sdr', 'Cora', 'callers');
  const engagement = { id: v7(), kind: 'submitted' };
  const { leadId } = await world.as('intake').leads.add({
    lead: { email: 'ann@pier7.example' },
    source: 'voicemail',
    consentBasis: 'optIn',
    engagement,
  });
  expect(await enrolmentsOf(leadId)).toEqual([]);
  expect(await tasksOf(leadId)).toMatchObject([{ team: 'callers', assigneeId: caller }]);
});

test('a customer who asks for news is in no program, and the story says why', async () => {
  world = await createWorld(standardForms, standing);
  await world.as('marketer').imports.run({
    file: { csv: 'email,company,relationship\nann@pier7.example,Pier Seven,customer' },
    source: 'crm',
    consentBasis: 'optIn',
  });
  const leadId = await fillsIn('newsletter');
  expect(await enrolmentsOf(leadId)).toMatchObject([{ state: 'refused', reason: 'customer' }]);
  expect((await world.as('marketer').leads.story({ leadId })).map(({ text }) => text)).toContainEqual(
    expect.stringContaining('Intake: newcomers'),
  );
  expect(await world.as('admin').ops.unattended()).toMatchObject({ count: 0 });
});

test('a request of somebody outside of the profile, whom no program brings to a rep, is a task', async () => {
  world = await createWorld(standardForms, standing);
  const rep = await world.rep('sdr', 'Sam', 'front-desk');
  const leadId = await fillsIn('demo', { size: '3', title: 'Intern', country: 'BR' });
  expect(await enrolmentsOf(leadId)).toMatchObject([{ state: 'waiting' }]);
  expect(await tasksOf(leadId)).toMatchObject([
    { team: 'front-desk', assigneeId: rep, because: expect.stringContaining('asked for a demo') },
  ]);
});

test.each(['parked', 'running'] as const)(
  'a request during a deal, or while a program is parked, is a task (%s)',
  async (state) => {
    world = await createWorld();
    const rep = await world.rep('salesperson', 'Olga', 'deal-team');
    const leadId = await world.enrolled('ann@pier7.example');
    await world.db.updateTable('enrolments').set({ state }).execute();
    const deal = state === 'running' ? await world.task(leadId, rep, 'acceptance') : undefined;
    if (deal) await world.db.updateTable('tasks').set({ kind: 'opportunity' }).execute();
    await world.as('intake').leads.add({
      lead: { email: 'ann@pier7.example' },
      source: 'crm',
      consentBasis: 'none',
      engagement: { id: v7(), kind: 'contactRequested' },
    });
    expect((await tasksOf(leadId)).filter(({ kind }) => kind === 'request')).toMatchObject([{ assigneeId: rep, sla: 'request' }]);
  },
);

test('a policy names only its SLAs, and a track only with a program', () => {
  const wrong = { sla: 'soon' as 'reply', sources: { fair: { track: 'call' } } };
  expect(() => definePolicy({ intake: wrong })).toThrow(
    /intake: sla: there is no SLA "soon"[^]*sources: fair: track: expected a program/,
  );
  expect(app.policy.intake.program).toBe(false);
});

test('a lead that is added to a campaign enters it once, in the name of the person who adds it', async () => {
  world = await createWorld(standardForms, standing);
  const { campaigns, leads } = world.as('marketer');
  const { campaignId } = await campaigns.launch({
    name: 'Fair',
    program: 'newcomers',
    audience: { leadIds: [await world.lead()] },
  });
  const ann = { lead: { email: 'ann@fair.example' }, source: 'fair', consentBasis: 'optIn', into: campaignId } as const;
  const { leadId, next, notEnrolled } = await leads.add(ann);
  expect([next, notEnrolled]).toEqual(['It is in "Fair". Its story says what comes next.', undefined]);
  expect(await enrolmentsOf(leadId)).toMatchObject([{ name: 'Fair', state: 'waiting' }]);
  expect((await leads.story({ leadId })).map(({ text }) => text)).toContainEqual(expect.stringContaining('marketer'));

  // A system that adds them again does not send them through it again.
  await world.db
    .updateTable('enrolments')
    .set({ state: 'ended', endedAt: new Date(NOON), endedAs: 'archived' })
    .execute();
  expect((await leads.add(ann)).next).toBe(
    'It enters no campaign now: it was in this campaign before. It is in no campaign: nothing happens until somebody puts it into one. Its story says what comes next.',
  );
  expect(await enrolmentsOf(leadId)).toMatchObject([{ name: 'Fair', state: 'ended' }]);
});

test('a lead that is added to a campaign while another one runs waits for its end, and a campaign that is over accepts nobody', async () => {
  world = await createWorld();
  const { campaigns, leads } = world.as('marketer');
  const leadId = await world.enrolled('ann@pier7.example');
  const bob = { audience: { leadIds: [await world.lead('bob@pier7.example')] }, program: 'newcomers' };
  const { campaignId: into } = await campaigns.launch({ ...bob, name: 'Fair' });
  const ann = { lead: { email: 'ann@pier7.example' }, source: 'fair', consentBasis: 'optIn', into } as const;
  expect((await leads.add(ann)).next).toContain('it is in the campaign "Spring", and waits for its end. It is in "Spring".');
  expect((await campaigns.waiting({ campaignId: into })).items).toMatchObject([{ leadId }]);

  await campaigns.stop({ campaignId: into, because: 'the fair is over' });
  const cem = { ...ann, lead: { email: 'cem@pier7.example' } };
  await expect(leads.add(cem)).rejects.toMatchObject({ data: { code: 'campaignNotOpen', todo: expect.any(String) as string } });
  expect(await leads.find({ text: 'cem@pier7.example' })).toEqual([]);
});
