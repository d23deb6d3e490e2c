import type { Lead } from 'trellis';
import { beginStory } from 'trellis/testing';
import { expect, expectTypeOf, test } from 'vitest';

test('a large site that asks for a demo goes at once to the salesperson who knows large sites', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ email: 'ann@large.example', fields: { docks: 60 } });
  const ben = await story.lead({ email: 'ben@small.example', fields: { docks: 4 } });
  await ann.does('demoRequested');
  await ben.does('demoRequested');
  const tasks = await story.db.selectFrom('tasks').select(['leadId', 'kind', 'because']).execute();
  expect(tasks).toContainEqual({ leadId: ann.id, kind: 'acceptance', because: 'asked for a demo; knows large sites' });
  expect(tasks).toContainEqual({ leadId: ben.id, kind: 'call', because: 'asked for a demo; it was their turn' });
  expect(await ann.holder()).toBe('henrik');
});

test('the compiler knows the fields of this app, and what each of them holds', () => {
  const refused = (lead: Lead) => {
    expectTypeOf(lead.fields.docks).toEqualTypeOf<number | undefined>();
    // @ts-expect-error no such field
    return lead.fields.dock;
  };
  expect(refused).toBeTypeOf('function');
});
