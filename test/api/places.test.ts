import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { standardPersonas } from '../../domain/people/persona.ts';
import { takeIn } from '../../api/leads/take-in.ts';
import { normaliseRow } from '../../api/import/normalise-row.ts';
import { proposeMapping } from '../../api/import/propose-mapping.ts';
import { createWorld, type World } from './world.ts';
import { standardConsent } from '../../domain/contact/consent-policy.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

type Import = Partial<Parameters<ReturnType<World['as']>['imports']['run']>[0]>;
const importCsv = async (csv: string, more: Import = {}) =>
  await world.as('marketer').imports.run({ file: { csv }, source: 'fair 2026', consentBasis: 'optIn', ...more });
/** A form that the visitor has confirmed. */
async function form(fields: Record<string, string>) {
  const { mapping } = proposeMapping(Object.keys(fields), []);
  const cells = Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, fields[column ?? ''] ?? '']));
  const defaults = {
    source: 'form/contact',
    consentBasis: 'none',
    consent: standardConsent,
    personas: standardPersonas,
    at: world.now,
    zone: 'Europe/Berlin',
  } as const;
  const said = normaliseRow(cells, defaults);
  if ('reason' in said) throw new Error(said.reason);
  const taken = { lead: said, source: 'form/contact', by: 'person', engagement: undefined } as const;
  await world.db.transaction().execute(async (trx) => await takeIn(trx, world.deps, taken));
}
const lead = async (emailKey: string) =>
  await world.db
    .selectFrom('leads')
    .leftJoin('accounts', 'accounts.id', 'accountId')
    .selectAll('leads')
    .select([
      'accounts.name as company',
      'accounts.domain',
      'accounts.kind',
      'accounts.size',
      'accounts.industry',
      'accounts.region',
    ])
    .where('emailKey', '=', emailKey)
    .executeTakeFirstOrThrow();

describe('a company', () => {
  test('is no host of many: profiles, national free mail and words for nothing bring nobody together', async () => {
    await importCsv(
      [
        'email,company,url',
        'ann@quay-a.example,Quay A,https://www.linkedin.com/in/ann-lee-0000',
        'bob@wharf-b.example,Wharf B,https://www.linkedin.com/in/bob-moss-0000',
        'one@live.fr,N/A,N/A',
        'two@live.fr,-,facebook.com/two',
        'three@outlook.it,self-employed,none',
        'four@outlook.it,Freelance,null',
      ].join('\n'),
    );
    expect(await lead('ann@quay-a.example')).toMatchObject({ company: 'Quay A', domain: 'quay-a.example' });
    expect(await lead('bob@wharf-b.example')).toMatchObject({ company: 'Wharf B', domain: 'wharf-b.example' });
    for (const key of ['one@live.fr', 'two@live.fr', 'three@outlook.it', 'four@outlook.it'])
      expect((await lead(key)).accountId).toBeNull();
  });

  test('is one at all its subdomains', async () => {
    await importCsv('email,website\na@mail.lock.example,\nb@lock.example,\nc@gmail.com,https://www.lock.example/de');
    const ids = await Promise.all(
      ['a@mail.lock.example', 'b@lock.example', 'c@gmail.com'].map(async (key) => (await lead(key)).accountId),
    );
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).not.toBeNull();
  });

  test('is not renamed or changed by what a visitor claims, and is by a file of ours', async () => {
    await importCsv('email\nknown@ferry.example');
    await form({ email: 'ann@ferry.example', company: 'Ferry Pirates', size: '7', industry: 'piracy' });
    expect(await lead('ann@ferry.example')).toMatchObject({ company: 'ferry.example', size: null, industry: null });
    await importCsv('email,company,employees,industry,relationship\nother@ferry.example,Ferry Lines,300,logistics,customer');
    expect(await lead('ann@ferry.example')).toMatchObject({
      company: 'Ferry Lines',
      size: 300,
      industry: 'logistics',
      kind: 'customer',
    });
    await importCsv('email,company,employees,relationship\nthird@ferry.example,Other Name,9,prospect');
    expect(await lead('ann@ferry.example')).toMatchObject({ company: 'Ferry Lines', size: 300, kind: 'customer' });
  });

  test('that nobody else has named has the name that a visitor claims, until we know better', async () => {
    await form({ email: 'ann@barge.example', company: 'Barges', website: 'https://victim.example' });
    expect(await lead('ann@barge.example')).toMatchObject({ company: 'Barges', domain: 'barge.example' });
    await importCsv('email,company\nbob@barge.example,Barge & Sons');
    expect(await lead('ann@barge.example')).toMatchObject({ company: 'Barge & Sons' });
  });
});

