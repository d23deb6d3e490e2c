import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { firstLink, signInLink } from '../../api/people/sign-in.ts';
import { createApi } from '../../api/server.ts';
import type { ApiRole } from '../../db/columns.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { openBrowser, type Browser } from '../support/browser.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let publicUrl: string;
beforeAll(async () => {
  world = await createWorld();
  ({ publicUrl } = world.links);
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => void (await world.db.deleteFrom('formRates').execute()));

let people = 0;
async function invite(role: ApiRole = 'marketer') {
  const email = `person${++people}@ours.example`;
  const { personId } = await world.as('admin').people.invite({ email, name: `Person ${people}`, role });
  return { email, personId };
}
const linksTo = (email: string): readonly string[] => world.mail.to(email).flatMap(({ links }) => links['link'] ?? []);
/** They ask for a link. @returns its path, as the email has it */
async function ask(browser: Browser, email: string, to = '/'): Promise<string> {
  const before = linksTo(email).length;
  expect((await browser.post('/signin', { email, to })).statusCode).toBe(202);
  await expect.poll(() => linksTo(email).length).toBe(before + 1);
  return new URL(linksTo(email).at(-1)!).pathname;
}
/** They ask for a link in a browser, open the email there, and press the button. */
async function signedIn(email: string, to = '/'): Promise<Browser> {
  const browser = openBrowser(world.api);
  const answer = await browser.post(await ask(browser, email, to));
  expect([answer.statusCode, answer.headers.location]).toEqual([303, to]);
  return browser;
}
const codeOf = (answer: { json: () => unknown }) => (answer.json() as { error?: { data: { code: string } } }).error?.data.code;
async function passes(real: number) {
  const back = (column: string) => `${column} = ${column} - interval '${real} milliseconds'`;
  await sql.raw(`update sessions set ${back('real_began_at')}, ${back('real_seen_at')}`).execute(world.db);
  await sql.raw(`update sign_in_links set ${back('real_expires_at')}`).execute(world.db);
}

test('somebody who was invited asks for a link, presses its button in the same browser, and works with the rights of their role', async () => {
  const { email } = await invite('marketer');
  const browser = openBrowser(world.api);
  expect((await browser.get('/signin?to=/campaigns')).body).toContain('value="/campaigns"');
  const link = await ask(browser, email, '/campaigns');
  expect((await browser.get(link)).body).toContain('<button type="submit">Sign in</button>');
  const signedIn = await browser.post(link);
  expect([signedIn.statusCode, signedIn.headers.location]).toEqual([303, '/campaigns']);
  expect(signedIn.headers['set-cookie']).toMatch(
    /^__Host-trellis=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
  );
  expect((await browser.call('people.me')).json()).toMatchObject({ result: { data: { role: 'marketer' } } });
  expect((await browser.call('campaigns.list')).statusCode).toBe(200);
  expect(codeOf(await browser.call('keys.list'))).toBe('roleNotAllowed');
});

test('a rep signs in without an invitation, and works as themselves', async () => {
  const repId = await world.rep('sdr', 'Tess Signer');
  const browser = await signedIn('tess.signer@ours.example');
  expect((await browser.call('people.me')).json()).toMatchObject({ result: { data: { role: 'rep', repId } } });
  expect((await browser.call('tasks.list')).statusCode).toBe(200);
});

test('only a hash of a link, of its browser and of a session is saved', async () => {
  const { email } = await invite();
  const browser = await signedIn(email);
  const saved = JSON.stringify([
    await world.db.selectFrom('sessions').selectAll().execute(),
    await world.db.selectFrom('signInLinks').selectAll().execute(),
  ]);
  const secrets = [...browser.cookies.values(), linksTo(email)[0]!.split('/').at(-1)!];
  expect(secrets.filter((secret) => saved.includes(secret) || saved.includes(Buffer.from(secret).toString('hex')))).toEqual([]);
});

test('a stranger gets the same answer as somebody we know, and no email', async () => {
  const { email } = await invite();
  const answerTo = async (address: string) => {
    const { statusCode, body, headers } = await openBrowser(world.api).post('/signin', { email: address });
    const cookie = String(headers['set-cookie']).replace(/=[\w-]{43};/, '=…;');
    return { statusCode, cookie, body: body.replaceAll(address, 'X').replaceAll(address.replaceAll("'", '&#39;'), 'X') };
  };
  expect(await answerTo('stranger@elsewhere.example')).toEqual(await answerTo(email));
  await expect.poll(() => linksTo(email).length).toBe(1);
  expect(world.mail.to('stranger@elsewhere.example')).toEqual([]);
});

test('a link works once, even if its button is pressed twice at the same moment', async () => {
  const { email } = await invite();
  const browser = openBrowser(world.api);
  const link = await ask(browser, email);
  const answers = await Promise.all(Array.from({ length: 8 }, () => browser.post(link)));
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
    303,
    ...Array.from({ length: 7 }, () => 410),
  ]);
  expect((await browser.get(link)).statusCode).toBe(410);
});

