import { z } from 'zod';
import { consentBases, type ConsentBasis } from '../../domain/contact/consent.ts';
import { text } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';
import { leadFields, type LeadField } from './fields.ts';

export const fieldInput = z.enum(keysOf<LeadField>(leadFields));
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

/** What the caller decides about columns; the rest is proposed. */
export const columnFields = {
  mapping: z.partialRecord(fieldInput, column).optional(),
  /** Columns whose names suggest consent or opt-out, but that say nothing about who may get emails. */
  ignore: z.array(column).optional(),
};

const fieldOfPair = (pair: string): string => pair.slice(0, pair.indexOf('=')).trim();

/** Texts of the form `field=column`, each field once. */
export const mappingInput = z
  .array(
    z
      .string()
      .regex(/=./, 'expected field=column')
      .refine((pair) => Object.hasOwn(leadFields, fieldOfPair(pair)), {
        error: ({ input }) =>
          `there is no field "${fieldOfPair(input as string)}"; fields: ${Object.keys(leadFields).join(', ')}`,
      }),
  )
  .transform((pairs) => Object.fromEntries(pairs.map((pair) => [fieldOfPair(pair), pair.slice(pair.indexOf('=') + 1).trim()])))
  .pipe(z.partialRecord(fieldInput, column));