describe('what is derived', () => {
  test('is derived from all rows of one mailbox, and again when a later file says more', async () => {
    await importCsv(
      [
        'email,company,employees,relationship,title,country,state',
        'ann@dup.example,,,,,,',
        'ANN@dup.example,Dup,300,customer,CEO,US,California',
      ].join('\n'),
    );
    expect(await lead('ann@dup.example')).toMatchObject({
      title: 'CEO',
      persona: 'decision-maker',
      seniority: 'executive',
      zone: 'America/Los_Angeles',
      zoneSure: true,
      company: 'Dup',
      kind: 'customer',
      size: 300,
    });
    await importCsv('email,first name\nup@later.example,Uma');
    expect(await lead('up@later.example')).toMatchObject({
      persona: 'user',
      seniority: 'staff',
      zone: 'Europe/Berlin',
      zoneSure: false,
    });
    await importCsv('email,title,country\nup@later.example,Leiterin Einkauf,United States');
    expect(await lead('up@later.example')).toMatchObject({
      firstName: 'Uma',
      persona: 'buyer',
      seniority: 'director',
      country: 'US',
      zone: 'America/Chicago',
      zoneSure: false,
      region: 'North America',
    });
    await importCsv('email,state\nup@later.example,Hawaii');
    expect(await lead('up@later.example')).toMatchObject({ zone: 'Pacific/Honolulu', zoneSure: true });
  });

  test('follows a correction, which no file or form overrides, and a person before a file; each retains its source', async () => {
    await importCsv('email,first name,title,country,phone\nkim@mend.example,Kim,Clerk,Germany,030 901820');
    const { id: leadId } = await lead('kim@mend.example');
    await world
      .as('marketer')
      .leads.update({ leadId, title: 'Directrice des achats', country: 'Frankreich', phone: '01 23 45 67 89' });
    const corrected = {
      title: 'Directrice des achats',
      persona: 'buyer',
      seniority: 'director',
      country: 'FR',
      zone: 'Europe/Paris',
      phone: '+33 1 23 45 67 89',
    } as const;
    expect(await lead('kim@mend.example')).toMatchObject({ firstName: 'Kim', ...corrected });
    await importCsv('email,first name,title,country,last name\nkim@mend.example,Other,Intern,Spain,Doe', { consents: 'add' });
    await form({ email: 'kim@mend.example', title: 'CEO', firstName: 'Eve' });
    const { given, ...now } = await lead('kim@mend.example');
    expect(now).toMatchObject({ firstName: 'Eve', lastName: 'Doe', ...corrected });
    const from = (field: string) =>
      given.filter(({ values }) => Object.hasOwn(values, field)).map(({ by, source }) => `${by}: ${source}`);
    expect(['firstName', 'title', 'country'].map(from)).toEqual([
      ['person: form/contact'],
      ['correction: marketer'],
      ['correction: marketer'],
    ]);
    await world.as('marketer').leads.update({ leadId, phone: null });
    await importCsv('email,phone\nkim@mend.example,030 901820', { consents: 'add' });
    expect((await lead('kim@mend.example')).phone).toBeNull();
  });

  test('scores a lead in a program again, and tells the program', async () => {
    const leadId = await world.enrolled('fit@crane.example');
    await world.as('marketer').leads.update({ leadId, country: 'DE' });
    const fit = async () =>
      (await world.db.selectFrom('scores').select('fit').where('leadId', '=', leadId).executeTakeFirst())?.fit;
    const before = await fit();
    await world.relay();
    const heard = world.engine.heard.length;
    await importCsv('email,title,employees,industry\nfit@crane.example,Head of Logistics,300,logistics');
    expect(await fit()).toBeGreaterThan(before ?? 0);
    await world.relay();
    expect(world.engine.heard.slice(heard)).toContainEqual(expect.objectContaining({ leadId, name: 'factsChanged' }));
  });
});

describe('a correction', () => {
  test.each([
    [{ country: 'FX' }, 'countryUnknown'],
    [{ country: 'Atlantis' }, 'countryUnknown'],
    [{ zone: 'Mars/Base' }, 'zoneUnknown'],
    [{ phone: '4.917E+11' }, 'phoneUnknown'],
    [{ firstName: 'see https://evil.example' }, 'firstNameUnknown'],
  ])('%j is refused with a sentence', async (values, code) => {
    const leadId = await world.lead();
    await expect(world.as('marketer').leads.update({ leadId, ...values })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      data: { code },
    });
  });
});

describe('a name', () => {
  test('is read alike by every door', async () => {
    await importCsv('Vorname;Name;E-Mail\nMax;Muster;max@names.example');
    await form({ email: 'ann@names.example', name: 'Harper, Ann' });
    await world
      .as('intake')
      .leads.add({ lead: { email: 'eva@names.example', name: 'Frau Dr. Eva Klein' }, source: 'crm', consentBasis: 'none' });
    expect(await lead('max@names.example')).toMatchObject({ firstName: 'Max', lastName: 'Muster' });
    expect(await lead('ann@names.example')).toMatchObject({ firstName: 'Ann', lastName: 'Harper' });
    expect(await lead('eva@names.example')).toMatchObject({ firstName: 'Eva', lastName: 'Klein' });
  });

  test('that is a message is left out', async () => {
    await form({ email: 'victim@names.example', firstName: 'You won 1,000 EUR, claim at https://evil.example/x', country: 'DE' });
    expect(await lead('victim@names.example')).toMatchObject({ firstName: null, lastName: null, country: 'DE' });
  });
});

test('a country is read by its name in any language, and withdrawn codes are none', async () => {
  await importCsv(
    'email,country\na@place.example,Royaume-Uni\nb@place.example,UK\nc@place.example,FX\nd@place.example,NO\ne@place.example,N/A',
  );
  const countries = await Promise.all('abcde'.split('').map(async (name) => (await lead(`${name}@place.example`)).country));
  expect(countries).toEqual(['GB', 'GB', null, 'NO', null]);
});