test('a link works for ten minutes', async () => {
  const { email } = await invite();
  const browser = openBrowser(world.api);
  const link = await ask(browser, email);
  await passes(9 * MINUTE);
  expect((await browser.get(link)).statusCode).toBe(200);
  await passes(1.1 * MINUTE);
  expect((await browser.get(link)).statusCode).toBe(410);
  expect((await browser.post(link)).statusCode).toBe(410);
});

test('a scanner that opens the link uses nothing up, and another browser can’t use it', async () => {
  const { email } = await invite();
  const browser = openBrowser(world.api);
  const link = await ask(browser, email);
  const other = openBrowser(world.api);
  for (const answer of [await other.get(link), await other.post(link)]) expect(answer.statusCode).toBe(403);
  expect(other.cookies.size).toBe(0);
  expect((await browser.post(link)).statusCode).toBe(303);
});

test('of two links that one browser asked for, both work', async () => {
  const { email } = await invite();
  const browser = openBrowser(world.api);
  const first = await ask(browser, email);
  const second = await ask(browser, email);
  expect((await browser.post(second)).statusCode).toBe(303);
  expect((await browser.post(first)).statusCode).toBe(303);
});

test('too many links for one address are refused, whether or not it may sign in', async () => {
  const { email } = await invite();
  for (const address of [email, 'nobody@elsewhere.example']) {
    const answers = [];
    for (let n = 0; n < 8; n++) answers.push((await openBrowser(world.api).post('/signin', { email: address })).statusCode);
    expect(answers).toEqual([202, 202, 202, 202, 202, 202, 429, 429]);
  }
});

test.each([
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/\t/evil.example', '/'],
  ['/%09/evil.example', '/%09/evil.example'],
  ['/tasks/1?x=y', '/tasks/1?x=y'],
  ['', '/'],
] as const)('the path %j leads to %j', async (to, expected) => {
  const { email } = await invite();
  const browser = openBrowser(world.api);
  expect((await browser.post(await ask(browser, email, to))).headers.location).toBe(expected);
});

test('somebody who is signed in does not sign in again', async () => {
  const { email } = await invite();
  const browser = await signedIn(email);
  const answer = await browser.get('/signin?to=/leads');
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/leads']);
});

test('a session ends after twelve hours without a request, and after thirty days in any case', async () => {
  const { email } = await invite();
  const idle = await signedIn(email);
  for (let halfDay = 0; halfDay < 3; halfDay++) {
    await passes(11 * HOUR);
    expect((await idle.call('people.me')).statusCode).toBe(200);
    // The request does not wait for the note of its use.
    await expect
      .poll(async () => Date.now() - Date.parse((await world.as('admin').sessions.list()).items[0]!.seenAt))
      .toBeLessThan(MINUTE);
  }
  await passes(12.1 * HOUR);
  const late = await idle.call('people.me');
  expect([late.statusCode, codeOf(late)]).toEqual([401, 'signedOut']);

  const busy = await signedIn(email);
  await world.db
    .updateTable('sessions')
    .set({ realBeganAt: new Date(Date.now() - 30 * DAY + MINUTE) })
    .execute();
  expect((await busy.call('people.me')).statusCode).toBe(200);
  await world.db
    .updateTable('sessions')
    .set({ realBeganAt: new Date(Date.now() - 30 * DAY) })
    .execute();
  expect(codeOf(await busy.call('people.me'))).toBe('signedOut');
});

