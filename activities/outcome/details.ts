import { z } from 'zod';

const instant = z.union([z.number().int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

/** The right contact, as far as the rep knows. */
const person = z.object({
  email: z.string().trim().optional(),
  firstName: z.string().trim().min(1).optional(),
  lastName: z.string().trim().min(1).optional(),
  phone: z.string().trim().min(1).optional(),
});

const details = z.object({
  amount: z.coerce.number().nonnegative().catch(0),
  currency: z.string().optional(),
  stage: z.string().optional(),
  closeAt: instant.optional(),
  nextStep: z.string().catch(''),
  correction: person.catch({}),
});

export type ReportDetails = z.infer<typeof details>;

/** Parses the stored details of a report. The API has checked what the disposition requires; everything else may be missing. */
export const readDetails = (stored: unknown): ReportDetails => details.parse(stored ?? {});
