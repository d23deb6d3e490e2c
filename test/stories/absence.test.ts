import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { insertTask } from '../../db/tasks/tasks.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';
import { sheetsOf } from '../support/sheets.ts';

const team = (story: Story) => story.as('admin').team;
const away = (story: Story, rep: RepName, days: number, cover?: RepName) =>
  team(story).away({
    rep: story.reps[rep],
    from: story.now,
    to: story.now + days * DAY,
    ...(cover && { cover: story.reps[cover] }),
  });

async function asksForADemo(story: Story, cells = {}): Promise<Person> {
  const lead = await story.lead(cells);
  await lead.does('demoRequested');
  return lead;
}
const otherThan = (rep: RepName): RepName =>
  ({ sam: 'sue', sue: 'sam', tom: 'tia', tia: 'tom' } as Record<string, RepName>)[rep]!;

/** Who was given the tasks about a lead, and why. */
async function given({ db }: Story, { id }: Person) {
  const rows = await db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'taskId')
    .select(['repName', 'assignments.because'])
    .where('leadId', '=', id)
    .orderBy('assignments.at')
    .orderBy('assignments.id')
    .execute();
  return rows.map(({ repName, because }) => `${repName ?? 'nobody'}: ${because}`);
}

test('tasks due while a rep is away move to another rep; later ones wait for them', async () => {
  await using story = await beginStory();
  const urgent = await asksForADemo(story);
  const rep = (await urgent.holder())!;
  const later = await story.lead({ email: 'bob@quay.example', company: 'Quay' });
  await later.does('demoRequested');
  await later.isClaimed(rep);
  await later.isReported(rep, 'callBack', { at: new Date(story.now + 10 * DAY).toISOString() });
  expect(await away(story, rep, 3)).toMatchObject({ moved: 1 });
  expect(await urgent.holder()).toBe(otherThan(rep));
  expect(await later.holder()).toBe(rep);
  expect(await given(story, urgent)).toContainEqual(expect.stringContaining('is away until 2026-03-13; it was their turn'));
});

test('a task that is due while its rep is away moves at once, although nobody would be reminded of it before they are back', async () => {
  await using story = await beginStory();
  const ann = await asksForADemo(story);
  const rep = story.reps[(await ann.holder())!];
  // It is due in five minutes, and the reminder in fifteen.
  expect(await team(story).away({ rep, from: story.now, to: story.now + 4 * MINUTE })).toMatchObject({ moved: 0 });
  await team(story).back({ rep });
  expect(await team(story).away({ rep, from: story.now, to: story.now + 10 * MINUTE })).toMatchObject({ moved: 1 });
});

test('a rep is named by their address or name, and is away for whole days in their own zone', async () => {
  await using story = await beginStory();
  await team(story).away({ rep: 'Sam Rivers', from: '2026-03-12', to: '2026-03-16', cover: 'sue@mail.example.com' });
  const { away: days } = (await team(story).list()).find(({ name }) => name === 'Sam Rivers')!;
  expect(days).toEqual([{ from: '2026-03-11T23:00:00.000Z', to: '2026-03-15T23:00:00.000Z', cover: story.reps.sue }]);
  const ann = await asksForADemo(story);
  const { taskId } = await ann.task((await ann.holder())!);
  for (const to of ['Sue Park', 'sam@mail.example.com', 'sue'] as const) {
    await story.asRep('mia').tasks.assign({ taskId, to });
    expect(await ann.holder()).toBe(to.slice(0, 3).toLowerCase());
  }
  await expect(story.asRep('mia').tasks.assign({ taskId, to: 'Suzy' })).rejects.toThrow('There is no rep Suzy.');
  const [act] = (await story.as('admin').audit.list({ action: 'team.away' })).items;
  expect(act).toMatchObject({ detail: { input: { rep: story.reps.sam, from: '2026-03-12', cover: story.reps.sue } } });
});

