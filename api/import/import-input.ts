import { z } from 'zod';
import { isFieldKey } from '../../domain/people/lead-fields.ts';
import { consentBases, type ConsentBasis } from '../../domain/contact/consent.ts';
import { key, text, textOrNothing } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';
import { leadFields, type Mapping, type StandardField } from './fields.ts';
import { employees } from './sizes.ts';

export const fieldInput = z.enum(keysOf<StandardField>(leadFields));
export const basisInput = z.enum([...keysOf<ConsentBasis>(consentBases), 'none']);
export const sourceInput = text('name');

/** What the caller must, or may, say about an import. */
export const importFields = {
  source: sourceInput,
  consentBasis: basisInput,
  /** The order of day and month, if the rows do not show it. */
  dates: z.enum(['dayFirst', 'monthFirst']).optional(),
  /** For people whom we know: `restrict` leaves the more restrictive of two consents, `add` means that they have consented since. */
  consents: z.enum(['restrict', 'add']).default('restrict'),
};

const column = text('sentence');
/** A field of the app, among the standard ones: `fields.seats`. */
const fieldOfApp = z.templateLiteral(['fields.', z.string().regex(/^[a-z][A-Za-z0-9]{0,99}$/)]);
const mapping = z.partialRecord(z.union([fieldInput, fieldOfApp]), column);

const cell = textOrNothing().optional();
const cells = Object.fromEntries(keysOf<StandardField>(leadFields).map((field) => [field, cell])) as Record<
  StandardField,
  typeof cell
>;
/** A lead as texts, as in a file; its employees may be a number. */
export const leadInput = z.strictObject({ ...cells, size: z.union([textOrNothing(), z.int().transform(String)]).optional() });

/** A number of employees, or a text as in a file: `1,000`, `5k`. */
export const headcount = z
  .union([z.int(), text('name').transform(employees)], { error: 'expected a number of employees, such as 250 or "1,000"' })
  .pipe(z.int('expected a number of employees, such as 250 or "1,000"').min(1).max(10_000_000));

/** Values of the fields of the app, by their names: texts are read as those of a file. */
const fieldValue = z.union([text(), z.number(), z.boolean()]);
export const fieldsInput = z.record(key, fieldValue);
/** The same; null forgets a value. */
export const correctedFields = z.record(key, fieldValue.nullable());

/** What the caller decides about columns; the rest is proposed. */
export const columnFields = {
  mapping: mapping.optional(),
  /** Columns that sound like consent or opt-out, and say nothing about who may be written to. */
  ignore: z.array(column).optional(),
};

const fieldOfPair = (pair: string): string => pair.slice(0, pair.indexOf('=')).trim();

/** Texts of the form `field=column`, each field once. */
export const mappingInput = z
  .array(
    z
      .string()
      .regex(/=./, 'expected field=column')
      .refine((pair) => Object.hasOwn(leadFields, fieldOfPair(pair)) || isFieldKey(fieldOfPair(pair)), {
        error: ({ input }) =>
          `there is no field "${fieldOfPair(input as string)}"; fields: ${Object.keys(leadFields).join(', ')}, and fields.NAME for those of the app`,
      }),
  )
  .transform((pairs): Mapping =>
    Object.fromEntries(pairs.map((pair) => [fieldOfPair(pair), pair.slice(pair.indexOf('=') + 1).trim()])),
  )
  .pipe(mapping);
