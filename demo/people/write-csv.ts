import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { leadsCsv } from './csv.ts';

/** Where the file that ships with the project stands. */
export const leadsFile = fileURLToPath(new URL('../../example/leads.csv', import.meta.url));

if (import.meta.main) await writeFile(leadsFile, leadsCsv());