test.each([
  ['2026-03-12 13:00', 'friday', '2026-03-12T12:00:00.000Z', '2026-03-12T23:00:00.000Z'],
  ['tomorrow 13:00', '2026-03-13T08:30', '2026-03-11T12:00:00.000Z', '2026-03-13T07:30:00.000Z'],
  // The clocks change on 29 March.
  ['2026-03-28', '2026-03-30', '2026-03-27T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
])('an absence from %s to %s is meant where the rep works', async (from, to, first, last) => {
  await using story = await beginStory();
  await team(story).away({ rep: 'Sam Rivers', from, to });
  const { away: days } = (await team(story).list()).find(({ name }) => name === 'Sam Rivers')!;
  expect(days).toMatchObject([{ from: first, to: last }]);
});

test('an absence without a day is refused in words', async () => {
  await using story = await beginStory();
  for (const from of ['soon', '2026-02-30', '24.12.2026'])
    await expect(team(story).away({ rep: 'Sam Rivers', from, to: '2026-03-16' })).rejects.toThrow(
      'from: expected a date, such as 2026-12-24, a time in the rep’s zone, such as tomorrow 13:00,',
    );
});

test('an absence that is planned by mistake is cancelled, the next one first', async () => {
  await using story = await beginStory();
  await team(story).away({ rep: 'Sam Rivers', from: '2026-06-01', to: '2026-06-08' });
  await team(story).away({ rep: 'Sam Rivers', from: '2026-04-01', to: '2026-04-08' });
  expect((await team(story).back({ rep: 'Sam Rivers' })).next).toContain('from 2026-04-01 on is cancelled');
  const { away: days } = (await team(story).list()).find(({ name }) => name === 'Sam Rivers')!;
  expect(days.map(({ from }) => from.slice(0, 10))).toEqual(['2026-05-31']);
});

test('an absence that was saved by mistake is taken back alone, once', async () => {
  await using story = await beginStory();
  const days = async () =>
    (await team(story).list()).find(({ name }) => name === 'Sam Rivers')!.away.map(({ from }) => from.slice(0, 10));
  const rep = 'Sam Rivers';
  await team(story).away({ rep, from: '2026-03-09', to: '2026-03-14' });
  await team(story).away({ rep, from: '2026-07-01', to: '2026-07-08' });
  const { absenceId } = await team(story).away({ rep, from: '2026-08-01', to: '2026-08-08' });
  expect((await team(story).back({ rep, absenceId })).next).toContain('from 2026-08-01 on is cancelled');
  expect(await days()).toEqual(['2026-03-08', '2026-06-30']);
  await expect(team(story).back({ rep, absenceId })).rejects.toThrow('Sam Rivers does not have this absence any more.');
  const begun = await team(story).away({ rep, from: '2026-03-10', to: '2026-03-20' });
  expect((await team(story).back({ rep, absenceId: begun.absenceId })).next).toContain('This absence of Sam Rivers ends now.');
  expect(await days()).toEqual(['2026-03-08', '2026-06-30']);
});

test('an absence that is sent twice is saved once', async () => {
  await using story = await beginStory();
  const order = { rep: 'Sam Rivers', from: '2026-08-01', to: '2026-08-08', cover: 'Sue Park' };
  const [one, two] = await Promise.all([team(story).away(order), team(story).away(order)]);
  expect(two.absenceId).toBe(one.absenceId);
  expect((await team(story).list()).find(({ name }) => name === order.rep)?.away).toHaveLength(1);
});

test('a rep’s cover gets what cannot wait', async () => {
  await using story = await beginStory();
  const ann = await asksForADemo(story);
  const rep = (await ann.holder())!;
  await away(story, rep, 3, 'mia');
  expect(await ann.holder()).toBe('mia');
  const told = (await story.as('admin').leads.story({ leadId: ann.id })).map(({ text }) => text);
  const name = rep === 'sam' ? 'Sam Rivers' : 'Sue Park';
  expect(told).toContain(`call task for ${name}: asked for a demo; it was their turn`);
  expect(told).toContain(`call task given to Mia Stone: ${name} is away until 2026-03-13; covers for them`);
});

test('a deal waits for its owner unless it would be lost meanwhile; then the deal goes with the task', async () => {
  await using story = await beginStory();
  const ann = await asksForADemo(story, { seniority: 'director' });
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  const deal = { amount: 48_000, closeAt: new Date(story.now + 60 * DAY).toISOString(), nextStep: 'offer' };
  await ann.isReported(rep, 'opportunity', deal);
  expect(await away(story, rep, 14)).toMatchObject({ moved: 0 });
  await team(story).back({ rep: story.reps[rep] });
  expect(await away(story, rep, 60)).toMatchObject({ moved: 1 });
  expect(await ann.holder()).toBe(otherThan(rep));
  const { ownerId } = await story.db.selectFrom('opportunities').select('ownerId').executeTakeFirstOrThrow();
  expect(ownerId).toBe(story.reps[otherThan(rep)]);
});

test.each(['enforce', 'observe'] as const)(
  'if all are away, the task waits in the team, and goes to the first who is back (%s)',
  async (slaMode) => {
    await using story = await beginStory({ slaMode });
    for (const rep of ['sam', 'sue'] as const) await away(story, rep, rep === 'sam' ? 5 : 9);
    const ann = await asksForADemo(story);
    expect(await ann.holder()).toBeUndefined();
    expect((await sheetsOf(story.asRep('sue'))).map(({ lead }) => lead.leadId)).toEqual([ann.id]);
    const { nobody, reps } = await team(story).load();
    expect(nobody).toMatchObject([{ team: 'sdr-team', open: 1 }]);
    const sam = reps.find(({ name }) => name === 'Sam Rivers');
    expect(sam).toMatchObject({ away: true, awayUntil: '2026-03-15T10:00:00.000Z', oldest: undefined });
    await story.runFor('6 days');
    expect(await ann.holder()).toBe('sam');
    expect((await team(story).load()).reps.find(({ open }) => open === 1)).toMatchObject({
      name: 'Sam Rivers',
      oldest: expect.stringMatching(/^2026-/),
    });
    // They have the time that was agreed: nothing has gone back to nurture, and no manager's decision is behind it.
    expect(await ann.stage()).toBe('mql');
    await ann.isReported('sam', 'noAnswer');
  },
);

test('a lead without a free rep does not go back to nurture on its own; the manager can send it back, for the true reason', async () => {
  await using story = await beginStory();
  for (const rep of ['sam', 'sue'] as const) await away(story, rep, 30);
  const ann = await asksForADemo(story);
  await story.runFor('14 days');
  expect(await ann.stage()).toBe('mql');
  await ann.isDecided('mia', 'recycle');
  expect((await ann.journal()).find((line) => line.includes('recycled'))).toContain('nobodyFree');
});

test('a rep who leaves keeps nothing: calls, replies and deals go to others, and their keys stop working', async () => {
  await using story = await beginStory();
  const ann = await asksForADemo(story);
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'noAnswer');
  const { moved } = await team(story).leave({ rep: story.reps[rep] });
  expect(moved).toBe(1);
  const other = otherThan(rep);
  expect(await ann.holder()).toBe(other);
  expect(await given(story, ann)).toContainEqual(expect.stringContaining('has left; it was their turn'));
  // The clock of the first attempt had been stopped: it runs for the new rep, who is reminded.
  await story.runFor('3 days');
  expect(await ann.ladder()).toContainEqual(expect.stringContaining(`remind ${other}`));
  await story.runFor('14 days');
  expect(await ann.journal()).not.toContainEqual(expect.stringContaining('unreachable'));
});

