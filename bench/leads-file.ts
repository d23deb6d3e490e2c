import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const header = 'Email,First Name,Last Name,Job Title,Phone,Company,Employees,Industry,Country,Consent Basis,Consent Date,Notes';
const titles = ['CEO', 'Head of Logistics', 'Purchasing Manager', 'Warehouse Clerk', 'Operations Director'];
const countries = ['US', 'DE', 'FR', 'GB', 'NL'];
const PIECE = 1_000;

/** One row of the file: five people per company; one in a hundred has no address. */
function row(n: number): string {
  const company = Math.floor(n / 5);
  const email = n % 100 === 99 ? '' : `person.${n}@company-${company}.example`;
  return `${email},Ann,"O'Neil ${n}",${titles[n % 5]},+1 612 405 ${String(n % 10_000).padStart(4, '0')},"Company, ${company} Ltd",${(company % 900) + 20},Logistics,${countries[n % 5]},opt-in,2025-03-${String((n % 28) + 1).padStart(2, '0')},Met at the fair`;
}

/** Writes a file with so many leads. */
export async function writeLeadsFile(path: string, rows: number): Promise<void> {
  await pipeline(Readable.from(pieces(rows)), createWriteStream(path));
}

function* pieces(rows: number): Generator<string> {
  yield `${header}\n`;
  for (let n = 0; n < rows; n += PIECE)
    yield Array.from({ length: Math.min(PIECE, rows - n) }, (_, i) => `${row(n + i)}\n`).join('');
}
