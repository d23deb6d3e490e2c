import { z } from 'zod';
import { isPlausibleAddress } from '../../domain/people/address.ts';

const instant = z.union([z.number().int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

const person = z.object({
  email: z.string().trim().optional(),
  firstName: z.string().trim().min(1).optional(),
  lastName: z.string().trim().min(1).optional(),
  phone: z.string().trim().min(1).optional(),
});

/** Who the right contact is, as far as the rep knows. */
export type Correction = z.infer<typeof person>;

const phonePattern = /\+?\d[\d ()/.-]{6,}\d/;

/** What can be made out in a sentence such as "ask Ann, ann@example.com, +49 30 1234567": an address and a number. */
const fromText = (text: string): Correction => {
  const email = text
    .split(/[\s,;:<>()]+/)
    .find((word) => isPlausibleAddress(word.replace(/\.$/, '')))
    ?.replace(/\.$/, '');
  const phone = phonePattern.exec(text)?.[0];
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
};

const details = z.object({
  amount: z.coerce.number().nonnegative().catch(0),
  closeAt: instant.optional(),
  nextStep: z.string().catch(''),
  correction: z.union([person, z.string().transform(fromText)]).catch({}),
});

export type ReportDetails = z.infer<typeof details>;

/** Reads what the API stored with a report. What a disposition requires, the API has checked; the rest may be missing. */
export const readDetails = (stored: unknown): ReportDetails => details.parse(stored ?? {});