test('everything can go to one rep: tasks, deals, leads and accounts', async () => {
  await using story = await beginStory();
  const ann = await asksForADemo(story, { seniority: 'director' });
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await story.as('admin').accounts.own({ domain: 'pier7.example', rep: story.reps[rep] });
  await team(story).leave({ rep: story.reps[rep], to: story.reps[otherThan(rep)] });
  expect(await ann.holder()).toBe(otherThan(rep));
  const account = await story.db
    .selectFrom('accounts')
    .select('ownerId')
    .where('domain', '=', 'pier7.example')
    .executeTakeFirst();
  expect(account?.ownerId).toBe(story.reps[otherThan(rep)]);
  const lead = await story.db.selectFrom('leads').select('ownerId').where('id', '=', ann.id).executeTakeFirstOrThrow();
  expect(lead.ownerId).toBe(story.reps[otherThan(rep)]);
});

test('when the last able rep leaves, the task has no rep until another joins', async () => {
  await using story = await beginStory();
  const ann = await asksForADemo(story);
  for (const rep of ['sam', 'sue'] as const) await team(story).leave({ rep: story.reps[rep] });
  await story.db.updateTable('reps').set({ role: 'manager' }).where('name', 'in', ['Sam Rivers', 'Sue Park']).execute();
  await story.db.updateTable('reps').set({ active: false }).where('id', '=', story.reps.mia).execute();
  await story.settle();
  expect(await ann.holder()).toBeUndefined();
  await story.db.updateTable('reps').set({ active: true, role: 'sdr' }).where('id', '=', story.reps.sue).execute();
  await story.settle();
  expect(await ann.holder()).toBe('sue');
});

