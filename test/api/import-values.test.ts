import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

type Order = Partial<Parameters<ReturnType<World['as']>['imports']['run']>[0]>;
const importCsv = async (csv: string, more: Order = {}) =>
  await world.as('marketer').imports.run({ file: { csv }, source: 'list', consentBasis: 'optIn', ...more });

const lead = async (emailKey: string) =>
  await world.db.selectFrom('leads').selectAll().where('emailKey', '=', emailKey).executeTakeFirstOrThrow();
const consentsOf = async (emailKey: string) =>
  await world.db
    .selectFrom('consents')
    .selectAll()
    .where('leadId', '=', (await lead(emailKey)).id)
    .orderBy('id')
    .execute();
const status = async (emailKey: string) => await world.as('marketer').leads.status({ leadId: (await lead(emailKey)).id });
const may = async (emailKey: string) => (await status(emailKey)).email.may;
/** The channels that are open, for each of some leads. */
const open = async (...emailKeys: string[]) =>
  (await Promise.all(emailKeys.map(status))).map(({ email, phone }) =>
    [email.may && 'email', phone.may && 'phone'].filter((channel) => channel).join(' '),
  );

describe('a no in a file', () => {
  test.each([
    ['Do Not Email', 'TRUE'],
    ['Unsubscribed from all email', 'true'],
    ['Email Opt Out', '1'],
    ['Marketing contact status', 'Non-marketing contact'],
    ['unsubscribed', '2023-05-01'],
    ['opt-out', 'opted out'],
    ['opt-out', 'oui'],
    ['UNSUB_TIME', '2023-05-01 10:00:00'],
    ['Abgemeldet', 'ja'],
    ['Désinscrit', 'Oui'],
    ['Dado de baja', 'Sí'],
    ['Disiscritto', 'vero'],
    ['Do Not Contact', 'x'],
    ['consent', 'withdrawn'],
    ['opt-in', 'no'],
    ['Einwilligung', 'widerrufen'],
  ])('%s = %s is heard, and an empty cell is none', async (column, value) => {
    const domain = `${column}-${value}`
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/-+$/g, '');
    await importCsv(`email,${column}\nno@${domain}.example,${value}\nyes@${domain}.example,\n`);
    expect([await may(`no@${domain}.example`), await may(`yes@${domain}.example`)]).toEqual([false, true]);
  });

  test.each([
    ['ActiveCampaign', 'Status=Unsubscribed, List Status=unsubscribed, Email Status=Bounced'],
    [
      'Klaviyo',
      'Email Marketing Consent=NEVER_SUBSCRIBED, Email Suppressions=USER_SUPPRESSED, Can Receive Email Marketing=FALSE',
    ],
    ['Brevo', 'EMAIL_BLACKLIST=1, emailBlacklisted=true, Email Campaigns Status=Blocklisted'],
    ['Marketo', 'Email Suspended=true, Email Invalid=true, Unsubscribed Reason=too many'],
    ['Pardot', 'Mailability=Not mailable, prospect_is_do_not_email=1, Email Bounced Reason=550'],
    ['Pipedrive and Zoho', 'Person - Marketing status=No consent, Unsubscribed Mode=Manual, Data Processing Basis=Withdrawn'],
    ['Constant Contact', 'Permission to send=unsubscribed, Opt-out Source=Contact'],
    ['Odoo and MailerLite', 'is_blacklisted=True, Message Bounce=3, Subscriber status=junk'],
    ['CleverReach', 'deactivated=1672531200, Deaktiviert=12.01.2024, aktiv=nein'],
    ['Mailjet and SugarCRM', 'IsExcludedFromCampaigns=true, Unsub=true, invalid_email=1'],
    ['Dynamics', 'Do not allow Bulk Emails=Do Not Allow, Bulk Email=Do Not Allow, Send Marketing Materials=Do Not Send'],
    ['Apollo', 'Stage=Do Not Contact, Email Status=Unsubscribed'],
    [
      'people, in a column of any name',
      'Notes=please unsubscribe, Tags=vip | unsubscribed, Last name=DO NOT CONTACT, Bemerkung=bitte keine E-Mails',
    ],
    ['English', 'Excluded=TRUE, OK to email?=N, May we contact you?=No, Marketing=No, Removed=2024-01-01, Stop=yes, Opt=out'],
    [
      'German',
      'Ausgetragen am=01.02.2024, Mailsperre=ja, Werbung erlaubt=nein, Darf kontaktiert werden=nein, Nicht anschreiben=ja',
    ],
    ['French', 'Ne plus contacter=oui, Accepte les emails=non, Exclu des envois=oui'],
    ['Spanish', 'No molestar=sí, Acepta publicidad=no, Fecha de cancelación=2024-01-01'],
    ['Italian', 'Registro opposizioni=sì, Non desidera email=sì, Autorizza marketing=no'],
    ['Dutch', 'Mag gemaild worden=nee, Nieuwsbrief=nee, Geen marketing=ja'],
    ['Portuguese', 'Não perturbe=sim, Aceita emails=não'],
    ['Polish', 'Nie wysyłać=tak, Zgoda na e-mail=nie'],
    ['Scandinavian', 'Reklamspärr=ja, Nyhetsbrev=nej, Ønsker ikke e-post=ja'],
    ['other languages', 'Отписан=да, 配信停止=はい, 退订=是, Odhlášen=ano, Uutiskirje=ei, Διαγραφή=ναι'],
  ])('as %s write it is understood, or stops the import until somebody decides', async (who, columns) => {
    for (const [n, pair] of columns.split(', ').entries()) {
      const [column = '', value = ''] = pair.split('=');
      const email = `no@heard-${n}-${who.replaceAll(/\W+/g, '-').toLowerCase()}.example`;
      const answer = await importCsv(`email;${column}\n${email};${value}`).catch((refusal: unknown) => refusal);
      if (answer instanceof Error) expect(answer.message, pair).toContain('consent or opt-out');
      else expect(await may(email), pair).toBe(false);
    }
  });

  test('withdraws the consent that is on file, also where the file only adds', async () => {
    for (const consents of ['restrict', 'add'] as const) {
      const email = `w@${consents}.example`;
      await importCsv(`email,opt-in\n${email},yes`);
      expect(await may(email)).toBe(true);
      expect(await importCsv(`email,opt-in\n${email},no`, { consents })).toMatchObject({ withdrawn: 1, bad: 0 });
      expect(await status(email)).toMatchObject({ email: { may: false } });
      expect(await consentsOf(email)).toHaveLength(1);
    }
  });

  test('of somebody unknown holds for the lead that a later file brings, though its own row was rejected', async () => {
    const early = await importCsv('email,opt-out,consent date\nearly@first.example,yes,soon');
    expect(early).toMatchObject({ created: 0, rejected: [{ line: 2 }] });
    await importCsv('email\nearly@first.example');
    expect((await status('early@first.example')).email).toEqual({ may: false, because: 'unsubscribed' });
  });

  test('holds although its row is rejected for another reason', async () => {
    await importCsv('email\nr@rejected.example\ns@rejected.example');
    const answer = await importCsv(
      'email,consent basis,unsubscribed\nr@rejected.example,a handshake,yes\ns@rejected.example,,yes,one cell too many',
    );
    expect(answer).toMatchObject({ bad: 2, created: 0 });
    expect([await may('r@rejected.example'), await may('s@rejected.example')]).toEqual([false, false]);
  });

  test('applies to the person, at every address in the row', async () => {
    await importCsv('email\none@row.example\ntwo@row.example\nthree@row.example\nother@row.example');
    await importCsv(
      'Email,Personal email,unsubscribed\n"one@row.example; two@row.example",three@row.example,yes\nother@row.example,,no',
    );
    const all = ['one', 'two', 'three', 'other'].map(async (name) => await may(`${name}@row.example`));
    expect(await Promise.all(all)).toEqual([false, false, false, true]);
  });

  test('in one of two rows of a person holds for both, in either order', async () => {
    await importCsv(
      'email,consent\na@order.example,opt-in\nA@order.example,withdrawn\nb@order.example,withdrawn\nB@order.example,opt-in',
    );
    expect([await may('a@order.example'), await may('b@order.example')]).toEqual([false, false]);
  });

  test('to calls closes the phone, and to all contact both', async () => {
    await importCsv('email,Do Not Call,Do Not Contact\nc@calls.example,yes,no\nd@calls.example,,yes\ne@calls.example,no,no');
    expect(await open('c@calls.example', 'd@calls.example', 'e@calls.example')).toEqual(['email', '', 'email phone']);
  });

  test('to calls counts although its row is rejected, also for somebody whom a later file brings', async () => {
    const known = 'email,phone\na@later.example,+49 30 901821\nb@later.example,+49 30 901822\nc@later.example,+49 30 901823';
    await importCsv(known);
    const answer = await importCsv(
      'email,Do Not Call,Do Not Contact,consent date\na@later.example,yes,,soon\nb@later.example,,yes,soon\nc@later.example,yes,,,one too many\nd@later.example,yes,,soon\ne@later.example,,yes,soon',
    );
    expect(answer).toMatchObject({ bad: 5, created: 0 });
    await importCsv('email,phone\nd@later.example,+49 30 901824\ne@later.example,+49 30 901825');
    const all = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@later.example`);
    expect(await open(...all)).toEqual(['email', '', 'email', 'email', '']);
  });

  test('to calls or to all contact holds at every address in the row, whether the row is good or not', async () => {
    await importCsv('email\na@every.example\nb@every.example\nc@every.example\nd@every.example');
    await importCsv(
      'email,Do Not Call,Do Not Contact,consent date\n"new@every.example; a@every.example",yes,,\n"new@every.example; b@every.example",,yes,\n"new@every.example; c@every.example",yes,,soon\n"new@every.example; d@every.example",,yes,soon',
    );
    const all = ['a', 'b', 'c', 'd'].map((name) => `${name}@every.example`);
    expect(await open(...all)).toEqual(['email', '', 'email', '']);
  });

  test('to calls closes the number if its row names no address', async () => {
    await importCsv('email,phone\na@number.example,+49 30 901831\nb@number.example,+49 30 901832');
    const csv = 'email,phone,country,Do Not Call\n,030 901831,DE,yes\nnobody,+49 30 901833,,yes\n,+49 30 901832,,no';
    expect(await importCsv(csv)).toMatchObject({ bad: 3 });
    await importCsv('email,phone\nc@number.example,+49 (30) 90 18 33');
    expect(await open('a@number.example', 'b@number.example', 'c@number.example')).toEqual(['email', 'email phone', 'email']);
  });

  test('holds although Postgres refuses its row', async () => {
    await importCsv('email\nknown@postgres.example');
    const leads = world.db.schema.alterTable('leads');
    const refuses = sql`title is distinct from 'refused' or 1 / (length(email) - length(email)) > 0`;
    await leads.addCheckConstraint('no_title', refuses).execute();
    const answer = await importCsv(
      'email,title,Do Not Contact\nknown@postgres.example,refused,yes\nnew@postgres.example,refused,yes\n',
    );
    await leads.dropConstraint('no_title').execute();
    expect(answer).toMatchObject({ bad: 2, created: 0 });
    await importCsv('email\nnew@postgres.example');
    expect(await open('known@postgres.example', 'new@postgres.example')).toEqual(['', '']);
  });

  test('may be in a column that is not understood: the import stops, and names the column and its values', async () => {
    const csv = 'email,Marketing permissions\nstop@unclear.example,"Email, Direct Mail"';
    await expect(importCsv(csv)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      data: { code: 'consentColumnUnclear' },
      message: expect.stringMatching(/"Marketing permissions" \("Email, Direct Mail"\).*ignore/) as string,
    });
    expect(await importCsv(csv, { dryRun: true })).toMatchObject({
      created: 1,
      unclear: [{ column: 'Marketing permissions', values: ['Email, Direct Mail'] }],
    });
    expect(await importCsv(csv, { ignore: ['Marketing permissions'] })).toMatchObject({ created: 1, unclear: [] });
    await expect(importCsv(csv, { ignore: ['Permissions'] })).rejects.toMatchObject({ data: { code: 'columnUnknown' } });
  });
});

describe('what proves a consent', () => {
  test('is read by the order of its column, and a row whose date cannot be read is rejected', async () => {
    const answer = await importCsv(
      'email,consent date\na@when.example,31/12/2019\nb@when.example,01/02/2020\nc@when.example,43831\nd@when.example,32/01/2020\ne@when.example,\nf@when.example,2099-01-01',
    );
    expect(answer.rejected.map(({ line, column }) => [line, column])).toEqual([[4, 'consent date'], [5, 'consent date'], [7, 'consent date']]); // prettier-ignore
    const days = await Promise.all(
      ['a', 'b', 'e'].map(async (name) => (await consentsOf(`${name}@when.example`))[0]?.at.toISOString().slice(0, 10)),
    );
    expect(days).toEqual(['2019-12-31', '2020-02-01', '2026-03-10']);
  });

  test('is asked for where the whole column leaves the order open', async () => {
    const csv = 'email,consent date\na@open.example,01/02/2020\nb@open.example,03/04/2020';
    expect(await importCsv(csv)).toMatchObject({ created: 0, bad: 2, dates: { 'consent date': 'unknown' } });
    expect(await importCsv(csv, { dates: 'monthFirst' })).toMatchObject({ created: 2, dates: { 'consent date': 'monthFirst' } });
    expect((await consentsOf('a@open.example'))[0]?.at).toEqual(new Date('2020-01-02'));
  });

  test('is not a confirmation if it says no, nothing, or yes without a day; and an invalid date is rejected', async () => {
    const rows = [['0', 'zero'], ['-1', 'minus'], ['no', 'no'], ['', 'empty'], ['yes', 'yes'], ['2026-01-05', 'dated'], ['44197', 'serial'], ['soon', 'soon']]; // prettier-ignore
    const csv = [
      'email,country,consent basis,confirmed',
      ...rows.map(([cell, name]) => `${name}@doi.example,DE,double opt-in,${cell}`),
    ].join('\n');
    const answer = await importCsv(csv);
    expect(answer.rejected.map(({ value }) => value.split('@')[0])).toEqual(['serial', 'soon']);
    const held = await Promise.all(rows.slice(0, 6).map(async ([, name]) => (await lead(`${name}@doi.example`)).held));
    expect(held).toEqual([
      'consentUnconfirmed',
      'consentUnconfirmed',
      'consentUnconfirmed',
      'consentUnconfirmed',
      'consentUnconfirmed',
      null,
    ]);
  });

  test('an opt-in that the file calls unconfirmed is held, whatever basis the import names', async () => {
    await importCsv('EMAIL,DOUBLE_OPT-IN\nno@plain.example,No\nsaid@plain.example,2026-01-05\nopen@plain.example,');
    const held = await Promise.all(['no', 'said', 'open'].map(async (name) => (await lead(`${name}@plain.example`)).held));
    expect(held).toEqual(['consentUnconfirmed', null, null]);
  });

  test('counts for a single lead by the same rules', async () => {
    const capture = async (given: Record<string, string>) =>
      await world.as('intake').leads.add({
        lead: { email: 'one@door.example', country: 'DE', ...given },
        source: 'api',
        consentBasis: 'doubleOptIn',
      });
    await expect(capture({ confirmedAt: '44197' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(capture({ consentAt: '01/02/2020' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await capture({ confirmedAt: '0' })).toMatchObject({ held: 'consentUnconfirmed' });
  });
});

describe('a cell that is not understood', () => {
  test('is dropped and reported', async () => {
    const answer = await importCsv(
      'email,company,employees,phone,first name\na@cell.example,Cell,5000000000,4.917E+11,B\0ob\nb@cell.example,Cell,11-50,+49 30 1234567,J\ufffdrgen',
    );
    expect(answer).toMatchObject({
      created: 2,
      bad: 0,
      unread: expect.arrayContaining([
        expect.objectContaining({ column: 'phone', cells: 1, lines: [2] }),
        expect.objectContaining({ column: 'employees', reason: 'is not a number of employees', cells: 2, lines: [2, 3] }),
        expect.objectContaining({ column: 'first name', cells: 1, lines: [3] }),
      ]) as unknown,
    });
    expect(await lead('a@cell.example')).toMatchObject({ firstName: 'Bob', phone: null });
    expect(await lead('b@cell.example')).toMatchObject({ firstName: null, phone: '+49 30 1234567' });
  });

  test('costs at most its row, and never causes an internal error', async () => {
    const csv = `email,first name,company,source\nx@bad.example,Ann\0,${'c'.repeat(200_000)},s\n\0y@bad.example,\ud800,"=""x""",s\nz@bad.example,Zoe,Bad,${'s'.repeat(5_000)}`;
    expect(await importCsv(csv)).toMatchObject({ rows: 3, created: 3, bad: 0 });
    expect(await lead('y@bad.example')).toMatchObject({ firstName: null });
  });
});

describe('rows and columns', () => {
  test('short rows and empty cells at the end say nothing; cells in the wrong columns cost their row', async () => {
    const answer = await importCsv(
      'email,first name,phone\na@rows.example,Ann,\nb@rows.example,Bob\nc@rows.example\nd@rows.example,Dan,,,\ne@rows.example,Eve,,x',
    );
    expect(answer).toMatchObject({ created: 4, bad: 1, rejected: [{ line: 6, reason: 'has 4 cells, the header has 3' }] });
  });

  test('the first of several addresses is the lead’s, and another column fills in', async () => {
    const answer = await importCsv(
      'Email,Work Email\n"a@several.example; a2@several.example",\n,b@several.example\nCyd <c@several.example>,\nmailto:d@several.example,\nnonsense,e@several.example',
    );
    expect(answer).toMatchObject({ created: 5, bad: 0 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await lead(`${name}@several.example`);
  });

  test('rows that collapse are counted', async () => {
    const answer = await importCsv(
      'Login,E-Mail-Adresse\nrep@ours.example,a@collapse.example\nrep@ours.example,b@collapse.example\nrep@ours.example,B@collapse.example',
    );
    expect(answer).toMatchObject({ mapping: { email: 'E-Mail-Adresse' }, created: 2, duplicates: 1, unused: ['Login'] });
  });

  test('the first filled phone counts, direct before mobile before switchboard, without the marks of programs', async () => {
    await importCsv(
      "Email,Corporate Phone,Mobile Phone,Work Direct Phone\na@phones.example,'+1 612-405-9999,,'+1 612-405-0000\nb@phones.example,+1 555 0199,p:+1 555 0100,\nc@phones.example,+1 555 0177,,",
    );
    const phones = await Promise.all(['a', 'b', 'c'].map(async (name) => (await lead(`${name}@phones.example`)).phone));
    expect(phones).toEqual(['+1 612-405-0000', '+1 555 0100', '+1 555 0177']);
  });

  test('columns that are not used are named, in the answer and afterwards', async () => {
    const { unused, importId } = await importCsv('email,Budget,Notes,Account Owner\na@unused.example,1,x,rep@ours.example');
    expect(unused).toEqual(['Budget', 'Notes', 'Account Owner']);
    expect((await world.as('marketer').imports.get({ importId })).reading).toMatchObject({ unused });
  });
});

test('an invisible character in the name of a source makes no difference', async () => {
  expect(await importCsv('email\na@unseen.example', { source: 'fa\0ir' })).toMatchObject({ created: 1 });
  expect(await lead('a@unseen.example')).toMatchObject({ source: 'fair' });
  await world
    .as('intake')
    .leads.add({ lead: { email: 'b@unseen.example', firstName: 'B\0o' }, source: 'x\0y', consentBasis: 'optIn' });
  expect(await lead('b@unseen.example')).toMatchObject({ source: 'xy', firstName: 'Bo' });
});
