import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createReportWorld, NOON } from './world.ts';

test('a lead that one rep rejected and another accepted is the acceptance of the other, and no hand-over counts twice', async () => {
  await using world = await createReportWorld();
  const [rita, sal] = [await world.rep('salesperson', 'Rita Dunn', 'deals'), await world.rep('salesperson', 'Sal Wood', 'deals')];
  const handed = async (leadId: string, rep: string, daysAgo: number) => {
    const id = await world.task(leadId, rep, 'acceptance');
    await world.db
      .updateTable('tasks')
      .set({ openedAt: new Date(NOON - daysAgo * DAY) })
      .where('id', '=', id)
      .execute();
  };
  const ann = await world.traveller('ann@pier1.example', 80, [[70, 'mql'], [64, 'sal']]); // prettier-ignore
  await handed(ann, rita, 70);
  await handed(ann, sal, 66);
  // Rita gave bob back for good; the next time, Sal got him.
  const bob = await world.traveller('bob@pier2.example', 80, [[70, 'mql'], [64, 'recycled', 'timing'], [20, 'mql']]); // prettier-ignore
  await handed(bob, rita, 70);
  await handed(bob, sal, 20);
  const { handOvers, reps } = await world.as('manager').reports.agreement({ from: NOON - 90 * DAY });
  expect(handOvers).toMatchObject({ handed: 2, accepted: 1, returned: 1, open: 0, medianDays: 6 });
  const byName = Object.fromEntries(reps.map(({ rep, ...numbers }) => [rep, numbers]));
  expect(byName['Sal Wood']).toMatchObject({ handed: 1, accepted: 1, returned: 0 });
  expect(byName['Rita Dunn']).toMatchObject({ handed: 1, accepted: 0, returned: 1 });
  expect(await world.behind(byName['Sal Wood']!.people.accepted)).toEqual(['ann']);
});
