import { expect, test } from 'vitest';
import { BadAudience } from '../../domain/audience/bad-audience.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { inWords } from '../../domain/audience/in-words.ts';
import { namesOf } from '../../domain/audience/names.ts';
import { readExpression } from '../../domain/audience/read-expression.ts';
import { policy } from './people.ts';

const names = namesOf(policy, { campaigns: ['Spring'], contents: ['guide', 'pricing'], segments: ['Warm "docks"'] });
const IMPORT = '019f0c4e-7a52-7d7b-8c2a-5b1f6f3a9d10';

const read = (said: unknown) => readExpression(names, said);
function faultsOf(said: unknown): readonly string[] {
  try {
    read(said);
  } catch (error) {
    if (error instanceof BadAudience) return error.faults;
    throw error;
  }
  return [];
}

test.each<[string, Expression]>([
  [
    'stage is inquiry and clicked "pricing" within 30 days',
    {
      all: [
        { field: 'stage', is: ['inquiry'] },
        { engaged: 'clicked', content: 'pricing', within: '30 days' },
      ],
    },
  ],
  ['country is NL, DE', { field: 'country', is: ['NL', 'DE'] }],
  ['size from 50 to 500', { field: 'size', from: 50, to: 500 }],
  ['title has "director"', { field: 'title', has: 'director' }],
  ['created within 2 weeks', { field: 'created', within: '2 weeks' }],
  ['fields.renews within the next 90 days', { field: 'fields.renews', next: '90 days' }],
  ['phone is unknown', { field: 'phone', known: false }],
  ['fields.cloud is yes', { field: 'fields.cloud', is: [true] }],
  ['interest.small from 20', { field: 'interest.small', from: 20 }],
  ['visited page pricing at least 3 times', { engaged: 'visited', page: 'pricing', atLeast: 3 }],
  ['submitted by form/demo within 7 days', { engaged: 'submitted', source: 'form/demo', within: '7 days' }],
  ['was sent "guide" and not clicked "guide"', { all: [{ sent: 'guide' }, { not: { engaged: 'clicked', content: 'guide' } }] }],
  ['reachable by phone', { reachable: 'phone' }],
  ['not ever in campaign "Spring"', { not: { campaign: 'Spring', ever: true } }],
  [`in import ${IMPORT}`, { importId: IMPORT }],
  [`new in import ${IMPORT}`, { importId: IMPORT, isNew: true }],
  [`in segment "Warm \\"docks\\""`, { segment: 'Warm "docks"' }],
  [
    '(persona is champion or size from 50) and country is not "to"',
    {
      all: [
        {
          any: [
            { field: 'persona', is: ['champion'] },
            { field: 'size', from: 50 },
          ],
        },
        { not: { field: 'country', is: ['TO'] } },
      ],
    },
  ],
  ['everybody', { everybody: true }],
])('%s', (words, expression) => {
  expect(read(words)).toEqual(expression);
  expect(inWords(read(expression)).toLowerCase()).toBe(words.replace('"to"', 'TO').toLowerCase());
});

test('values are read as people type them', () => {
  expect(read('country is Nederland, "United States" and stage is MQL and relationship is Customer')).toEqual({
    all: [
      { field: 'country', is: ['NL', 'US'] },
      { field: 'stage', is: ['mql'] },
      { field: 'relationship', is: ['customer'] },
    ],
  });
});

test.each([
  ['Stage IS mql AND Country is not NL', 'stage is mql and country is not NL'],
  ['Clicked "guide" WITHIN 7 days OR Not visited', 'clicked "guide" within 7 days or not visited'],
  ['created within the last 7 days and visited within the last 2 weeks', 'created within 7 days and visited within 2 weeks'],
  ['phone is not known', 'phone is unknown'],
  ['title is Known and phone is not Unknown', 'title is known and phone is known'],
  ['title has “sales director”', 'title has "sales director"'],
  ['company is „Pier Sieben“, «Quai 7»', 'company is "Pier Sieben", "Quai 7"'],
  ["(title has 'IT') and was sent 'guide'", 'title has "IT" and was sent "guide"'],
  ['title has ‘IT’', 'title has "IT"'],
  ['lastName is O’Brien, O\'Brien, \'t, "the “big” one"', 'lastName is "O’Brien", "O\'Brien", "\'t", "the “big” one"'],
  ['country is Austria, Iceland and country is not TO', 'country is AT, IS and country is not TO'],
  ['company is "Known"', 'company is "Known"'],
  ['phone is "+31 (20) 555-0199"', 'phone is +31205550199'],
])('%s: means %s', (said, plain) => {
  expect(inWords(read(said))).toBe(plain);
  expect(inWords(read(plain))).toBe(plain);
});