test('a company chooses how long sessions last', async () => {
  const { email } = await invite();
  const browser = await signedIn(email);
  const settings = { ...world.deps.settings, sessions: { idle: MINUTE, longest: DAY } };
  await using api = await createApi({ ...world.deps, settings });
  const strict = openBrowser(api);
  for (const [name, value] of browser.cookies) strict.cookies.set(name, value);
  expect((await strict.call('people.me')).statusCode).toBe(200);
  await passes(2 * MINUTE);
  expect(codeOf(await strict.call('people.me'))).toBe('signedOut');
});

test('somebody who signs out, is removed, gets another role or leaves the team is signed out at once', async () => {
  const out = await signedIn((await invite()).email);
  expect((await out.post('/signout')).headers.location).toBe('/signin');
  expect([...out.cookies.keys()]).toEqual(['__Host-trellis-browser']);

  const removed = await invite();
  const changed = await invite();
  const gone = await world.rep('salesperson', 'Gus Gone');
  const browsers = {
    removed: await signedIn(removed.email),
    changed: await signedIn(changed.email),
    gone: await signedIn('gus.gone@ours.example'),
  };
  await world.as('admin').people.remove({ personId: removed.personId });
  await world.as('admin').people.change({ personId: changed.personId, role: 'manager' });
  await world.as('admin').team.leave({ rep: gone });
  for (const browser of Object.values(browsers)) expect(codeOf(await browser.call('people.me'))).toBe('signedOut');
  expect((await openBrowser(world.api).post('/signin', { email: removed.email })).statusCode).toBe(202);
  const again = await signedIn(changed.email);
  expect((await again.call('people.me')).json()).toMatchObject({ result: { data: { role: 'manager' } } });
});

test('a rep whose role in the team changes has the rights of the new one at the next request', async () => {
  const repId = await world.rep('manager', 'Mia Manager');
  const browser = await signedIn('mia.manager@ours.example');
  expect((await browser.call('team.list')).statusCode).toBe(200);
  await world.db.updateTable('reps').set({ role: 'sdr' }).where('id', '=', repId).execute();
  expect(codeOf(await browser.call('team.list'))).toBe('roleNotAllowed');
});

test('somebody signs out everywhere else at once, and nobody else is signed out', async () => {
  const { email } = await invite('marketer');
  const [here, there, away] = [await signedIn(email), await signedIn(email), await signedIn(email)];
  const other = await signedIn((await invite('manager')).email);
  expect((await here.call('sessions.end', { others: true })).json()).toMatchObject({
    result: { data: { ended: true, next: 'You are signed out everywhere else.' } },
  });
  for (const browser of [there, away]) expect(codeOf(await browser.call('people.me'))).toBe('signedOut');
  for (const browser of [here, other]) expect((await browser.call('people.me')).statusCode).toBe(200);
  // A key has no session.
  expect(await world.as('admin').sessions.end({ others: true })).toMatchObject({ ended: true });
  expect((await other.call('people.me')).statusCode).toBe(200);
});

test('everyone sees and ends their own sessions, and an admin everybody’s', async () => {
  const { email } = await invite('marketer');
  const [here, there] = [await signedIn(email), await signedIn(email)];
  const other = await signedIn((await invite('manager')).email);
  interface Listed {
    readonly id: string;
    readonly isThis: boolean;
    readonly browser: string | null;
  }
  const listIn = async (browser: Browser) =>
    (await browser.call('sessions.list')).json<{ result: { data: { items: Listed[] } } }>().result.data.items;
  const mine = await listIn(here);
  expect(mine.map(({ isThis, browser }) => ({ isThis, browser }))).toEqual([
    { isThis: false, browser: 'Firefox on Linux' },
    { isThis: true, browser: 'Firefox on Linux' },
  ]);
  const [session] = mine.filter(({ isThis }) => !isThis);
  expect(codeOf(await other.call('sessions.end', { session: session!.id }))).toBe('sessionUnknown');
  expect((await here.call('sessions.end', { session: session!.id })).statusCode).toBe(200);
  expect(codeOf(await there.call('people.me'))).toBe('signedOut');
  expect((await here.call('people.me')).statusCode).toBe(200);
  const all = await world.as('admin').sessions.list();
  expect(all.items.length).toBeGreaterThanOrEqual(2);
  expect((await world.as('marketer').sessions.list()).items).toEqual([]);
});

