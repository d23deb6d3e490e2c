import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 } from 'uuid';
import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { beginImport, lockImport } from '../../db/leads/imports.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let marketer: { authorization: string };
beforeAll(async () => {
  world = await createWorld();
  marketer = await world.key('marketer');
});
afterAll(async () => await world[Symbol.asyncDispose]());

interface Answer {
  readonly importId: string;
  readonly code?: string;
  readonly message?: string;
  readonly [key: string]: unknown;
}

async function post(query: string, payload: string | Buffer, headers: Record<string, string> = marketer) {
  const answer = await world.api.inject({
    method: 'POST',
    url: `/imports?${query}`,
    headers: { 'content-type': 'text/csv', ...headers },
    payload,
  });
  return { status: answer.statusCode, ...(answer.json() as Answer) };
}
const usual = 'source=fair&consentBasis=optIn';

const leadBy = async (emailKey: string) =>
  await world.db.selectFrom('leads').selectAll().where('emailKey', '=', emailKey).executeTakeFirst();

test('a file is a body of any type, read in its own encoding', async () => {
  const file = iconv.encode('Vorname;E-Mail\r\nJürgen;juergen@door-a.example\r\n', 'win1252');
  for (const type of ['text/csv', 'application/octet-stream', 'text/plain', 'application/json']) {
    const answer = await post(usual, file, { ...marketer, 'content-type': type });
    expect(answer, type).toMatchObject({
      status: 200,
      rows: 1,
      file: { encoding: 'windows-1252', delimiter: ';', headerLine: 1 },
    });
  }
  expect(await leadBy('juergen@door-a.example')).toMatchObject({ firstName: 'Jürgen' });
});

test('who has no key, or one of another role, uploads nothing', async () => {
  expect(await post(usual, 'email\na@x.example', {})).toMatchObject({ status: 401, code: 'noKey' });
  expect(await post(usual, 'email\na@x.example', await world.key('rep'))).toMatchObject({ status: 403, code: 'roleNotAllowed' });
  const { importId } = await post(usual, 'email\nrole@door-b.example');
  const rejects = await world.api.inject({ url: `/imports/${importId}/rejects.csv`, headers: await world.key('intake') });
  expect(rejects.statusCode).toBe(403);
});

test('what is wrong with a request or a file is said in a sentence', async () => {
  expect(await post('source=fair', 'email\na@x.example')).toMatchObject({ status: 400, code: 'invalidInput' });
  expect(await post(`${usual}&map=nonsense`, 'email\na@x.example')).toMatchObject({ status: 400, code: 'invalidInput' });
  expect(await post(usual, 'name,city\nBo,Bonn')).toMatchObject({ status: 400, code: 'noEmailColumn' });
  expect(await post(usual, '\n\n')).toMatchObject({ status: 400, code: 'fileEmpty' });
  expect(await post(usual, 'ann@door-c.example,Ann\nbob@door-c.example,Bob')).toMatchObject({
    status: 400,
    code: 'noHeader',
    message: expect.stringContaining('Line 1 contains an address') as string,
  });
  expect(
    await post(
      usual,
      Buffer.from([...Buffer.from('email,name\n'), ...Array.from({ length: 400 }, (_, n) => 128 + ((n * 37) % 128))]),
    ),
  ).toMatchObject({
    status: 400,
    code: 'encodingUnknown',
  });
});

test('a dry run returns what the import would do, and saves nothing', async () => {
  await post(usual, 'email\nknown@dry.example');
  const file =
    'email,name,consent basis\nknown@dry.example,Kay,\nnew@dry.example,Nell,\nNEW@dry.example,,\nheld@dry.example,Hal,none\nbad,Bo,\n';
  const tables = ['leads', 'accounts', 'consents', 'imports', 'importLeads', 'importRejections', 'outbox'] as const;
  const counts = async () =>
    await Promise.all(
      tables.map(
        async (table) =>
          (
            await world.db
              .selectFrom(table)
              .select((eb) => eb.fn.countAll<number>().as('n'))
              .executeTakeFirstOrThrow()
          ).n,
      ),
    );
  const before = await counts();
  const wanted = { rows: 5, created: 2, updated: 1, held: 1, bad: 1, duplicates: 1, heldBecause: { noConsent: 1 } };
  expect(await post(`${usual}&dryRun`, file)).toMatchObject({ status: 200, dryRun: true, ...wanted });
  expect(await counts()).toEqual(before);
  expect(await post(usual, file)).toMatchObject({ status: 200, dryRun: false, ...wanted });
  // Again it changes nothing.
  expect(await post(usual, file)).toMatchObject({ created: 0, updated: 3 });
});

