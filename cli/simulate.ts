import { Command, InvalidArgumentError, Option } from 'commander';
import { consentBases } from '../domain/contact/consent.ts';
import type { Instant } from '../domain/time/clock.ts';
import { ownApp } from './app.ts';
import { collected, pair } from './import.ts';
import { interrupts } from './interrupts.ts';
import type { SimulateOptions } from './simulate/options.ts';
import { progressOn } from './simulate/progress.ts';
import { coloured, plain } from '../simulate/report/text/paint.ts';

const whole =
  (most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > most)
      throw new InvalidArgumentError(`expected a whole number from 1 to ${most}.`);
    return number;
  };

function namedValue(text: string, before: readonly string[] = []): string[] {
  if (!/^\w+=./.test(text)) throw new InvalidArgumentError('expected name=value, such as patience=5.');
  return [...before, text];
}

/** 10:00 UTC of a date: reps are at work in Europe. */
function morningOf(text: string): Instant {
  const at = Date.parse(`${text}T10:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(at)) throw new InvalidArgumentError('expected a date, such as 2027-03-01.');
  return at;
}

const examples = `
Examples:
  $ npx trellis simulate welcome --leads 500 --days 60
  $ npx trellis simulate welcome --file leads.csv --basis optIn --html welcome.html
  $ npx trellis simulate welcome --audience "source is fair-2027"
  $ npx trellis simulate welcome --source stand                    as if they had filled in a card at your stand
  $ npx trellis simulate welcome --against HEAD
  $ npx trellis simulate welcome --lead 3
  $ npx trellis simulate welcome --fit                             people who react as yours did
  $ npx trellis simulate welcome --against . --knob patience=5     what the knob would change

Exits with 1 if a lead is forgotten, or gets an email that it must not get.
The behaviour is a model: it shows what a program does with people who behave like this, not how many of them there will be.`;

export const simulateCommand = (): Command =>
  new Command('simulate')
    .description(
      'Runs leads through a program under a virtual clock, and shows who gets which email when, how far the leads get, where they end, and how much work the reps of staff.json have. It runs the real workflows, activities and API on a Postgres of its own, and deletes that afterwards. Leads and reps are modelled. No email leaves this machine.',
    )
    .argument('<program>', 'the name of a program of the app')
    .option('--leads <n>', 'how many modelled leads (default: 200); for leads of the database, at most this many', whole(10_000))
    .option('--file <csv>', 'the leads of a CSV file, instead of modelled ones; read as `trellis import` reads it')
    .option('--from-database', 'the leads of the database at DATABASE_URL that are in no program; only reads the database')
    .option('--fit', 'fit how often leads react to the history in the database at DATABASE_URL; only reads the database')
    .option(
      '--source <name>',
      'where the modelled leads, or those of the file, and their consents come from (default: simulation); with --from-database: only leads with this source',
    )
    .option(
      '--audience <words>',
      'the leads of the database in an audience, such as "stage is inquiry and country is NL"; see docs/audiences.md',
    )
    .addOption(
      new Option('--basis <basis>', 'with --file: the consent basis of rows without their own')
        .choices([...Object.keys(consentBases), 'none'])
        .default('none'),
    )
    .option('--mapping <field=column>', 'with --file: the column for a field; repeatable', pair)
    .option('--ignore <column>', 'with --file: a column that has nothing to do with consent; repeatable', collected)
    .option('--input <name=value>', 'an input that the campaign gives the program; repeatable', namedValue)
    .option('--knob <name=value>', 'a knob that a marketer turns before the launch; repeatable', namedValue)
    .option('--days <n>', 'how many days', whole(730), 60)
    .option('--start <date>', 'the day of the launch (default: 2026-03-10; today with real leads)', morningOf)
    .option('--seed <n>', 'the random seed: the same seed gives the same result', whole(1_000_000_000), 1)
    .option(
      '--against <app or commit>',
      'compare with another version for the same people: a folder with an app, or a commit of this app',
    )
    .option('--lead <id, address or number>', 'follow one lead: what happens to it, and why')
    .option('--json', 'print the result as JSON')
    .option('--html <file>', 'also write the result as a page with charts, in one file')
    .addHelpText('after', examples)
    .action(async (program: string, options: SimulateOptions) => {
      using interrupted = interrupts();
      const { signal } = interrupted;
      try {
        process.exitCode = (await simulate(program, options, signal)) ? 0 : 1;
      } catch (error) {
        if (!signal.aborted) throw error;
        process.stderr.write('Stopped before the last day. Nothing was counted, and nothing is still running.\n');
        process.exitCode = 1;
      }
    });

/** @returns whether every lead and every email is accounted for */
async function simulate(program: string, options: SimulateOptions, signal: AbortSignal): Promise<boolean> {
  const app = await ownApp();
  const began = performance.now();
  const { simulated } = await import('./simulate/simulated.ts');
  const progress = progressOn(process.stderr);
  const asked = { app, program, options, signal, onProgress: progress.show };
  const { result, text, isSound } = await simulated(asked).finally(progress.end);
  process.stderr.write(`Took ${((performance.now() - began) / 1000).toFixed(1)} s.\n`);
  const paint = process.stdout.isTTY ? coloured : plain;
  process.stdout.write(options.json ? `${JSON.stringify(result, undefined, 2)}\n` : text(paint));
  return isSound;
}
