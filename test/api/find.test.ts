import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from './world.ts';

let world: World;
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await createWorld();
  const people = {
    ann: { email: 'ann.m@pier7.example', firstName: 'Ann', lastName: 'Müller', phone: '+31 20 123 4567', company: 'Pier Seven' },
    anna: { email: 'anna@dock.example', firstName: 'Anna', lastName: 'Smith', company: 'Dock and Yard' },
    sören: { email: 'sg@weiss.example', firstName: 'Søren', lastName: 'Groß', company: 'Łódź Æro', phone: '+44 20 7946 0958' },
    grace: { email: 'gh@harbor.example', firstName: 'Grace', lastName: 'Hopper' },
    bob: { email: 'bob@pier7.example', firstName: 'Bob', lastName: "O'Annan" },
  };
  for (const [name, lead] of Object.entries(people))
    ids[name] = (await world.as('intake').leads.add({ lead, source: 'fair', consentBasis: 'optIn' })).leadId;
});
afterAll(async () => await world[Symbol.asyncDispose]());

const found = async (text: string): Promise<string[]> =>
  (await world.as('marketer').leads.find({ text })).map(({ id }) => Object.keys(ids).find((name) => ids[name] === id)!);

test.each([
  ['an address', 'Ann.M@Pier7.example', ['ann']],
  ['the beginning of an address', 'ann.m@pier', ['ann']],
  ['a name without its accent', 'muller', ['ann']],
  ['two names in any order', 'smith anna', ['anna']],
  ['the beginnings of a name and a company', 'mü pier', ['ann']],
  ['a company, by its name', 'dock and', ['anna']],
  ['a company, by its domain', 'pier7', ['bob', 'ann']],
  ['a phone number as it is dialled at home', '020 1234567', ['ann']],
  ['a phone number as it is dialled from abroad', '+31-20-1234567', ['ann']],
  ['an apostrophe', "o'annan", ['bob']],
  ['an apostrophe that is left out', 'oannan', ['bob']],
  ['an apostrophe of a word processor', 'O’Annan', ['bob']],
  ['ue for ü', 'mueller', ['ann']],
  ['the beginning of ue for ü', 'mue', ['ann']],
  ['ss for ß', 'gross', ['sören']],
  ['oe for ø', 'Soeren GROẞ', ['sören']],
  ['letters without their strokes', 'lodz aero', ['sören']],
  ['a letter too few', 'mller', ['ann']],
  ['a letter too many', 'smithh', ['anna']],
  ['a wrong letter', 'smoth', ['anna']],
  ['two letters that changed places', 'msith', ['anna']],
  ['a slip that looks like ae for ä', 'grcae', ['grace']],
  ['a slip in the name and one in the company', 'mullre pierr', ['ann']],
  ['the page of a company', 'https://www.pier7.example/contact?x=1', ['bob', 'ann']],
  ['a foreign number with (0)', '+44 (0)20 7946 0958', ['sören']],
  ['a link to call', 'tel:+442079460958', ['sören']],
  ['the last four digits', '0958', ['sören']],
  ['what nobody has', 'zebra', []],
  ['signs without a word', "'; --", []],
  ['a word that is too long for a name', 'abcdefghij'.repeat(50), []],
  ['more words than anybody types', 'abcd '.repeat(100), []],
  ['a few digits', '123', []],
])('a lead is found by %s', async (_, text, names) => {
  expect(await found(text)).toEqual(names);
});

test('a lead is found by its id', async () => {
  expect(await found(ids['bob']!)).toEqual(['bob']);
});

test('whole words come before beginnings', async () => {
  expect(await found('ann')).toEqual(['ann', 'bob', 'anna']);
});

test('a match says who the lead is, where it stands and in which program it is', async () => {
  const leadId = await world.enrolled('cy@pier7.example');
  expect(await world.as('marketer').leads.find({ text: 'cy@pier7.example' })).toMatchObject([
    {
      id: leadId,
      name: 'cy@pier7.example',
      company: 'Pier Seven',
      stage: 'inquiry',
      label: 'Inquiry',
      in: { campaign: 'Spring', program: 'newcomers', state: 'waiting' },
    },
  ]);
});

test('a rep can find every lead, and finding one of another team is recorded', async () => {
  const sam = await world.rep('sdr', 'Sam Rivers');
  const olga = await world.rep('salesperson', 'Olga Other', 'deal-team');
  const leadId = await world.lead('dee@quay.example');
  await world.task(leadId, sam);
  const reads = async () => (await world.as('admin').audit.list({ subject: leadId, action: 'leads.find' })).items.length;
  expect(await world.as('rep', sam).leads.find({ text: 'dee@quay' })).toHaveLength(1);
  expect(await reads()).toBe(0);
  expect(await world.as('rep', olga).leads.find({ text: 'dee@quay' })).toHaveLength(1);
  expect(await reads()).toBe(1);
});
