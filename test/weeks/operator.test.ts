import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { beginStory } from '../support/story.ts';
import { commandLine, opens } from './doors.ts';

const workflows = fileURLToPath(new URL('../stories/odd/workflows.ts', import.meta.url));

test('the week of an operator', { timeout: 180_000 }, async () => {
  await using story = await beginStory({ program: 'odd', workflows });
  await using terminal = await commandLine(story);
  const { trellis } = terminal;
  const { ops, audit, keys, leads, people, sessions, events } = story.as('admin');
  const [ann, bob] = [await story.lead(), await story.lead({ email: 'bob@quay.example' })];

  // Tuesday. Is everything well? A load balancer asks without a key, an operator gets the parts with what to do.
  expect(JSON.parse(await opens(story, '/health'))).toHaveProperty('status');
  expect((await ops.health()).parts).toMatchObject({ database: { state: 'ok' } });

  expect(await ops.overview()).toHaveProperty('parked');
  expect(await ops.installation()).toHaveProperty('processes');
  expect(await trellis('leads', 'find', bob.email)).toContain(bob.email);

  // Martha begins today: she is invited with her role, and gets another one. Other systems hear of every lead, behind a cursor.
  const { personId } = await people.invite({ email: 'martha@ours.example', name: 'Martha Moss', role: 'marketer' });
  await people.change({ personId, role: 'manager' });
  expect((await people.list()).items).toContainEqual(expect.objectContaining({ name: 'Martha Moss', role: 'manager' }));
  expect((await sessions.list()).items).toEqual([]);
  await people.remove({ personId });
  const { cursor } = await events.since();
  expect((await events.since({ cursor })).events).toEqual([]);
  expect(await events.sinks()).toEqual([]);

  // A program has a bug: Ann is parked, with the cause. After the fix she goes on from where she is.
  await ops.moveTo({ leadId: ann.id, track: 'throwsItself' });
  await story.settle();
  expect((await ops.parked()).items).toMatchObject([{ leadId: ann.id, track: 'throwsItself', reason: 'ItsOwnCause' }]);
  await ops.retry({ leadId: ann.email });
  await story.settle();
  expect((await ops.parked()).items).toHaveLength(1);
  await ops.moveTo({ leadId: ann.id, track: 'home' });
  await story.settle();
  expect((await ops.parked()).items).toEqual([]);

  // Wednesday. A wrong link is going out: all sending stops, and goes on when it is right.
  expect(await ops.stopEverything({ because: 'a wrong link' })).toMatchObject({ undo: 'ops.startAgain' });
  await ops.startAgain();
  expect(await ops.sending()).toEqual({ trouble: null, notReachable: [] });

  // Nothing waits for anybody: no message to a lead, no email in doubt, nobody without somebody who looks after them.
  await story.settle();
  expect((await ops.inDoubt()).items).toEqual([]);
  expect((await ops.stuck()).items).toEqual([]);
  expect(await ops.attend()).toMatchObject({ left: 0 });
  expect((await ops.unattended()).count).toBe(0);

  // Thursday. Bob wants to know what is held about him, and then to be forgotten: a look at what would go, and it goes.
  expect(Object.keys((await leads.export({ leadId: bob.id })).tables)).toEqual(expect.arrayContaining(['leads', 'consents']));
  expect((await leads.erase({ leadId: bob.id, dryRun: true })).next).toContain('Nothing is erased yet');
  await leads.erase({ leadId: bob.id });
  await story.settle();
  expect((await leads.get({ leadId: bob.id })).email).toMatch(/@erased\.invalid$/);

  // Old data goes at night; the terminal shows what it would be.
  const kept = await trellis('retention');
  expect(kept).toMatch(/what leads wrote: replies, forms, texts +1095 days/);
  expect(kept).toContain('Nothing is too old.');
  expect(await trellis('retention', '--now')).toContain('Nothing was too old.');

  // Friday. Who did what, and with which key; a key that nobody needs any more ends.
  expect((await audit.list({ action: 'leads.erase' })).items.map(({ principal, outcome }) => `${principal} ${outcome}`)).toEqual([
    'admin done',
    'admin done',
  ]);
  expect(await trellis('audit-log', '--action', 'ops.forgetOld')).toMatch(/olga .*ops\.forgetOld done/);
  const [key] = (await keys.list()).items;
  expect(key).toMatchObject({ name: 'olga', role: 'admin' });
  const hash = 'ab'.repeat(32);
  const { keyId } = await keys.create({ name: 'crm', role: 'intake', hash });
  expect((await keys.rotate({ keyId, overlapHours: 1, hash: 'cd'.repeat(32) })).next).toContain('The old one works for 1 more');
  await expect(audit.list({ action: 'leads.eras' })).rejects.toThrow('Did you mean "leads.erase"?');
  await keys.revoke({ keyId: key!.id });
  await expect(trellis('retention')).rejects.toThrow('This key was revoked');
});
