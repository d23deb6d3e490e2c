import { Command, InvalidArgumentError, Option } from 'commander';
import { consentBases } from '../domain/contact/consent.ts';
import type { ImportOptions } from './import/options.ts';

const examples = `
Examples:
  $ npm run trellis -- import fair.csv --source "fair 2027" --basis optIn --dry-run
  $ npm run trellis -- import fair.csv --source "fair 2027" --basis optIn --rejects rejects.csv
  $ crm-export | npm run -s trellis -- leads import - --source crm --basis none --json
  $ npm run trellis -- import crm.csv --source crm --basis customer --mapping email="Main contact" --ignore "Consent text"

The file can have up to 64 MB (or TRELLIS_IMPORT_MB of the API), in any usual encoding, with commas, semicolons, tabs or bars between the
cells. Trellis recognises columns by their names and contents. It reports doubtful values and never guesses. Importing the same file
again changes nothing.`;

/** Parses a repeatable option `field=column`. */
export function pair(text: string, before: readonly string[] = []): string[] {
  if (!/^\w+=./.test(text)) throw new InvalidArgumentError('expected field=column, such as email="Main contact".');
  return [...before, text];
}

/** Parses a repeatable option. */
export const collected = (text: string, before: readonly string[] = []): string[] => [...before, text];

/** The command that imports a file of leads through the API. */
export const importCommand = (): Command =>
  new Command('import')
    .description(
      'Imports a file of leads: streams it to the API at TRELLIS_API_URL with the key TRELLIS_API_KEY, and prints the result.',
    )
    .argument('<file>', 'a CSV file; - for standard input')
    .requiredOption('--source <name>', 'where these leads come from; also the name of an audience')
    .addOption(
      new Option('--basis <basis>', 'the consent basis of rows without their own; none: saved, but no emails')
        .choices([...Object.keys(consentBases), 'none'])
        .makeOptionMandatory(),
    )
    .option('--mapping <field=column>', 'the column for a field; repeatable (Trellis recognises the others)', pair)
    .option('--ignore <column>', 'a column that looks like consent but has nothing to do with it; repeatable', collected)
    .addOption(
      new Option('--dates <order>', 'how to read 01/02/2027 if the rows do not show it').choices(['dayFirst', 'monthFirst']),
    )
    .addOption(
      new Option('--consents <how>', 'consents of known leads: restrict keeps the stricter consent, add adds the new one')
        .choices(['restrict', 'add'])
        .default('restrict'),
    )
    .option('--dry-run', 'print the expected result, and save nothing')
    .option('--rejects <file>', 'write rejected values to this file: line, column, reason, the row')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', examples)
    .action(async (file: string, options: ImportOptions) => {
      const { runImport } = await import('./import/run-import.ts');
      await runImport(file, options);
    });