test('tasks that no rep had capacity for are assigned when capacity is free again', async () => {
  await using story = await beginStory();
  await story.db.updateTable('reps').set({ capacity: 1 }).where('role', '=', 'sdr').execute();
  const leads = [];
  for (const n of [1, 2, 3]) leads.push(await asksForADemo(story, { email: `p@firm${n}.example`, company: `Firm ${n}` }));
  const [first, , third] = leads as [Person, Person, Person];
  expect(await third.holder()).toBeUndefined();
  const rep = (await first.holder())!;
  await first.isReported(rep, 'disqualified', { reason: 'too small' });
  await story.settle();
  expect(await third.holder()).toBe(rep);
});

test('a rep who claims an unassigned task has the agreed time', async () => {
  await using story = await beginStory();
  for (const rep of ['sam', 'sue'] as const) await away(story, rep, 5);
  const ann = await asksForADemo(story);
  await story.runFor('50 minutes');
  await ann.isClaimed('mia');
  await story.engine.runFor(16 * MINUTE);
  expect((await ann.ladder()).at(-1)).toBe('Tue 12:05 fastTrack remind mia');
});

test('a task never goes to a rep who has left or is away: not by a manager, and not by a claim', async () => {
  await using story = await beginStory();
  const ann = await asksForADemo(story);
  const rep = (await ann.holder())!;
  const other = otherThan(rep);
  const { taskId } = await ann.task(rep);
  const assign = (to: string) => story.asRep('mia').tasks.assign({ taskId, to });
  await away(story, other, 3);
  await expect(assign(story.reps[other])).rejects.toThrow('is away until 2026-03-13. Choose a rep who is available');
  await expect(ann.isClaimed(other)).rejects.toThrow('is away until 2026-03-13');
  await team(story).back({ rep: story.reps[other] });
  await team(story).leave({ rep: story.reps[other] });
  await expect(assign(story.reps[other])).rejects.toThrow('has left. Choose an active rep.');
  await expect(away(story, other, 3)).rejects.toThrow('has left');
  expect(await ann.holder()).toBe(rep);
});

test('a queue says why a rep has a task', async () => {
  await using story = await beginStory();
  for (const rep of ['sam', 'sue'] as const) await away(story, rep, 5);
  await asksForADemo(story);
  await team(story).back({ rep: story.reps.sam });
  await story.settle();
  const [task] = await sheetsOf(story.asRep('sam'));
  expect(task).toMatchObject({
    why: { text: 'asked for a demo; unassigned: every rep is absent' },
    given: 'it was unassigned; it was their turn',
    assignee: { name: 'Sam Rivers' },
  });
});

