import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { TouchOrder } from '../../activities/contract.ts';
import { DAY } from '../../domain/time/duration.ts';
import { afterClaim } from './statements.ts';
import { TUESDAY, touchWorld, type TouchWorld } from './world.ts';

/** A side program of the lead, beside the program of the world: the order of its first email. */
async function sideProgramOf({ db, leadId }: TouchWorld, content: TouchOrder['content']): Promise<Partial<TouchOrder>> {
  const [campaignId, enrolmentId] = [randomUUID(), randomUUID()];
  const program = `only-${content}`;
  await db.insertInto('campaigns').values({ id: campaignId, name: program, program }).execute();
  const place = { leadId, campaignId, program, lane: content, state: 'running', startAt: new Date(TUESDAY) } as const;
  await db
    .insertInto('enrolments')
    .values({ id: enrolmentId, ...place })
    .execute();
  return { enrolmentId, campaignId, program, key: `${enrolmentId}/1/1`, content };
}

const later = { state: 'deferred', because: 'frequency', until: TUESDAY + 2 * DAY };

test('an email that another program has sent since the check defers this one', async () => {
  await using world = await touchWorld();
  const news = await sideProgramOf(world, 'news');
  const db = afterClaim(world.db, async () => expect(await world.send()).toMatchObject({ state: 'sent' }));
  expect(await world.send(news, { db })).toEqual(later);
  expect(world.kept.mails).toHaveLength(1);
});

test('of programs that write to a lead at the same moment, one does, and the others keep their distance to it', async () => {
  await using world = await touchWorld();
  const beside = await Promise.all((['news', 'checklist', 'customer-story'] as const).map((one) => sideProgramOf(world, one)));
  const results = await Promise.all([{}, ...beside].map((order) => world.send(order)));
  expect(results.filter(({ state }) => state === 'sent')).toHaveLength(1);
  // One of a side program waits even longer when it finds that the lead's main program has planned its email by then.
  const putOff = results.flatMap((result) => (result.state === 'deferred' ? [result] : []));
  expect(putOff.map(({ because }) => because)).toEqual(['frequency', 'frequency', 'frequency']);
  expect(Math.min(...putOff.map(({ until }) => until))).toBe(later.until);
});

test('an email of a side program keeps its distance to a waiting email of the main program', async () => {
  await using world = await touchWorld();
  const news = await sideProgramOf(world, 'news');
  const own = { key: world.order().key, leadId: world.leadId, content: 'guide', track: 'educate', channel: 'email' } as const;
  const { enrolmentId, campaignId } = world.order();
  const waits = {
    state: 'deferred',
    reason: 'sendWindow',
    claimedAt: new Date(TUESDAY),
    dueAt: new Date(TUESDAY + DAY),
  } as const;
  await world.db
    .insertInto('touches')
    .values({ ...own, enrolmentId, campaignId, ...waits })
    .execute();
  expect(await world.send(news)).toEqual({ ...later, until: TUESDAY + 3 * DAY });
});

test('an email of a side program waits while sales works on the lead, and ends with one that is disqualified', async () => {
  await using world = await touchWorld();
  const news = await sideProgramOf(world, 'news');
  const becomes = (stage: 'mql' | 'customer' | 'disqualified') => world.db.updateTable('leads').set({ stage }).execute();
  await becomes('mql');
  expect(await world.send(news)).toEqual({ state: 'deferred', because: 'inSales', until: TUESDAY + DAY });
  await world.db.insertInto('programs').values({ id: 'only-news', lane: 'news', whileInSales: 'send' }).execute();
  await becomes('disqualified');
  expect(await world.send(news)).toEqual({ state: 'never', because: 'disqualified', channelClosed: true });
  await becomes('mql');
  const story = await sideProgramOf(world, 'customer-story');
  await becomes('customer');
  expect(await world.send(story)).toMatchObject({ state: 'sent' });
});
