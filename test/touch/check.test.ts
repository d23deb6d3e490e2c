import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { suppressionReasons } from '../../domain/contact/suppression.ts';
import { messageIdOf } from '../../activities/touch/render.ts';
import { TUESDAY, touchWorld, type TouchWorld } from './world.ts';

const at = (text: string): number => Date.parse(text);
const channelClosed = true;

/** The key of another touch of the same lead. */
const other = (world: TouchWorld, n = 1): string => `${world.order().enrolmentId}/0/${n}`;

describe('whom we may not write to', () => {
  const scopes = [
    ['the lead', { reason: 'unsubscribed' }],
    ['the lead, on every channel', { channel: 'all', reason: 'legal', setBy: 'person' }],
    ['the address', { scope: 'address', subject: 'ann.harper@fleetly.example', reason: 'bounced', setBy: 'system' }],
    ['the domain', { scope: 'domain', subject: 'fleetly.example', reason: 'excludedDomain', setBy: 'system' }],
  ] as const;
  test.for(scopes)('%s is closed', async ([, suppression]) => {
    await using world = await touchWorld();
    await world.suppress(suppression);
    expect(await world.send()).toEqual({ state: 'never', because: suppression.reason, channelClosed });
    expect(world.kept.mails).toHaveLength(0);
  });

  test('the account is closed, for all its leads', async () => {
    await using world = await touchWorld();
    const id = '0193f7b4-0000-7000-8000-0000000000aa';
    await world.db
      .insertInto('accounts')
      .values({ id, name: 'Fleetly', createdAt: new Date(TUESDAY) })
      .execute();
    await world.db.updateTable('leads').set({ accountId: id }).execute();
    await world.suppress({ scope: 'account', subject: id, reason: 'excludedAccount', setBy: 'system' });
    expect(await world.send()).toEqual({ state: 'never', because: 'excludedAccount', channelClosed });
  });

  const open = [
    ['of another channel', { channel: 'phone' }],
    ['that was lifted', { liftedAt: new Date(TUESDAY - 1) }],
    ['that has ended', { until: new Date(TUESDAY) }],
    ['of somebody else', { subject: '00000000-0000-0000-0000-000000000000' }],
    ['of another address', { scope: 'address', subject: 'bob@fleetly.example' }],
  ] as const;
  test.for(open)('a suppression %s stops nothing', async ([, suppression]) => {
    await using world = await touchWorld();
    await world.suppress(suppression);
    expect(await world.send()).toMatchObject({ state: 'sent' });
  });

  const consents = [
    ['none', null, 'noConsent'],
    ['expired', { expiresAt: new Date(TUESDAY) }, 'consentExpired'],
    ['unconfirmed', { basis: 'doubleOptIn' }, 'consentUnconfirmed'],
    ['no opt-in where the law asks for one', { basis: 'legitimateInterest' }, 'optInNeeded'],
  ] as const;
  test.for(consents)('a lead whose consent is %s', async ([, consent, because]) => {
    await using world = await touchWorld({ consent });
    expect(await world.send()).toEqual({ state: 'never', because, channelClosed });
  });
});

describe('a closure that can be lifted delays an email, and drops no lead', () => {
  test('a hold until a date', async () => {
    await using world = await touchWorld();
    const until = TUESDAY + 30 * DAY;
    await world.suppress({ reason: 'hold', setBy: 'rep', until: new Date(until) });
    expect(await world.send()).toEqual({ state: 'deferred', because: 'hold', until });
    expect(await world.stored()).toMatchObject({ state: 'deferred', reason: 'hold', dueAt: new Date(until), settledAt: null });
  });

  test.for([
    ['hold', 'rep', DAY],
    ['stopped', 'system', HOUR],
  ] as const)('%s without a date: asked again after a while', async ([reason, setBy, pause]) => {
    await using world = await touchWorld();
    await world.suppress({
      scope: reason === 'stopped' ? 'everybody' : 'lead',
      subject: reason === 'stopped' ? '*' : world.leadId,
      reason,
      setBy,
    });
    expect(await world.send()).toEqual({ state: 'deferred', because: reason, until: TUESDAY + pause });
    expect(Object.keys(suppressionReasons)).toContain(reason);
  });

  test('an opt-out in addition to a hold is permanent', async () => {
    await using world = await touchWorld();
    await world.suppress({ reason: 'hold', setBy: 'rep', until: new Date(TUESDAY + DAY) });
    await world.suppress();
    expect(await world.send()).toEqual({ state: 'never', because: 'unsubscribed', channelClosed });
  });
});

