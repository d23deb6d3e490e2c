import { Command, InvalidArgumentError } from 'commander';
import { run } from '../cli/run.ts';
import type { ChaosRun } from './run-chaos.ts';

function above0(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('expected a number above 0.');
  return number;
}

const about = [
  'Breaks the platform on purpose, and checks that it keeps its promises.',
  'Leads live under a fast clock while workers, API, relay, Postgres and Temporal are killed, suspended and restarted at random, and the mail server refuses, stalls, drops and slows down. Then everything is restored and checked: nothing sent twice, nothing sent after an opt-out, no act lost, no lead left behind.',
  'The exit code is 0 only if all of this holds. No email leaves this machine.',
].join('\n\n');

/** The command that breaks Trellis: `npm run chaos`. */
const chaos = new Command('npm run chaos --')
  .description(about)
  .option('--seed <n>', 'the random seed for faults and people', above0, 1)
  .option('--minutes <n>', 'how long faults occur', above0, 3)
  .option('--day <duration>', 'the real length of a day', '3s')
  .option('--json', 'print the report as data, and progress on standard error')
  .option('--dir <folder>', 'where data, emails and logs are stored during the run', '.trellis')
  .addHelpText('after', '\nExample:\n  $ npm run chaos -- --seed 7 --minutes 5')
  .action(async (options: ChaosRun) => {
    const { runChaos } = await import('./run-chaos.ts');
    process.exitCode = (await runChaos(options)) ? 0 : 1;
  });

await run(chaos);
