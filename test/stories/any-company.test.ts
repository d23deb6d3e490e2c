import { expect, test } from 'vitest';
import { definePolicy } from '../../domain/policy/policy.ts';
import { beginStory } from '../../testing/story.ts';
import { app } from '../support/app.ts';
import { staffOf, type RepName } from '../support/cast.ts';

/** A company that sells to the owners of small clinics in North America. */
const clinics = definePolicy({
  scoring: {
    ideal: { size: { from: 2, to: 20 }, industries: ['healthcare'], seniorities: ['executive'], regions: ['North America'] },
  },
});

test('a lead of a story fits the company perfectly, whatever its ideal profile is', async () => {
  await using story = await beginStory({ app: { ...app, policy: clinics }, staff: await staffOf({}) });
  const ann = await story.lead();
  expect(ann.held).toBeNull();
  expect(await story.as('marketer').leads.get({ leadId: ann.id })).toMatchObject({ score: { fit: 100 } });
});

test('a ladder has the hours of the team, wherever the team works', async () => {
  const staff = (await staffOf({})).map((team) => ({
    ...team,
    calendar: { ...team.calendar, zone: 'America/New_York' },
  }));
  await using story = await beginStory<RepName>({ app, staff, start: Date.parse('2026-03-10T14:00:00Z') });
  const ann = await story.lead({ country: 'US', zone: 'America/New_York' });
  await ann.does('demoRequested');
  await story.runFor('1 day');
  const [first = ''] = await ann.ladder();
  expect(first).toMatch(/^Tue 1[01]:\d\d fastTrack remind/);
});