describe('what a lead gets, over all programs', () => {
  test('the same content once, whichever program sends it', async () => {
    await using world = await touchWorld();
    await world.send({ key: other(world) });
    world.now += 30 * DAY;
    expect(await world.send()).toEqual({ state: 'never', because: 'alreadySent', channelClosed: false });
    expect(world.kept.mails).toHaveLength(1);
  });

  test('no two emails within two days', async () => {
    await using world = await touchWorld();
    await world.send({ key: other(world), content: 'checklist' });
    world.now += HOUR;
    const until = TUESDAY + 2 * DAY;
    expect(await world.send()).toEqual({ state: 'deferred', because: 'frequency', until });
    world.now = until;
    expect(await world.send()).toMatchObject({ state: 'sent', at: until });
  });

  test('an email that was refused does not count', async () => {
    await using world = await touchWorld();
    const mailer = { send: () => Promise.resolve({ state: 'refused', smtpCode: 554, blame: 'policy' } as const) };
    expect(await world.send({ key: other(world), content: 'checklist' }, { mailer })).toMatchObject({ state: 'never' });
    expect(await world.send()).toMatchObject({ state: 'sent' });
  });

  test("an email in a rep's name is sent regardless of marketing emails, but those keep their distance from it", async () => {
    await using world = await touchWorld();
    await world.send({ key: other(world, 1) });
    world.now += HOUR;
    expect(await world.send({ key: other(world, 2), content: 'missed-call' })).toMatchObject({ state: 'sent' });
    expect(await world.send({ content: 'checklist' })).toMatchObject({ state: 'deferred', because: 'frequency' });
    const [first, second] = world.kept.mails;
    expect(second?.date).toBe((first?.date ?? 0) + HOUR);
  });

  test("an opt-out stops a rep's email, too", async () => {
    await using world = await touchWorld();
    await world.suppress();
    expect(await world.send({ content: 'missed-call' })).toEqual({
      state: 'never',
      because: 'unsubscribed',
      channelClosed,
    });
  });
});

describe('when a lead gets it', () => {
  const cases = [
    ['at night', '2026-03-10T02:00:00Z', '2026-03-10T08:00:00Z'],
    ['in the evening', '2026-03-10T16:30:00Z', '2026-03-11T08:00:00Z'],
    ['on a Saturday', '2026-03-14T11:00:00Z', '2026-03-16T08:00:00Z'],
    ['before the clocks go forward', '2026-03-28T11:00:00Z', '2026-03-30T07:00:00Z'],
  ] as const;
  test.for(cases)('%s: in the first hour of the next window, at a minute of its own', async ([, now, opens]) => {
    await using world = await touchWorld();
    world.now = at(now);
    const minutes = new Set<number>();
    for (let n = 1; n <= 4; n++) {
      const result = await world.send({ key: other(world, n) });
      expect(result).toMatchObject({ state: 'deferred', because: 'sendWindow' });
      const { until } = result as { until: number };
      expect(until).toBeGreaterThanOrEqual(at(opens));
      expect(until).toBeLessThan(at(opens) + 60 * MINUTE);
      minutes.add(until);
    }
    expect(minutes.size).toBeGreaterThan(2);
  });

  test('on a public holiday of their country: on the next working day', async () => {
    await using world = await touchWorld({ country: 'DE' });
    world.now = at('2026-04-03T10:00:00Z');
    const { until } = (await world.send()) as { until: number };
    expect(new Date(until).toISOString()).toMatch(/^2026-04-07T07/);
    await using elsewhere = await touchWorld({ country: 'US' });
    elsewhere.now = world.now;
    expect(await elsewhere.send()).toMatchObject({ state: 'sent' });
  });

  test('asked again at the instant given, it goes out', async () => {
    await using world = await touchWorld();
    world.now = at('2026-03-10T02:00:00Z');
    const put = await world.send();
    world.now = (put as { until: number }).until;
    expect(await world.send()).toMatchObject({ state: 'sent', at: world.now });
    expect(await world.stored()).toMatchObject({ state: 'accepted', reason: null });
  });

  test("the window is the lead's, not ours", async () => {
    await using world = await touchWorld({ zone: 'America/Los_Angeles' });
    expect(await world.send()).toMatchObject({ state: 'deferred', because: 'sendWindow' });
  });

  test("a rep's email is not spread, but waits for the window", async () => {
    await using world = await touchWorld();
    world.now = at('2026-03-10T02:00:00Z');
    expect(await world.send({ content: 'missed-call' })).toMatchObject({
      state: 'deferred',
      until: at('2026-03-10T08:00:00Z'),
    });
  });
});

