import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { leadsCsv } from './csv.ts';

/** The path of the file that ships with the project. */
export const leadsFile = fileURLToPath(new URL('../../example/leads.csv', import.meta.url));

if (import.meta.main) await writeFile(leadsFile, leadsCsv());