test.each([false, true])(
  'a deal whose task is closed is handed over when its owner leaves, and the story shows it (to one rep: %s)',
  async (toOne) => {
    await using story = await beginStory();
    const ann = await asksForADemo(story, { seniority: 'director' });
    const rep = (await ann.holder())!;
    await ann.isReported(rep, 'accepted');
    const deal = { amount: 48_000, closeAt: new Date(story.now + 60 * DAY).toISOString(), nextStep: 'offer' };
    await ann.isReported(rep, 'opportunity', deal);
    await story.db
      .updateTable('tasks')
      .set({ state: 'done', closedAt: new Date(story.now) })
      .where('state', '=', 'open')
      .execute();
    await team(story).leave({ rep: story.reps[rep], ...(toOne && { to: story.reps[otherThan(rep)] }) });
    const [from, to] = rep === 'tom' ? ['Tom Field', 'Tia Cole'] : ['Tia Cole', 'Tom Field'];
    const told = (await story.as('admin').leads.story({ leadId: ann.id })).map(({ text }) => text);
    expect(told).toContainEqual(expect.stringMatching(`opportunity over 48,?000(\\.00)? EUR goes from ${from} to ${to}`));
  },
);

test('a reply moves to another rep when its rep leaves', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const holders = async () =>
    await story.db.selectFrom('tasks').select('assigneeId').where('leadId', '=', ann.id).where('kind', '=', 'reply').execute();
  await ann.does('contactRequested');
  await story.db.updateTable('tasks').set({ kind: 'reply', assigneeId: story.reps.sam }).where('leadId', '=', ann.id).execute();
  expect(await team(story).leave({ rep: story.reps.sam })).toMatchObject({ moved: 1 });
  expect(await holders()).toEqual([{ assigneeId: story.reps.sue }]);
});

test('an operations task goes to another manager when its manager leaves, and to a rep only without one', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const { id: teamId } = await story.db.selectFrom('teams').select('id').where('slug', '=', 'sdr-team').executeTakeFirstOrThrow();
  const max = story.reps.max;
  await story.db.updateTable('reps').set({ teamId }).where('id', '=', max).execute();
  await insertTask(story.db, {
    id: randomUUID(), key: 'parked', leadId: ann.id, accountId: null, enrolmentId: null, kind: 'operations', teamId, assigneeId: story.reps.mia,
    sla: null, because: 'parked', clockFrom: story.now, dueAt: undefined, openedAt: story.now,
  }); // prettier-ignore
  const holder = async () => (await story.db.selectFrom('tasks').select('assigneeId').executeTakeFirstOrThrow()).assigneeId;
  await team(story).leave({ rep: story.reps.mia });
  expect(await holder()).toBe(max);
  await team(story).leave({ rep: max });
  expect([story.reps.sam, story.reps.sue]).toContain(await holder());
});

test('a changed territory applies to the next lead, and moves none that a rep has', async () => {
  await using story = await beginStory();
  const territory = async (rep: RepName, places: string[]) =>
    await story.db.updateTable('reps').set({ territory: places }).where('id', '=', story.reps[rep]).execute();
  await territory('sam', ['DE']);
  const first = await asksForADemo(story);
  expect(await first.holder()).toBe('sam');
  await territory('sam', []);
  await territory('sue', ['DE']);
  const second = await asksForADemo(story, { email: 'bob@quay.example', company: 'Quay' });
  expect(await second.holder()).toBe('sue');
  expect(await first.holder()).toBe('sam');
});

test('a wrong id is answered with a sentence, and a manager decides only for their own team', async () => {
  await using story = await beginStory();
  const nobody = randomUUID();
  await expect(team(story).leave({ rep: nobody })).rejects.toThrow(`There is no rep ${nobody}.`);
  await expect(story.asRep('mia').team.leave({ rep: story.reps.tom })).rejects.toThrow('Tom Field is in another team.');
  await expect(story.asRep('sam').team.list()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(team(story).away({ rep: story.reps.sam, from: story.now, to: story.now })).rejects.toThrow(
    'ends before it begins',
  );
  await expect(team(story).away({ rep: story.reps.sam, from: story.now - 2 * HOUR, to: story.now - HOUR })).rejects.toThrow(
    'already over',
  );
  await expect(team(story).back({ rep: story.reps.sam })).rejects.toThrow('Sam Rivers is not away');
  expect((await story.asRep('mia').team.list()).map(({ name }) => name)).toEqual(['Mia Stone', 'Sam Rivers', 'Sue Park']);
});
