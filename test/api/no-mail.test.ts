import { expect, test } from 'vitest';
import { saveDomainAnswer } from '../../db/leads/domain-answers.ts';
import { createWorld, NOON, type World } from './world.ts';

/** As a worker does whose DNS said that the lead's domain takes no mail. */
async function turnedAway({ db, engine }: World, leadId: string, reason = 'the domain takes no mail'): Promise<void> {
  const at = new Date(NOON);
  await db
    .insertInto('facts')
    .values({ leadId, field: 'receivesMail', value: 'false', source: 'email-domain', confidence: 1, at })
    .execute();
  await db.updateTable('leads').set({ stage: 'disqualified', stageAt: at }).where('id', '=', leadId).execute();
  await db
    .updateTable('enrolments')
    .set({ state: 'ended', endedAs: 'disqualified', endedAt: at, reason })
    .where('leadId', '=', leadId)
    .execute();
  engine.end(leadId);
}

test('a lead that was turned away because its domain accepts no email enters the campaign again, once, and it is audited', async () => {
  await using world = await createWorld();
  const [ann, bob] = [await world.enrolled('ann@one.example'), await world.enrolled('bob@two.example')];
  await turnedAway(world, ann);
  await turnedAway(world, bob, 'the address cannot exist');
  const { campaignId } = await world.db
    .selectFrom('enrolments')
    .select('campaignId')
    .where('leadId', '=', ann)
    .executeTakeFirstOrThrow();
  await expect(world.as('marketer').ops.undoNoMail({ campaignId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await world.as('admin').ops.undoNoMail({ campaignId })).toMatchObject({ entered: 1 });
  expect(await world.as('admin').ops.undoNoMail({ campaignId })).toMatchObject({ entered: 0 });
  const stages = await world.db.selectFrom('leads').select(['id', 'stage']).execute();
  expect(new Map(stages.map(({ id, stage }) => [id, stage]))).toEqual(
    new Map([
      [ann, 'inquiry'],
      [bob, 'disqualified'],
    ]),
  );
  expect(await world.db.selectFrom('facts').select('leadId').execute()).toEqual([{ leadId: bob }]);
  await world.relay();
  expect(world.engine.enrolments.filter(({ leadId }) => leadId === ann)).toHaveLength(2);
  const audited = await world.db
    .selectFrom('auditLog')
    .select(['subjects', 'detail'])
    .where('action', '=', 'ops.undoNoMail')
    .where('outcome', '=', 'done')
    .orderBy('id')
    .execute();
  expect(audited).toMatchObject([
    { subjects: [campaignId], detail: { answer: { entered: 1 } } },
    { subjects: [campaignId], detail: { answer: { entered: 0 } } },
  ]);
});

test('the same for leads from an import', async () => {
  await using world = await createWorld();
  const file = { csv: 'email\nann@one.example\n' };
  const { importId } = await world.as('marketer').imports.run({ file, source: 'fair', consentBasis: 'optIn' });
  const { id } = await world.db.selectFrom('leads').select('id').executeTakeFirstOrThrow();
  await world.as('marketer').campaigns.launch({ name: 'Fair', program: 'newcomers', audience: { leadIds: [id] } });
  await turnedAway(world, id);
  expect(await world.as('admin').ops.undoNoMail({ importId })).toMatchObject({ entered: 1 });
});

test('doubt about DNS shows in health until a person confirms its answers', async () => {
  await using world = await createWorld();
  for (let n = 0; n < 20; n++) await saveDomainAnswer(world.db, `firm-${n}.example`, false);
  const admin = world.as('admin');
  expect((await admin.ops.health()).parts['domains']).toMatchObject({ state: 'doubtful', detail: { domains: 20, without: 20 } });
  const next = 'From now on, leads of these domains are turned away.';
  expect(await admin.ops.trustDomains()).toEqual({ domains: 20, next });
  expect(await admin.ops.trustDomains()).toEqual({ domains: 0, next });
});
