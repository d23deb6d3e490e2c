import type { Lead } from 'trellis';
import { beginStory } from 'trellis/testing';
import { expect, expectTypeOf, test } from 'vitest';

test('a large site that asks for a demo goes to a salesperson at once', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ email: 'ann@large.example', fields: { docks: 60 } });
  const ben = await story.lead({ email: 'ben@small.example', fields: { docks: 4 } });
  await ann.does('demoRequested');
  await ben.does('demoRequested');
  const tasks = await story.db.selectFrom('tasks').select(['leadId', 'kind']).execute();
  expect(tasks).toContainEqual({ leadId: ann.id, kind: 'acceptance' });
  expect(tasks).toContainEqual({ leadId: ben.id, kind: 'call' });
});

test('the compiler knows the fields of this app, and what each of them holds', () => {
  const refused = (lead: Lead) => {
    expectTypeOf(lead.fields.docks).toEqualTypeOf<number | undefined>();
    // @ts-expect-error no such field
    return lead.fields.dock;
  };
  expect(refused).toBeTypeOf('function');
});