test('an import can be looked at: how far it is, how it was read, what it rejected', async () => {
  const id = v7();
  const file = 'Email,Company,Employees,Shoe size\nann@look.example,Look,11-50,38\nbad,"Comma, Ltd",,\n=cmd@x,,,\n';
  const answer = await post(`${usual}&id=${id}`, file);
  expect(answer).toMatchObject({
    importId: id,
    created: 1,
    bad: 2,
    unused: ['Shoe size'],
    unread: [{ column: 'Employees', reason: 'is not a number of employees', cells: 1, lines: [2] }],
  });
  const caller = world.as('marketer');
  expect(await caller.imports.get({ importId: id })).toMatchObject({
    id,
    state: 'done',
    rows: 3,
    created: 1,
    rejected: 2,
    source: 'fair',
    importedBy: 'marketer',
    reading: { mapping: { email: 'Email', company: 'Company', size: 'Employees' }, unused: ['Shoe size'] },
  });
  expect((await caller.imports.list({})).items[0]).toMatchObject({ id, state: 'done' });
  const { items: rejects } = await caller.imports.rejections({ importId: id });
  expect(rejects.map(({ line, column, costs }) => [line, column, costs])).toEqual([
    [2, 'Employees', 'cell'],
    [3, 'Email', 'row'],
    [4, 'Email', 'row'],
  ]);
  expect((await caller.imports.rejections({ importId: id, after: rejects[1]!.n })).items).toHaveLength(1);
  const { body } = await world.api.inject({ url: `/imports/${id}/rejects.csv`, headers: marketer });
  expect(body.split('\r\n')).toEqual([
    '\ufeffline,column,reason,costs,Email,Company,Employees,Shoe size',
    '2,Employees,"""11-50"" is not a number of employees",cell,ann@look.example,Look,11-50,38',
    '3,Email,"""bad"" is not an email address",row,bad,"Comma, Ltd",,',
    '4,Email,"""=cmd@x"" is not an email address",row,\'=cmd@x,,,',
    '',
  ]);
  expect(await post(`${usual}&id=${id}`, file)).toMatchObject({ status: 409, code: 'importKnown' });
  await expect(caller.imports.get({ importId: v7() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('corrected rejects can be imported as they are', async () => {
  const { importId } = await post(usual, 'email,phone\nmend[at]mend.example,+49 30 1234567');
  const { body } = await world.api.inject({ url: `/imports/${importId}/rejects.csv`, headers: marketer });
  expect(await post(usual, body.replaceAll('[at]', '@'))).toMatchObject({ created: 1, bad: 0 });
  expect(await leadBy('mend@mend.example')).toMatchObject({ phone: '+49 30 1234567' });
});

test('an import is an audience, and so is its source where a column names others', async () => {
  const caller = world.as('marketer');
  await post('source=crm&consentBasis=optIn', 'email\nold@crowd.example');
  world.now += 1_000;
  const { importId } = await post(
    'source=fair-2027&consentBasis=optIn',
    'email,Lead Source\nold@crowd.example,Web\nann@crowd.example,Web\n',
  );
  expect(await leadBy('ann@crowd.example')).toMatchObject({ source: 'Web' });
  const audienceOf = async (name: string, audience: string | Record<string, unknown>) =>
    (await caller.campaigns.launch({ name, program: 'newcomers', audience })).enrolled;
  const emailsOf = async (where: string) => (await caller.leads.list({ where })).items.map(({ email }) => email);
  expect(await emailsOf(`new in import ${importId}`)).toEqual(['ann@crowd.example']);
  expect(await emailsOf(`in import ${importId} and not new in import ${importId}`)).toEqual(['old@crowd.example']);
  expect(await audienceOf('By import', `in import ${importId}`)).toBe(2);
  await expect(audienceOf('By nothing', { importId: v7() })).rejects.toMatchObject({ data: { code: 'audienceEmpty' } });
  const { notEnrolled } = await caller.campaigns.launch({
    name: 'By source',
    program: 'newcomers',
    audience: 'source is fair-2027',
  });
  expect(notEnrolled).toMatchObject([{ code: 'inProgram', leads: 2 }]);
});

test('one mailbox is counted as a duplicate however far apart its rows are, and its consents restrict each other', async () => {
  const rows = Array.from({ length: 4_500 }, (_, n) => `p${n}@far.example,optIn`);
  const file = ['email,consent basis', 'twin@far.example,none', ...rows, 'TWIN@far.example,optIn'].join('\n');
  const answer = await post(`${usual}&consents=add`, file);
  expect(answer).toMatchObject({ rows: 4_502, created: 4_501, updated: 0, duplicates: 1 });
  const { reading } = await world.as('marketer').imports.get({ importId: answer['importId'] as string });
  expect(reading?.twice).toEqual([{ line: 4_503, first: 2, leadId: (await leadBy('twin@far.example'))?.id }]);
  expect((await leadBy('twin@far.example'))?.held).toBe('noConsent');
});

test('a failed import says why, leaves its saved rows, and can be repeated', async () => {
  const id = v7();
  const file = ['email', ...Array.from({ length: 5_000 }, (_, n) => `r${n}@again.example`)].join('\n');
  await world.db.schema
    .alterTable('leads')
    .addCheckConstraint('too_many', sql`email <> 'r3000@again.example'`)
    .execute();
  expect(await post(`${usual}&id=${id}`, file)).toMatchObject({ status: 500 });
  const found = await world.as('marketer').imports.get({ importId: id });
  expect(found).toMatchObject({
    state: 'failed',
    rows: 2_000,
    created: 2_000,
    failure: expect.stringContaining('too_many') as string,
  });
  await world.db.schema.alterTable('leads').dropConstraint('too_many').execute();
  expect(await post(usual, file)).toMatchObject({ status: 200, created: 3_000, updated: 2_000 });
});

test('an import whose process died is reported as interrupted, and the same file adds the rest', async () => {
  const id = v7();
  const stateOf = async () => {
    const { state } = await world.as('marketer').imports.get({ importId: id });
    const listed = (await world.as('marketer').imports.list({})).items.find((each) => each.id === id);
    expect(listed?.state).toBe(state);
    return state;
  };
  const reading = { columns: [], mapping: {}, also: {}, because: {}, unused: [], unclear: [], dates: {}, sample: [] };
  const said = { heldBecause: {}, optedOut: 0, withdrawn: 0, unread: [] };
  const died = world.db.connection().execute(async (connection) => {
    await using _ = await lockImport(connection, id);
    await beginImport(connection, { id, source: 'fair', importedBy: 'marketer', at: NOON, reading: { ...reading, ...said } });
    expect(await stateOf()).toBe('running');
    // As Postgres does when the socket of a process closes.
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection);
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(world.db);
  });
  await expect(died).rejects.toThrow(/connection|terminat/i);
  expect(await stateOf()).toBe('interrupted');
  expect(await post(usual, 'email\nrest@died.example')).toMatchObject({ status: 200, created: 1 });
  const importId = v7();
  await post(`${usual}&id=${importId}`, 'email\nrest@died.example');
  expect(await world.as('marketer').imports.get({ importId })).toMatchObject({ state: 'done' });
});

test('an error of Postgres that concerns no single row ends the import', async () => {
  const file = `email\nann@ends.example${'\n'.repeat(95)}nobody`;
  await world.db.schema
    .alterTable('import_rejections')
    .addCheckConstraint('no_such_line', sql`1 / (line - 97) < 2`)
    .execute();
  expect(await post(usual, file)).toMatchObject({ status: 400 });
  await world.db.schema.alterTable('import_rejections').dropConstraint('no_such_line').execute();
  expect(await post(usual, file)).toMatchObject({ status: 200, created: 1, rejected: [{ line: 97 }] });
});
