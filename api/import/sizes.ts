import { INT4 } from '../procedures/values.ts';

/** Groups of three digits, separated by punctuation or a space. */
const grouped = /^\d{1,3}(?:([.,'’ ])\d{3})(?:\1\d{3})*(?:[.,]0+)?$/;
const people =
  /(?:(?<!\s)\s+)?(?:employees?|people|fte|mitarbeiter(?:innen)?|beschäftigte|salariés?|employés?|empleados|dipendenti|medewerkers|funcionários|colaboradores|pracowników|anställda|ansatte|medarbejdere)\.?$/iu;

/** A number of employees in any notation: `250.0`, `1,000`, `1 000`, `5k`; undefined if it is not a number above 0. */
export function employees(text: string): number | undefined {
  const bare = text
    .replace(people, '')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .trim();
  const thousands = /^(\d{1,4})(?:[.,](\d))?\s?k$/i.exec(bare);
  if (thousands) return counted(Number(thousands[1]) * 1_000 + Number(thousands[2] ?? 0) * 100);
  if (grouped.test(bare)) return counted(Number(bare.replace(/(?<=\d{3})[.,](?:0|00|0{4,})$/, '').replaceAll(/\D/g, '')));
  const plain = /^(\d{1,15})(?:[.,]0+)?$/.exec(bare);
  return plain ? counted(Number(plain[1])) : undefined;
}

const counted = (size: number): number | undefined => (size > 0 && size <= INT4 ? size : undefined);