describe('who it is from', () => {
  const repId = '0193f7b4-0000-7000-8000-0000000000bb';
  const withRep = async (email: string): Promise<TouchWorld> => {
    const world = await touchWorld();
    const teamId = '0193f7b4-0000-7000-8000-0000000000cc';
    await world.db.insertInto('teams').values({ id: teamId, slug: 'field', name: 'Field', calendar: '{}' }).execute();
    await world.db.insertInto('reps').values({ id: repId, teamId, role: 'salesperson', name: 'Bo Lindt', email }).execute();
    return world;
  };

  test('a rep at the domain that we sign for writes from their own address', async () => {
    await using world = await withRep('bo@mail.sundry.example.com');
    await world.send({ content: 'missed-call', repId });
    expect(world.kept.mails[0]).toMatchObject({ from: { name: 'Bo Lindt', address: 'bo@mail.sundry.example.com' } });
    expect(world.kept.mails[0]?.replyTo).toBeUndefined();
  });

  test('a rep at another domain appears by name, and gets the replies', async () => {
    await using world = await withRep('bo@sundry.example.com');
    await world.send({ content: 'missed-call', repId });
    expect(world.kept.mails[0]).toMatchObject({
      from: { name: 'Bo Lindt', address: 'nora@mail.sundry.example.com' },
      replyTo: [{ name: 'Bo Lindt', address: 'bo@sundry.example.com' }],
    });
  });

  test('a marketing email comes from marketing, whoever owns the lead', async () => {
    await using world = await withRep('bo@mail.sundry.example.com');
    await world.send({ repId });
    expect(world.kept.mails[0]?.from.name).toBe('Nora at Sundry');
    expect(await world.stored()).toMatchObject({ repId });
  });
});

describe('the contents of the ledger', () => {
  test('a version is saved without personal data, with the targets of its links', async () => {
    await using world = await touchWorld({ firstName: 'Zebulon' });
    await world.send();
    const versions = await world.db.selectFrom('contentVersions').selectAll().execute();
    expect(versions).toHaveLength(1);
    expect(versions[0]).toMatchObject({ content: 'guide', persona: null });
    expect(JSON.stringify(versions)).not.toContain('Zebulon');
    expect(Object.values(versions[0]?.links ?? {})[0]).toMatchObject({ url: expect.stringMatching(/^https:/) as string });
  });

  test("a persona's version is noted as theirs", async () => {
    await using world = await touchWorld();
    await world.send({ personas: ['decision-maker', 'champion'] });
    expect(await world.stored()).toMatchObject({ persona: 'decision-maker' });
  });

  test('the journal of the order is written with it, once', async () => {
    await using world = await touchWorld();
    const journal = [{ visit: 1, n: 0, at: TUESDAY, kind: 'entered', to: 'educate' }] as const;
    await world.send({ journal });
    await world.send({ journal });
    const lines = await world.db.selectFrom('transitions').select(['kind', 'to']).execute();
    expect(lines).toEqual([{ kind: 'entered', to: 'educate' }]);
  });

  test('a stage that the journal sets is set with the claim; recycling lowers interest too', async () => {
    await using world = await touchWorld();
    const stage = (n: number, to: string) => ({ visit: 1, n, at: TUESDAY + n, kind: 'stage', to }) as const;
    await world.send({ journal: [stage(0, 'mql')] });
    expect(await world.db.selectFrom('leads').select('stage').executeTakeFirst()).toEqual({ stage: 'mql' });
    await world.send({ journal: [stage(1, 'recycled')] });
    expect(await world.db.selectFrom('leads').select('stage').executeTakeFirst()).toEqual({ stage: 'recycled' });
    await world.send({ journal: [stage(2, 'customer')] });
    expect(world.logged.join('')).toContain('not a legal move in the funnel');
  });

  test("the next persona's version of a content is another email", async () => {
    await using world = await touchWorld();
    await world.send({ key: other(world), personas: ['champion'] });
    world.now += 7 * DAY;
    expect(await world.send({ personas: ['decision-maker', 'champion'] })).toMatchObject({ state: 'sent' });
    expect(await world.send({ key: other(world, 2), personas: ['decision-maker'] })).toMatchObject({ because: 'alreadySent' });
  });

  test('the Message-ID is the same for the same touch', () => {
    expect(messageIdOf('a/1/1', 'example.com')).toBe(messageIdOf('a/1/1', 'example.com'));
    expect(messageIdOf('a/1/1', 'example.com')).not.toBe(messageIdOf('a/1/2', 'example.com'));
    expect(messageIdOf('a/1/1', 'example.com')).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
  });
});

describe('machines whose clocks differ', () => {
  test.for([0, 2, 59])('a consent that is %i seconds ahead counts', async (seconds) => {
    const given = new Date(TUESDAY + seconds * 1_000);
    await using world = await touchWorld({ consent: { at: given, basis: 'doubleOptIn', confirmedAt: given } });
    expect(await world.send()).toMatchObject({ state: 'sent' });
  });

  test('a consent further in the future than clocks differ does not', async () => {
    await using world = await touchWorld({ consent: { at: new Date(TUESDAY + 2 * MINUTE) } });
    expect(await world.send()).toMatchObject({ state: 'never', because: 'noConsent' });
  });

  test.for([2, 3_600])('an opt-out that is %i seconds ahead counts', async (seconds) => {
    await using world = await touchWorld();
    await world.suppress({ at: new Date(TUESDAY + seconds * 1_000) });
    expect((await world.send()).state).not.toBe('sent');
    expect(world.kept.mails).toEqual([]);
  });
});
