import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile } from '../../db/audience/compile.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { inWords } from '../../domain/audience/in-words.ts';
import { namesOf } from '../../domain/audience/names.ts';
import { readExpression } from '../../domain/audience/read-expression.ts';
import { testDatabase } from '../../testing/database.ts';
import { expressionAbout } from './expressions.ts';
import { chance, crowdOf, NOW, policy, saveCrowd, values, type Crowd } from './people.ts';
import { isTrueOf } from './plainly.ts';

const EXPRESSIONS = 400;
const random = chance(20_260_615);

let base: Awaited<ReturnType<typeof testDatabase>>;
let crowd: Crowd;
beforeAll(async () => {
  base = await testDatabase();
  crowd = crowdOf(random, 150);
  await saveCrowd(base.db, crowd);
});
afterAll(async () => await base[Symbol.asyncDispose]());

const names = () => namesOf(policy, { campaigns: Object.keys(crowd.campaigns), contents: values.content, segments: [] });

async function found(expression: Expression): Promise<ReadonlySet<string>> {
  const context = { policy, fields: names().fields, now: NOW };
  const { rows } = await sql<{ id: string }>`select id from leads where ${compile(context, expression)}`.execute(base.db);
  return new Set(rows.map(({ id }) => id));
}

test('Postgres finds the leads of which an expression is true, and no others', async () => {
  const sizes = new Set<number>();
  for (let n = 0; n < EXPRESSIONS; n++) {
    const expression = expressionAbout(random, crowd);
    const expected = crowd.people.filter((person) => isTrueOf(person, expression, crowd)).map(({ id }) => id);
    expect(await found(expression), inWords(expression)).toEqual(new Set(expected));
    sizes.add(expected.length);
  }
  expect(sizes.size).toBeGreaterThan(50);
});

test('an expression in words means the same as in JSON', () => {
  for (let n = 0; n < EXPRESSIONS; n++) {
    const expression = readExpression(names(), expressionAbout(random, crowd));
    const words = inWords(expression);
    const read = readExpression(names(), words);
    for (const person of crowd.people.slice(0, 20))
      expect(isTrueOf(person, read, crowd), words).toBe(isTrueOf(person, expression, crowd));
    expect(inWords(read)).toBe(words);
  }
});
