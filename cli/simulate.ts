import { Command, InvalidArgumentError } from 'commander';
import { ownApp } from './app.ts';
import { CliError } from './cli-error.ts';
import { interrupts } from './interrupts.ts';

interface Options {
  readonly leads: number;
  readonly days: number;
  readonly seed: number;
  readonly json?: true;
}

const whole =
  (most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > most)
      throw new InvalidArgumentError(`expected a whole number from 1 to ${most}.`);
    return number;
  };

export const simulateCommand = (): Command =>
  new Command('simulate')
    .description(
      'Lets modelled leads go through a program under a virtual clock, with modelled reps of staff.json, and prints who gets which email when, where the leads end, and how much the reps have to do. It runs the real workflows, activities and API on a Postgres of its own, which it deletes. No email leaves this machine.',
    )
    .argument('<program>', 'the name of a program of the app')
    .option('--leads <n>', 'how many leads', whole(10_000), 200)
    .option('--days <n>', 'how many days', whole(730), 60)
    .option('--seed <n>', 'the random seed: the same seed gives the same result', whole(1_000_000_000), 1)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExits with 1 when a lead is forgotten, or got an email that it must not get.\nThe leads fit the customer that the policy looks for. Their behaviour is a model: it shows what a program does, not how well it sells.',
    )
    .action(async (program: string, options: Options) => {
      process.exitCode = (await simulate(program, options)) ? 0 : 1;
    });

/** @returns whether every lead and every email is accounted for */
async function simulate(program: string, { leads, days, seed, json }: Options): Promise<boolean> {
  using interrupted = interrupts();
  const app = await ownApp();
  const programs = Object.keys(app.programs);
  if (!programs.includes(program))
    throw new CliError('badArgument', `no program "${program}": there are ${programs.join(', ')}.`);
  const began = performance.now();
  const { runSimulation } = await import('./simulate/run-simulation.ts');
  const progress = progressOn(process.stderr);
  const order = { app, program, leads, days, seed, signal: interrupted.signal, onProgress: progress.show };
  const simulation = await runSimulation(order).finally(progress.end);
  process.stderr.write(`Took ${((performance.now() - began) / 1000).toFixed(1)} s.\n`);
  const { simulationText } = await import('../simulate/calendar/simulation-text.ts');
  process.stdout.write(json ? `${JSON.stringify(simulation, undefined, 2)}\n` : simulationText(simulation));
  return simulation.ledger.balances;
}

/** Prints progress: in one line of a terminal, otherwise a line for every tenth step. */
function progressOn(stream: NodeJS.WriteStream): { show: (line: string) => void; end: () => void } {
  let shown = 0;
  return {
    show(line) {
      if (stream.isTTY) stream.write(`\r\u001B[K${line}`);
      else if (shown++ % 10 === 0) stream.write(`${line}\n`);
    },
    end: () => void (stream.isTTY && stream.write('\r\u001B[K')),
  };
}
