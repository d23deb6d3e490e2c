import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createReportWorld, email, NOON } from './world.ts';

const ago = (days: number) => NOON - days * DAY;

test('feedback of sales is counted by the email that the lead reacted to, and each number opens its leads', async () => {
  await using world = await createReportWorld();
  const sal = await world.rep('salesperson', 'Sal Wood', 'deal-team');
  const ids = {
    ann: await world.traveller('ann@pier1.example', 60, [], 'fair'),
    bob: await world.traveller('bob@pier2.example', 60, [], 'fair'),
  };
  const { reports } = world.as('manager');
  await email(world, ids.ann, 44, { content: 'checklist', acts: ['clicked'] });
  await email(world, ids.ann, 43, { content: 'trial' });
  await email(world, ids.bob, 44, { content: 'checklist' });
  const said = async (
    lead: 'ann' | 'bob',
    daysAgo: number,
    disposition: 'accepted' | 'won' | 'rejected' | 'lost',
    details: object,
  ): Promise<void> => {
    const taskId = await world.task(ids[lead], sal, 'acceptance');
    const about = {
      taskId,
      repId: sal,
      disposition,
      state: 'applied',
      details: JSON.stringify(details),
      at: new Date(ago(daysAgo)),
    } as const;
    await world.db
      .insertInto('dispositions')
      .values({ id: v7(), ...about })
      .execute();
    await world.db.updateTable('tasks').set({ state: 'done', sla: null }).where('id', '=', taskId).execute();
  };
  await said('ann', 42, 'accepted', { rating: 5, guide: { resonated: 'the checklist', need: 'less waiting' } });
  await said('ann', 41.5, 'won', { learned: { hesitation: 'the price' } });
  await said('bob', 41, 'rejected', { rating: 2, guide: { fellFlat: 'the price' } });
  await said('bob', 40.5, 'lost', { learned: 'They bought elsewhere' });
  const { rows } = await reports.feedback({ from: ago(45), to: ago(40) });
  expect(rows).toMatchObject([{ value: 'checklist', rated: 2, mean: 3.5 }]);
  const { grades, answers, people } = rows[0]!;
  expect(grades.map(({ grade, count }) => [grade, count])).toEqual([['5', 1], ['4', 0], ['3', 0], ['2', 1], ['1', 0]]); // prettier-ignore
  expect(
    answers
      .map(({ label, answers: all }) => [label, ...all.map((one) => [one.answer, one.count])])
      .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
  ).toEqual([
    ['What did we learn?', ['They bought elsewhere', 1]],
    ['What fell flat?', ['the price', 1]],
    ['What made them hesitate?', ['the price', 1]],
    ['What resonated?', ['the checklist', 1]],
  ]);
  expect(await world.behind(people.rated)).toEqual(['ann', 'bob']);
  expect(await world.behind(grades[3]!.people.count)).toEqual(['bob']);
  expect(await world.behind(answers.find(({ question }) => question === 'resonated')!.answers[0]!.people)).toEqual(['ann']);
  const bySource = await reports.feedback({ from: ago(45), to: ago(40), by: 'source' });
  expect(bySource.rows.map(({ value, rated }) => [value, rated])).toEqual([['fair', 2]]);
});
