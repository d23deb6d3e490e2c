import { Command, Option } from 'commander';
import { createGround } from './ground.ts';
import type { Row } from './measurement.ts';
import { measurements } from './measurements/index.ts';
import { jsonRow, table } from './report.ts';

const names = measurements.map(({ name }) => name);
const list = measurements.map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join('\n');

const { only, json } = new Command('bench')
  .description(
    'Measures Trellis beside what one would write without it, in the same run. Ratios hold; rates are those of this machine.',
  )
  .addOption(new Option('--only <name...>', 'measure only these').choices(names))
  .option('--json', 'print the rows as data')
  .addHelpText('after', `\nMeasurements:\n${list}`)
  .parse()
  .opts<{ only?: string[]; json?: true }>();

const say = (line: string) => process.stderr.write(`${line}\n`);

await using ground = createGround(say);
const rows: Row[] = [];
for (const { name, about, run } of measurements.filter((each) => only?.includes(each.name) ?? true)) {
  say(`${name}: ${about} …`);
  rows.push(...(await run(ground)));
}
process.stdout.write(`${json ? JSON.stringify(rows.map(jsonRow), undefined, 2) : table(rows)}\n`);
