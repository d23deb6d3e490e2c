import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import type { StandardIn } from '../../domain/sales/dispositions.ts';
import type { StandardReason } from '../../domain/sales/recycle.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';
import { guide } from '../support/guide.ts';
import { sheetsOf } from '../support/sheets.ts';

/** A director who asked for a demo, and the salesperson who is to take them on. */
async function handedOver(story: Story): Promise<{ ann: Person; rep: RepName }> {
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  return { ann, rep: (await ann.holder())! };
}

async function accepted(story: Story): Promise<{ ann: Person; rep: RepName }> {
  const handed = await handedOver(story);
  await handed.ann.isReported(handed.rep, 'accepted');
  return handed;
}

const deal = (story: Story) => ({ amount: 24_000, closeAt: story.now + 30 * DAY, nextStep: 'Send the offer' });

async function sinceMql(ann: Person): Promise<string[]> {
  const diary = await ann.diary();
  return diary.slice(diary.findIndex((line) => line.includes('→ mql')) + 1);
}

const other = (rep: RepName): RepName => (rep === 'tom' ? 'tia' : 'tom');

test('a lead who asks for a demo is called, handed over, accepted, and becomes a customer', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.does('demoRequested');
  await ann.isReported((await ann.holder())!, 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await story.runFor('5 days');
  await ann.isReported(rep, 'opportunity', deal(story));
  await story.runFor('10 days');
  await ann.isReported(rep, 'won', { learned: 'The customer case convinced them' });
  expect(await ann.stage()).toBe('customer');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      "  1 interrupted educate → qualify (demoRequested)",
      "  1 entered qualify",
      "  1 stage inquiry → mql (demoRequested)",
      "  1 entered sales",
      "  1 stage mql → sal (accepted)",
      "  1 mailed meeting",
      "  1 mailed introduction",
      "  6 stage sal → opportunity (reported by the salesperson)",
      "  8 mailed news",
      " 16 stage opportunity → customer (won)",
      " 16 ended sales → customer (won)",
    ]
  `);
});

test('only a salesperson’s report makes a SAL; marketing then helps in parallel', async () => {
  await using story = await beginStory();
  const { ann, rep } = await handedOver(story);
  expect(await ann.stage()).toBe('mql');
  await ann.isReported(rep, 'accepted');
  expect(await ann.stage()).toBe('sal');
  await story.runFor('26 days');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → sal (accepted)",
      "  0 mailed introduction",
      "  7 mailed news",
      " 21 mailed open-day",
    ]
  `);
  expect(ann.mails.find(({ subject }) => subject.includes('Your contact'))!.from.name).toBe(
    rep === 'tom' ? 'Tom Field' : 'Tia Cole',
  );
});

test('a rejected lead goes to another salesperson, and after the second no back to nurture', async () => {
  await using story = await beginStory();
  const { ann, rep } = await handedOver(story);
  await ann.isReported(rep, 'rejected', { reason: 'Too small' });
  expect(await ann.holder()).toBe(other(rep));
  await ann.isReported(other(rep), 'rejected', { reason: 'Really too small' });
  await ann.gets('customer-story');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → recycled (rejected)",
      "  0 rested sales → connect",
      " 30 entered connect",
      " 30 mailed customer-story",
    ]
  `);
});

test('a lead rejected for a recycle reason goes back at once', async () => {
  await using story = await beginStory();
  const { ann, rep } = await handedOver(story);
  await ann.isReported(rep, 'rejected', { reason: 'No money', recycleReason: 'budget' });
  await ann.gets('customer-story');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → recycled (budget)",
      "  0 rested sales → connect",
      " 90 entered connect",
      " 90 mailed customer-story",
    ]
  `);
});

test('when a lead does not come to the meeting, the salesperson waits for the new time', async () => {
  await using story = await beginStory();
  const { ann, rep } = await handedOver(story);
  await ann.isReported(rep, 'noShow', { at: story.now + 3 * DAY });
  await story.runFor('3 days');
  expect(await ann.ladder()).toEqual([]);
  await ann.isReported(rep, 'accepted');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  3 stage mql → sal (accepted)",
      "  3 mailed introduction",
    ]
  `);
});

test('progress of a deal restarts its clock', async () => {
  await using story = await beginStory();
  const { ann, rep } = await accepted(story);
  for (let n = 0; n < 3; n++) {
    await ann.isReported(rep, 'opportunity', deal(story));
    await story.runFor('30 days');
  }
  expect(await ann.stage()).toBe('opportunity');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → sal (accepted)",
      "  0 stage sal → opportunity (reported by the salesperson)",
      "  0 mailed introduction",
      "  7 mailed news",
      " 21 mailed open-day",
    ]
  `);
  const deals = await story.db.selectFrom('opportunities').select(['amount', 'closedAt']).execute();
  expect(deals).toMatchObject([{ closedAt: null }]);
});

