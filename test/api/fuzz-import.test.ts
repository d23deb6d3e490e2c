import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { standardPersonas } from '../../domain/people/persona.ts';
import { leadFields, type LeadField } from '../../api/import/fields.ts';
import { normaliseRow } from '../../api/import/normalise-row.ts';
import { hostileTexts } from './hostile.ts';
import { createWorld, NOON, type World } from './world.ts';
import { standardConsent } from '../../domain/contact/consent-policy.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const fields = Object.keys(leadFields) as LeadField[];
const importRows = async (rows: Record<string, string>[], mapping?: Partial<Record<LeadField, string>>) =>
  await world.as('intake').imports.run({
    file: { rows },
    source: 'fuzz',
    consentBasis: 'optIn',
    ...(mapping ? { mapping } : { mapping: Object.fromEntries(fields.map((field) => [field, field])) }),
  });

/** Code units of any kind: controls, halves of letters, letters. */
const anyText = fc.oneof(
  fc.constantFrom(...Object.values(hostileTexts)),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const anyRow = fc.record(Object.fromEntries(fields.map((field) => [field, anyText])) as Record<LeadField, typeof anyText>, {
  requiredKeys: [],
});

test('a row is read, whatever it holds, and what it says fits Postgres', async () => {
  const read: unknown[] = [];
  fc.assert(
    fc.property(anyRow, fc.boolean(), (row, isLead) => {
      const cells = isLead ? { ...row, email: 'ann@fuzz.example' } : row;
      read.push(
        normaliseRow(cells, {
          source: 'fuzz',
          consentBasis: 'optIn',
          consent: standardConsent,
          personas: standardPersonas,
          at: NOON,
          zone: 'Europe/Berlin',
        }),
      );
    }),
    { numRuns: 300 },
  );
  const { rows } = await world.db.executeQuery<{ count: number }>(
    // A jsonb takes neither NUL nor halves of letters; a column of texts, not either.
    sql<{ count: number }>`select jsonb_array_length(${JSON.stringify(read)}::jsonb) as count`.compile(world.db),
  );
  expect(rows[0]?.count).toBe(read.length);
});

test('a row with something that can’t be saved loses that cell or is rejected, and the others are saved', async () => {
  const rows = fields.flatMap((field) =>
    Object.values(hostileTexts).flatMap((text, n): Record<string, string>[] => [
      { email: `good-${n}@${field.toLowerCase()}.example` },
      { email: `bad-${n}@${field.toLowerCase()}.example`, company: 'Quay & Co', [field]: text },
    ]),
  );
  const answer = await importRows(rows);
  const good = await world.db.selectFrom('leads').select('id').where('email', 'like', 'good-%').execute();
  expect([answer.rows, answer.created + answer.duplicates + answer.updated + answer.bad, good.length]).toEqual([
    rows.length,
    rows.length,
    rows.length / 2,
  ]);
  const { items: lines } = await world.as('marketer').imports.rejections({ importId: answer.importId, costs: 'row' });
  expect(lines).toHaveLength(answer.bad);
  expect(lines.every(({ line }) => line % 2 === 0)).toBe(true);
});

test('rows with any content are read, and those that are not leads are listed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 40 }), async (rows) => {
      const all = [{ email: 'first@fuzz.example' }, ...rows] as Record<string, string>[];
      const { rows: read, bad } = await importRows(all, { email: 'email' });
      expect(read).toBe(all.length);
      expect(bad).toBeLessThan(all.length);
    }),
    { numRuns: 8 },
  );
});

test('columns are called anything, and mappings name anything', async () => {
  for (const name of Object.values(hostileTexts)) {
    const rows = [{ email: 'c1@fuzz.example', [name]: 'x' }, { email: 'c2@fuzz.example' }] as Record<string, string>[];
    expect(await importRows(rows, { email: 'email' })).toMatchObject({ rows: 2, bad: 0 });
    const refused = await importRows(rows, { email: 'email', firstName: name }).catch((error: unknown) => error);
    if (refused instanceof Error) expect(refused).toMatchObject({ code: 'BAD_REQUEST' });
  }
  await expect(importRows([{ email: 'd@fuzz.example' }], { email: 'email', firstName: 'constructor' })).rejects.toMatchObject({
    data: { code: 'columnUnknown' },
  });
});
