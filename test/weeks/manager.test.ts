import { expect, test } from 'vitest';
import { asMarkdown } from '../../domain/text/document.ts';
import { DAY } from '../../domain/time/duration.ts';
import { beginStory, type RepName } from '../support/story.ts';
import { mailbox } from './doors.ts';

test('the week of a sales manager', { timeout: 300_000 }, async () => {
  await using story = await beginStory();
  const { tasks, team, reports } = story.asRep('mia');
  const load = async () => (await team.load()).reps.map(({ name, open, away }) => `${name} ${open}${away ? ' away' : ''}`);
  const asks = async (n: number) => {
    const lead = await story.lead({ email: `lead${n}@pier${n}.example`, company: `Pier ${n}` });
    await lead.does('demoRequested');
    return lead;
  };
  const [one, two, three] = [await asks(1), await asks(2), await asks(3)];

  // Tuesday. Who has how much, and what is late. Sam has too much: one task goes to Sue.
  expect(await load()).toEqual(['Mia Stone 0', 'Sam Rivers 2', 'Sue Park 1']);
  const ofSam = (await tasks.list({ of: { rep: 'Sam Rivers' } })).items;
  await tasks.assign({ taskId: ofSam[0]!.taskId, to: story.reps.sue });
  await story.settle();
  expect(await load()).toEqual(['Mia Stone 0', 'Sam Rivers 1', 'Sue Park 2']);

  // Sam is ill until Friday: what he has goes to Sue at once.
  expect(await team.away({ rep: story.reps.sam, from: story.now, to: story.now + 3 * DAY, cover: story.reps.sue })).toMatchObject(
    {
      moved: 1,
      next: 'Sam Rivers gets no new tasks while they are away. 1 task changed hands.',
      undo: 'team.back',
    },
  );
  await story.settle();
  expect(await load()).toEqual(['Mia Stone 0', 'Sam Rivers 0 away', 'Sue Park 3']);

  // Nobody calls. Mia hears in her mailbox, and decides before the leads go back to nurture.
  await story.runFor('5 hours');
  expect(mailbox(story, 'mia').map(({ subject }) => subject)).toContainEqual(
    expect.stringMatching(/^Decide about the call task: /),
  );
  const waiting = (await tasks.list({ of: 'team', state: 'toDecide' })).items;
  expect(new Set(waiting.map(({ lead }) => lead.company))).toEqual(new Set(['Pier 1', 'Pier 2', 'Pier 3']));
  const taskOf = (email: string) => waiting.find(({ lead }) => lead.email === email)!.taskId;
  await tasks.decide({ taskId: taskOf(one.email), decision: 'keep' });
  await tasks.decide({ taskId: taskOf(two.email), decision: 'recycle' });
  await tasks.decide({ taskId: taskOf(three.email), decision: 'reassign', to: story.reps.sue });
  await story.settle();
  expect((await tasks.list({ of: 'team', state: 'toDecide' })).items).toEqual([]);
  expect(await story.asRep('mia').leads.status({ leadId: two.id })).toMatchObject({ stage: 'recycled' });

  // Sue reports a call to the wrong person; an hour later only Mia can take it back.
  const taskId = (await one.task('sue' satisfies RepName)).taskId;
  await story.asRep('sue').tasks.report({ taskId, disposition: 'disqualified', reason: 'tooSmall' });
  await story.settle();
  await story.runFor('1 hour');
  await expect(story.asRep('sue').tasks.undo({ taskId })).rejects.toThrow('You could take it back until');
  await tasks.undo({ taskId });
  await story.settle();
  expect(await one.holder()).toBe('sue');

  // Thursday. Sam is back early. From now on the SLAs are tried out, and not enforced, until the team agrees on them.
  await story.runFor('1 day');
  await team.back({ rep: story.reps.sam });
  expect(await load()).toEqual(expect.arrayContaining(['Sam Rivers 0']));
  expect((await team.mode({ mode: 'observe' })).inWords).toContain('Every SLA of SDRs is only observed');
  expect((await team.pilot({})).slas[0]?.inWords).toContain('Reps acted in time on');

  // Pier 1 is Sam's account from now on, and Sam also gets the lead and its work, until Mia thinks better of it.
  const { accounts, alerts, leads } = story.asRep('mia');
  expect((await accounts.own({ domain: 'pier1.example', rep: story.reps.sam })).next).toBe(
    'Leads of Pier 1 are now routed to Sam Rivers.',
  );
  const { was } = await leads.give({ leadId: one.email, rep: story.reps.sam });
  await story.settle();
  expect(await one.holder()).toBe('sam');
  await leads.give({ leadId: one.email, rep: was.rep, work: was.work });
  await story.settle();
  expect(await one.holder()).toBe('sue');
  await alerts.prefer({ rep: 'Sam Rivers', kind: 'opened', wanted: false });
  await alerts.prefer({ rep: 'Sam Rivers', kind: 'opened', wanted: true });
  expect((await team.list()).map(({ name }) => name)).toEqual(expect.arrayContaining(['Sam Rivers', 'Sue Park']));
  // Friday is a holiday; Sue works only mornings from now on.
  const { was: before } = await team.hours({ holidays: ['2026-03-13'] });
  expect((await team.hours({ rep: 'Sue Park', hours: { 'mon-fri': ['09:00-12:00'] } })).next).toContain('The hours of Sue Park');
  expect((await team.calendars())[0]).toMatchObject({ holidays: ['2026-03-13'], reps: [{ rep: 'Sue Park' }] });
  await team.hours(before);
  await team.hours({ rep: 'Sue Park', hours: null });

  // Friday. What was late, by rep and rung, and what both sides owe each other, as a document to sign.
  const sla = await reports.sla({ by: 'rep' });
  expect(sla.rows.map(({ label }) => label)).toContain('Sue Park');
  const late = sla.rows.find(({ breached }) => breached > 0)!;
  expect((await reports.people({ of: late.people.breached })).items.length).toBe(late.breached);
  expect(await reports.agreement({})).toHaveProperty('promised');
  expect(await reports.feedback({})).toHaveProperty('rows');
  expect(await reports.ready({})).toHaveProperty('rows');
  expect(asMarkdown(await team.agreement({}))).toContain('# Agreement between marketing and sales');

  // Sue leaves the company: her work is given to others, and her key ends.
  expect(await team.leave({ rep: story.reps.sue })).toMatchObject({ moved: 2 });
  await story.settle();
  expect(await load()).toEqual(expect.arrayContaining(['Sam Rivers 2']));
  expect((await story.as('admin').ops.unattended()).count).toBe(0);
});
