import { readFile as readText } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { malformedLines } from '../../example/people.ts';
import { leadsCsv } from '../../demo/people/csv.ts';
import { makeRows } from '../../demo/people/make-people.ts';
import { leadsFile } from '../../demo/people/write-csv.ts';
import { standardPersonas } from '../../domain/people/persona.ts';
import { readAs, readFile } from './file.ts';

it('the file that ships with the project is the one that the generator writes', async () => {
  expect(await readText(leadsFile, 'utf8')).toBe(leadsCsv());
});

it('an import takes the 200 rows, and rejects each of the broken lines for its reason', async () => {
  const { leads, duplicates, rejected } = await readFile();
  expect(leads.length + duplicates).toBe(200);
  expect(rejected.map(({ line, reason }) => `${line}: ${reason.slice(0, 40)}`)).toEqual([
    '42: has no email address',
    '84: "tom.price[at]example.com" is not an ema',
    '126: has no email address',
    '168: "verbal" is not a consent basis; use one',
  ]);
  expect(rejected).toHaveLength(malformedLines.length);
});

it('its consents are from the past, whenever somebody imports it', () => {
  const dates = leadsCsv().match(/\d{4}-\d{2}-\d{2}/g)!;
  expect(dates.filter((date) => Date.parse(date) > Date.now())).toEqual([]);
  expect(dates.length).toBeGreaterThan(200);
});

it('an import understands everybody as what they are', async () => {
  const byKey = new Map((await readFile()).leads.map((lead) => [lead.emailKey, lead]));
  for (const { person } of makeRows()) {
    const { company, ...lead } = readAs(byKey.get(person.email)!);
    expect(lead).toMatchObject({ persona: person.persona, seniority: person.seniority, country: person.company.country });
    expect(company).toMatchObject({
      domain: person.company.domain,
      kind: person.company.kind === 'prospect' ? undefined : person.company.kind,
      size: person.company.employees,
    });
    expect(Object.keys(standardPersonas)).toContain(lead.persona);
  }
});