test('a field is known by its name in any case, in JSON as well', () => {
  expect(read({ field: 'Country', is: ['Netherlands'] })).toEqual({ field: 'country', is: ['NL'] });
  expect(read({ field: 'FIELDS.DOCKS', from: '12.50' })).toEqual({ field: 'fields.docks', from: 12.5 });
});

test('all faults are reported at once, each with its place and the name that was meant', () => {
  const said = {
    all: [
      { field: 'contry', is: ['NL'] },
      { any: [{ engaged: 'clickd' }, { engaged: 'clicked', content: 'guides', within: '30 day s', atLeast: 0 }] },
      { field: 'size', has: 'big' },
      { field: 'stage' },
      { not: { colour: 'red' } },
      { campaign: 'Sprng', importId: 'x' },
      7,
      { field: 'email', is: ['ann', 'bob@pier7.example', 'cy@'] },
    ],
  };
  expect(faultsOf(said)).toEqual([
    'all[0].field: there is no field "contry". Did you mean "country"?',
    'all[1].any[0].engaged: there is no engagement "clickd". Did you mean "clicked"?',
    'all[1].any[1].content: there is no content "guides". Did you mean "guide"?',
    'all[1].any[1].within: expected a duration such as "30 days", got "30 day s"',
    'all[1].any[1].atLeast: expected a whole number from 1 to 1,000, got 0',
    'all[2]: "has" can\'t be asked of size of the company, which is a number',
    'all[3]: expected one of is, from and to, has, within, next, known',
    expect.stringContaining('all[4].not: there is no term "colour".'),
    'all[5]: expected one of campaign and importId; combine two with { "all": [ … ] }',
    'all[6]: expected an object such as { "field": "stage", "is": ["mql"] }, got 7',
    'all[7].is: address: expected an address such as ann@example.com (for a part of one, use has), got "ann"',
    'all[7].is: address: expected an address such as ann@example.com (for a part of one, use has), got "cy@"',
  ]);
});

test('how often and within which time may be said in either order', () => {
  expect(read('visited at least 3 times within 14 days')).toEqual(read('visited within 14 days at least 3 times'));
});

test.each([
  ['', 'expected a condition, got the end'],
  ['stage', 'expected is, from, to, has or within after "stage", got the end'],
  ['stag is mql', 'field: there is no field "stag". Did you mean "stage"?'],
  ['clickd "guide"', 'there is no field and no engagement "clickd". Did you mean "clicked"?'],
  ['stage is mql country is NL', 'expected and, or, or the end, got "country"'],
  ['(stage is mql', 'expected ")", got the end'],
  ['title has "a', 'a quotation mark is missing'],
  [
    'owner is "Ann Lee"',
    'is: owner: expected an id, such as 019f0c4e-7a52-7d7b-8c2a-5b1f6f3a9d10 (for a name, use ownerName), got "Ann Lee"',
  ],
  ['lead is ann@pier7.example', 'leadIds: expected an id (for an address, use email), got "ann@pier7.example"'],
  ['size from 500 to 50', 'size of the company: nothing is from 500 to 50'],
  ['visited within 7 days at least 3 times within 14 days', 'expected and, or, or the end, got "within"'],
  ['title has “a', 'a quotation mark is missing'],
  ['size is 1.000', 'is: size of the company: expected a number such as 1200 or 12.5, got "1.000"'],
  ['size is 1,000', 'is: size of the company: expected a number such as 1200 or 12.5, got "000"'],
  ['size from 0x10', 'from: size of the company: expected a number such as 1200 or 12.5, got "0x10"'],
  ['docks from 40', 'field: there is no field "docks". Did you mean "fields.docks"?'],
  [
    'phone is "020 555 0199"',
    'is: phone: expected a number with its country code, such as +31 20 555 0101 (for a part of one, use has), got "020 555 0199"',
  ],
  ['clicked at least many times', 'atLeast: expected a whole number from 1 to 1,000, got null'],
])('an unreadable expression is reported: %j', (words, fault) => {
  expect(faultsOf(words)).toEqual([fault]);
});

test('an expression has limits', () => {
  let deep: unknown = { everybody: true };
  for (let n = 0; n < 12; n++) deep = { not: deep };
  expect(faultsOf(deep)).toEqual([expect.stringContaining('expected at most 10 levels')]);
  expect(faultsOf({ any: Array.from({ length: 201 }, () => ({ everybody: true })) })).toEqual([
    'expected at most 200 terms, got 201',
  ]);
  expect(faultsOf('('.repeat(5_000))).toEqual(['expected a shorter expression']);
  expect(faultsOf('x'.repeat(10_001))).toEqual(['expected at most 10000 characters']);
});