test('signing in, and what people do then, is in the audit log under their name', async () => {
  const { email, personId } = await invite('marketer');
  const browser = await signedIn(email);
  await browser.call('segments.save', { name: 'Mine', audience: { everybody: true } });
  const { items: acts } = await world.as('admin').audit.list({ principal: personId });
  expect(acts.map(({ action, keyId, outcome }) => ({ action, keyId, outcome }))).toEqual([
    { action: 'segments.save', keyId: personId, outcome: 'done' },
    { action: 'signIn', keyId: personId, outcome: 'done' },
  ]);
});

test('the last administrator can’t be removed or get a lesser role, and a rep is changed in their team', async () => {
  const admins = async () => (await world.as('admin').people.list()).items.filter(({ role }) => role === 'admin');
  for (const { id } of await admins()) await world.db.deleteFrom('people').where('id', '=', id).execute();
  const { personId, email } = await invite('admin');
  await expect(world.as('admin').people.remove({ personId })).rejects.toThrow('last administrator');
  await expect(world.as('admin').people.change({ personId, role: 'marketer' })).rejects.toThrow('last administrator');
  await invite('admin');
  expect(await world.as('admin').people.change({ personId, role: 'marketer' })).toMatchObject({
    before: { email, role: 'admin' },
  });
  const repId = await world.rep('sdr', 'Rea Rep');
  await expect(world.as('admin').people.remove({ personId: repId })).rejects.toThrow('Rea Rep is a rep');
  await expect(world.as('admin').people.invite({ email: 'Rea.Rep@ours.example', name: 'Rea', role: 'admin' })).rejects.toThrow(
    'can already sign in',
  );
});

test('an invitation goes by email, and its page sends the link', async () => {
  const { email } = await invite('manager');
  const [invitation] = world.mail.to(email);
  expect(invitation).toMatchObject({ subject: 'You may sign in to Trellis', links: { invitation: `${publicUrl}/signin` } });
});

test('the server makes one link for the first administrator, who says who they are', async () => {
  await world.db.deleteFrom('people').execute();
  const link = await firstLink({ db: world.db, publicUrl });
  expect(await firstLink({ db: world.db, publicUrl })).toBeUndefined();
  const path = new URL(link!).pathname;
  const browser = openBrowser(world.api);
  expect((await browser.get(path)).body).toContain('no administrator yet');
  await world.rep('sdr', 'Ria Rep');
  const taken = await browser.post(path, { name: 'Ria', email: 'ria.rep@ours.example' });
  expect([taken.statusCode, taken.body]).toEqual([409, expect.stringContaining('Use another one')]);
  expect((await browser.post(path, { name: 'Ada', email: 'ada@ours.example' })).statusCode).toBe(303);
  expect((await browser.call('people.me')).json()).toMatchObject({ result: { data: { name: 'Ada', role: 'admin' } } });
  expect((await openBrowser(world.api).post(path, { name: 'Eve', email: 'eve@ours.example' })).statusCode).toBe(410);
  expect(await firstLink({ db: world.db, publicUrl })).toBeUndefined();
});

test('a link that an operator printed signs in once, in any browser', async () => {
  const { personId } = await invite('admin');
  const path = new URL(await signInLink({ db: world.db, publicUrl }, personId)).pathname;
  expect((await openBrowser(world.api).post(path)).statusCode).toBe(303);
  expect((await openBrowser(world.api).post(path)).statusCode).toBe(410);
});

test('the link of an alert shows the task, and in the console to whoever is signed in', async () => {
  const rep = await world.rep('sdr', 'Al Erted');
  const leadId = await world.lead('alert@pier7.example');
  const taskId = await world.task(leadId, rep);
  const { id } = await world.db
    .insertInto('alerts')
    .values({ kind: 'opened', subject: taskId, repId: rep, taskId, at: new Date(world.now), dueAt: new Date(world.now) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const path = new URL(world.links.sign('task', id)).pathname;
  const page = await openBrowser(world.api).get(path);
  expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining(`/signin?to=%2Fconsole%2Ftasks%2F${taskId}`)]);
  const signed = await (await signedIn('al.erted@ours.example')).get(path);
  expect([signed.statusCode, signed.headers.location]).toEqual([303, `/console/tasks/${taskId}`]);
});
