import { Command, InvalidArgumentError, Option } from 'commander';
import { consentBases } from '../domain/contact/consent.ts';
import { speedOf } from '../worker/settings.ts';
import { run } from '../cli/run.ts';
import type { DemoOptions } from './options.ts';
import { collected, pair } from '../cli/import.ts';

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('expected a whole number of at least 1.');
  return number;
}

function duration(text: string): string {
  try {
    speedOf(text);
    return text;
  } catch {
    throw new InvalidArgumentError('expected the real length of a day, such as 3s.');
  }
}

const about = [
  'Rehearses a nurture campaign on real servers, and checks that no lead is left behind.',
  'It starts its own Postgres, Temporal and mailbox, imports a CSV of leads, and launches the program of the example. A modelled audience reads the emails, clicks, answers, fills in forms and unsubscribes; modelled reps and managers work their queues. They use what real people use: emails, links, webhooks and the API.',
  'A day takes three seconds. At the end everything is counted, and the exit code is 0 only if the ledger balances. No email leaves this machine.',
].join('\n\n');

const examples = `
Examples:
  $ npm run demo                             60 days with the 200 leads of example/leads.csv
  $ npm run demo -- --keep                   … and go on at real speed, with the console, for you to work in
  $ npm run demo -- --keep 1m                … and go on with a day in a minute
  $ npm run demo -- --leads contacts.csv     your own file; it only needs a column of email addresses
  $ npm run demo -- --seed 7 --json          another audience; prints the report as data`;

/** The command that shows Trellis at work: `npm run demo`. */
const demo = new Command('npm run demo --')
  .description(about)
  .option('--leads <file>', 'a CSV of leads; Trellis recognises the columns by name and prints the mapping')
  .option('--mapping <field=column>', 'with --leads: the column for a field; repeatable (Trellis recognises the others)', pair)
  .option('--ignore <column>', 'with --leads: a column that has nothing to do with consent; repeatable', collected)
  .addOption(
    new Option('--basis <basis>', 'with --leads: the consent basis of rows without their own')
      .choices([...Object.keys(consentBases), 'none'])
      .default('optIn'),
  )
  .option('--days <n>', 'how many days to rehearse', whole, 60)
  .option('--day <duration>', 'the real length of a day', duration, '3s')
  .option('--seed <n>', 'the random seed: the same seed gives the same behaviour', whole, 1)
  .option(
    '--keep [duration]',
    'continue afterwards without modelled people, until Ctrl-C; a day then takes a day, or as long as you say',
    duration,
  )
  .option('--json', 'print the report as data, and progress on standard error')
  .option('--dir <folder>', 'where data, emails and logs are stored during the run', '.trellis')
  .addHelpText('after', examples)
  .action(async (options: DemoOptions) => {
    const { runDemo } = await import('./run-demo.ts');
    process.exitCode = (await runDemo(options)) ? 0 : 1;
  });

await run(demo);