test('a lead who chose a competitor gets emails again before that contract ends', async () => {
  await using story = await beginStory();
  const { ann, rep } = await accepted(story);
  await ann.isReported(rep, 'recycled', { recycleReason: 'competitorChosen', at: story.now + 300 * DAY });
  await ann.gets('trial');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → sal (accepted)",
      "  0 stage sal → recycled (competitorChosen)",
      "  0 rested sales → offer",
      "  0 mailed introduction",
      "180 entered offer",
      "180 mailed trial",
    ]
  `);
});

test.each<[StandardReason, string]>([
  ['unreachable', '30 connect'],
  ['timing', '50 offer'],
  ['budget', '90 connect'],
  ['competingPriority', '90 connect'],
  ['managementChange', '30 connect'],
  ['noOpportunity', '30 connect'],
  ['stalled', '30 connect'],
])('recycled for "%s" is a rest of %s', async (recycleReason, rest) => {
  await using story = await beginStory();
  const { ann, rep } = await accepted(story);
  const given = recycleReason === 'timing' ? { at: story.now + 50 * DAY } : {};
  await ann.isReported(rep, 'recycled', { recycleReason, ...given });
  const status = await story.as('admin').leads.status({ leadId: ann.id });
  const running = status.running as { until: string; track: string };
  expect(`${Math.round((Date.parse(running.until) - story.now) / DAY)} ${running.track}`).toBe(rest);
  expect(await ann.stage()).toBe('recycled');
});

test('when the management has changed, the salesperson looks for the new contact', async () => {
  await using story = await beginStory();
  const { ann, rep } = await accepted(story);
  await ann.isReported(rep, 'recycled', { recycleReason: 'managementChange' });
  const tasks = await sheetsOf(story.asRep(rep));
  expect(tasks.map(({ kind, why }) => `${kind}: ${why.text}`)).toMatchInlineSnapshot(`
    [
      "findContact: management changed; knows the account",
    ]
  `);
});

test('a lead recycled for timing comes back to the same salesperson', async () => {
  await using story = await beginStory();
  const { ann, rep } = await accepted(story);
  await ann.isReported(rep, 'recycled', { recycleReason: 'timing', at: story.now + 40 * DAY });
  await story.runFor('41 days');
  await ann.does('demoRequested');
  expect(await ann.holder()).toBe(rep);
});

test('a lead that two salespeople rejected comes back to another one', async () => {
  await using story = await beginStory();
  const { ann, rep } = await handedOver(story);
  await ann.isReported(rep, 'rejected', { reason: 'No' });
  await ann.isReported(other(rep), 'rejected', { reason: 'No' });
  await story.runFor('31 days');
  await ann.does('demoRequested');
  expect(await ann.holder()).toBe(rep);
});

test('the same salesperson tries a lost deal again after four months', async () => {
  await using story = await beginStory();
  const { ann, rep } = await accepted(story);
  await ann.isReported(rep, 'opportunity', deal(story));
  await ann.isReported(rep, 'lost', { reason: 'Price', learned: 'A module was missing' }, 'price');
  await ann.gets('trial');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → sal (accepted)",
      "  0 stage sal → opportunity (reported by the salesperson)",
      "  0 stage opportunity → recycled (lost)",
      "  0 rested sales → offer",
      "  0 mailed introduction",
      "120 entered offer",
      "120 mailed trial",
    ]
  `);
  await ann.does('demoRequested');
  expect(await ann.holder()).toBe(rep);
});

test('a report must have the fields that its disposition requires', async () => {
  await using story = await beginStory();
  const { ann, rep } = await handedOver(story);
  const refuses = (disposition: StandardIn<'sales'>, details: object) =>
    expect(ann.isReported(rep, disposition, details), disposition).rejects.toThrow('needs');
  await refuses('rejected', {});
  await refuses('noShow', {});
  await ann.isReported(rep, 'accepted');
  await refuses('recycled', {});
  await refuses('opportunity', { amount: 1, closeAt: 1 });
  await refuses('opportunity', { closeAt: 1, nextStep: 'x' });
  await ann.isReported(rep, 'opportunity', deal(story));
  await refuses('won', {});
  await refuses('lost', {});
  expect(await ann.holder()).toBe(rep);
});

test('a lead is accepted once, and is won only as an opportunity', async () => {
  await using story = await beginStory();
  const { ann, rep } = await handedOver(story);
  await expect(ann.isReported(rep, 'opportunity', deal(story))).rejects.toThrow('does not belong');
  await ann.isReported(rep, 'accepted');
  await expect(ann.isReported(rep, 'accepted')).rejects.toThrow('does not belong');
  await expect(ann.isReported(rep, 'won', { learned: 'x' })).rejects.toThrow('does not belong');
});
