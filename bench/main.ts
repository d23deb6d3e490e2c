import { once } from 'node:events';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { interrupts } from '../cli/interrupts.ts';
import { createGround } from './ground.ts';
import type { Row } from './measurement.ts';
import { measurements } from './measurements/index.ts';
import { jsonRow, table } from './report.ts';

const names = measurements.map(({ name }) => name);
const list = measurements.map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join('\n');

const command = new Command('bench')
  .description('Compares Trellis with hand-written code in the same run. Ratios are portable; rates depend on the machine.')
  .addArgument(new Argument('[name...]', 'measure only these').choices(names))
  .addOption(new Option('--only <name...>', 'the same').choices(names))
  .option(
    '--leads <count>',
    'how many leads the lists and reports have, each with ten engagements, and a broadcast reaches',
    many,
    100_000,
  )
  .option('--dir <folder>', 'keep the Postgres with these leads in this folder, and open it again')
  .option('--json', 'print the rows as data')
  .addHelpText('after', `\nMeasurements:\n${list}`)
  .parse();
const { json, leads, dir, ...options } = command.opts<{ only?: string[]; json?: true; leads: number; dir?: string }>();
const only = [...(command.processedArgs[0] as string[]), ...(options.only ?? [])];

const say = (line: string) => process.stderr.write(`${line}\n`);

using stopping = interrupts();
const rows = await measured().catch((error: unknown) => {
  if (!stopping.signal.aborted) throw error;
  say(String(stopping.signal.reason));
  return process.exit(130);
});
process.stdout.write(`${json ? JSON.stringify(rows.map(jsonRow), undefined, 2) : table(rows)}\n`);
process.exit(); // don’t wait for an interrupted measurement

/** Runs the measurements one by one; Ctrl-C also stops the servers. */
async function measured(): Promise<readonly Row[]> {
  await using ground = createGround(say, { leads, dir });
  const stopped = once(stopping.signal, 'abort').then(() => Promise.reject(stopping.signal.reason as Error));
  stopped.catch(() => {}); // it may be rejected between two races
  const rows: Row[] = [];
  for (const { name, about, run } of measurements.filter((measurement) => only.length === 0 || only.includes(measurement.name))) {
    say(`${name}: ${about} …`);
    rows.push(...(await Promise.race([run(ground), stopped])));
  }
  return rows;
}

function many(said: string): number {
  const count = Number(said);
  if (!Number.isInteger(count) || count < 1_000) throw new InvalidArgumentError('It must be a whole number, 1000 or more.');
  return count;
}
