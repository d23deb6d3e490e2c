import { Command, InvalidArgumentError, Option } from 'commander';
import { consentBases } from '../domain/contact/consent.ts';
import type { ImportOptions } from './import/options.ts';

const examples = `
Examples:
  $ npm run trellis -- import fair.csv --source "fair 2027" --basis optIn --dry-run
  $ npm run trellis -- import fair.csv --source "fair 2027" --basis optIn --rejects rejects.csv
  $ npm run trellis -- import crm.csv --source crm --basis customer --mapping email="Main contact" --ignore "Consent text"

The file may have 64 MB, or what TRELLIS_IMPORT_MB of the API allows; in any usual encoding, with commas, semicolons, tabs or bars
between its cells. Columns are recognised by their names and by what they hold. What comes of a doubtful value is told, and never
guessed. The same file again changes nothing.`;

/** `field=column`, which may be given again. */
export const pair = (text: string, before: readonly string[] = []): string[] => {
  if (!/^\w+=./.test(text)) throw new InvalidArgumentError('expected field=column, such as email="Main contact".');
  return [...before, text];
};

/** A value that may be given again. */
export const collected = (text: string, before: readonly string[] = []): string[] => [...before, text];

/** The command that takes in a file of leads through the API. */
export const importCommand = (): Command =>
  new Command('import')
    .description(
      'Takes in a file of leads: streams it to the API at TRELLIS_API_URL with the key TRELLIS_API_KEY, and tells what came of each row.',
    )
    .argument('<file>', 'a CSV')
    .requiredOption('--source <name>', 'where these leads come from; an audience by that name')
    .addOption(
      new Option('--basis <basis>', 'the consent basis of rows that name none; none: they are kept, and not mailed')
        .choices([...Object.keys(consentBases), 'none'])
        .makeOptionMandatory(),
    )
    .option('--mapping <field=column>', 'which column says what; again for more (the rest is recognised)', pair)
    .option(
      '--ignore <column>',
      'a column that sounds like consent, and says nothing about who may be written to; again for more',
      collected,
    )
    .addOption(
      new Option('--dates <order>', 'how to read 01/02/2027 where the rows do not tell').choices(['dayFirst', 'monthFirst']),
    )
    .addOption(
      new Option('--consents <how>', 'of known leads: the more restrictive consent stays, or they have given one since')
        .choices(['restrict', 'add'])
        .default('restrict'),
    )
    .option('--dry-run', 'tell what would come of it, and keep nothing')
    .option('--rejects <file>', 'write what was rejected to this file: line, column, reason, the row')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', examples)
    .action(async (file: string, options: ImportOptions) => {
      const { runImport } = await import('./import/run-import.ts');
      await runImport(file, options);
    });
