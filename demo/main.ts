import { Command, InvalidArgumentError, Option } from 'commander';
import { consentBases } from '../domain/contact/consent.ts';
import { speedOf } from '../worker/settings.ts';
import { run } from '../cli/run.ts';
import type { DemoOptions } from './options.ts';
import { collected, pair } from '../cli/import.ts';

const whole = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('expected a whole number from 1 on.');
  return number;
};

const duration = (text: string): string => {
  try {
    speedOf(text);
    return text;
  } catch {
    throw new InvalidArgumentError('expected the real length of a day, such as 3s.');
  }
};

const about = [
  'Rehearses a nurture campaign on real servers, and proves that no lead is left behind.',
  'It starts Postgres, Temporal and a mailbox of its own, imports a CSV of leads, and launches the program of the example. A modelled audience reads the mails that arrive, clicks, answers, fills in forms and leaves; modelled reps and their managers work their queues. All of them use only what real ones have: mails, links, webhooks and the API.',
  'A day takes three seconds. At the end everything is counted, and the exit code is 0 only if the ledger balances. No mail leaves this machine.',
].join('\n\n');

const examples = `
Examples:
  $ npm run demo                             60 days with the 200 leads of example/leads.csv
  $ npm run demo -- --keep                   … and look at what is left: inbox, API, Temporal's web UI
  $ npm run demo -- --leads contacts.csv     your own file: it needs a column of addresses, nothing else
  $ npm run demo -- --seed 7 --json          another audience; the report as data, on standard output`;

/** The command that shows Trellis at work: `npm run demo`. */
const demo = new Command('npm run demo --')
  .description(about)
  .option('--leads <file>', 'a CSV of leads; the columns are recognised by their names, and the mapping is printed')
  .option('--mapping <field=column>', 'with --leads: which column says what; again for more (the rest is recognised)', pair)
  .option('--ignore <column>', 'with --leads: a column that says nothing about who may be written to; again for more', collected)
  .addOption(
    new Option('--basis <basis>', 'with --leads: the consent basis of rows that name none')
      .choices([...Object.keys(consentBases), 'none'])
      .default('optIn'),
  )
  .option('--days <n>', 'how many days to rehearse', whole, 60)
  .option('--day <duration>', 'the real length of a day', duration, '3s')
  .option('--seed <n>', 'chooses the audience’s luck: the same seed, the same behaviour', whole, 1)
  .option('--keep', 'leave everything running afterwards, until Ctrl-C')
  .option('--json', 'print the report as data, and progress on standard error')
  .option('--dir <folder>', 'where data, mails and logs are kept while it runs', '.trellis')
  .addHelpText('after', examples)
  .action(async (options: DemoOptions) => {
    const { runDemo } = await import('./run-demo.ts');
    process.exitCode = (await runDemo(options)) ? 0 : 1;
  });

await run(demo);
