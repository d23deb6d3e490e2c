import { nameOfLead } from '../domain/lead/name-of-lead.ts';

type Person = Parameters<typeof nameOfLead>[0] & { readonly company: string | null };

/** `Ann Lee (Pier Seven)` */
export const personInWords = ({ company, ...person }: Person): string =>
  company ? `${nameOfLead(person)} (${company})` : nameOfLead(person);
