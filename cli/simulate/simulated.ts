import { writeFile } from 'node:fs/promises';
import { mappingInput } from '../../api/import/import-input.ts';
import type { App } from '../../config/app.ts';
import { readInput } from '../../domain/input/program-input.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { simulationPage } from '../../simulate/calendar/page/simulation-page.ts';
import { simulationText } from '../../simulate/calendar/simulation-text.ts';
import type { Simulation } from '../../simulate/calendar/simulation.ts';
import { storyText, type FollowLine } from '../../simulate/calendar/story-text.ts';
import { comparisonPage } from '../../simulate/compare/comparison-page.ts';
import { comparisonText } from '../../simulate/compare/comparison-text.ts';
import { compare } from '../../simulate/compare/comparison.ts';
import type { Paint } from '../../simulate/report/text/paint.ts';
import { START } from '../../testing/virtual-world.ts';
import { CliError } from '../cli-error.ts';
import { fitOfDatabase } from './fit-of-database.ts';
import { appAgainst } from './app-against.ts';
import type { SimulateOptions } from './options.ts';
import { modelledPeople, peopleOfFile, type People } from './people.ts';
import { everybody, inAudience, peopleOfDatabase, withSource } from './people-of-database.ts';
import { saidValues } from './said-values.ts';
import { runSimulation } from './run-simulation.ts';
import type { SimulationOrder } from './simulation-order.ts';
import { suggestion } from '../../domain/text/did-you-mean.ts';

export interface Asked extends Pick<SimulationOrder, 'app' | 'program' | 'signal' | 'onProgress'> {
  readonly options: SimulateOptions;
}

/** What a command prints, and whether every lead and every email is accounted for. */
export interface Printed {
  readonly result: unknown;
  readonly text: (paint: Paint) => string;
  readonly page: () => string;
  readonly isSound: boolean;
}

/** Does what `trellis simulate` is asked for. */
export async function simulated({ options, ...asked }: Asked): Promise<Printed> {
  const { days, seed, against, html, lead } = options;
  mustHave(asked.program, asked.app);
  const specs = asked.app.programs[asked.program]!;
  const given = {
    input: saidValues(specs.input, options.input),
    knobs: options.knob && saidValues(specs.knobs, options.knob),
  };
  const { faults } = readInput(specs.input, given.input);
  if (faults.length > 0)
    throw new CliError('badArgument', ['say what the campaign gives, as --input NAME=VALUE.', ...faults].join('\n  '));
  const order = {
    ...asked,
    ...given,
    people: peopleOf(asked.app, options),
    start: startOf(options),
    days,
    seed,
    lead,
    fit: options.fit && (await fitOfDatabase(asked.app)),
  };
  const answer = against === undefined ? await alone(order) : await besides(order, against);
  if (html !== undefined) await writeFile(html, answer.page());
  return answer;
}

async function alone(order: SimulationOrder): Promise<Printed> {
  const { simulation, story } = await runSimulation(order);
  if (order.lead !== undefined) return followed(order.lead, simulation, story);
  return {
    result: simulation,
    text: (paint) => simulationText(simulation, paint),
    page: () => simulationPage(simulation),
    isSound: simulation.ledger.balances,
  };
}

/** One lead instead of all of them. */
function followed(lead: string, simulation: Simulation, story: readonly FollowLine[]): Printed {
  const title = `${simulation.program}: the lead ${lead} of ${simulation.people}, seed ${simulation.seed}`;
  return {
    result: story,
    text: (paint) => storyText(title, story, paint),
    page: () => simulationPage(simulation),
    isSound: simulation.ledger.balances,
  };
}

/** Runs another version at the same time, with its own knobs: each computes while the other waits for Postgres. */
async function besides(order: SimulationOrder, against: string): Promise<Printed> {
  await using other = await appAgainst(order.app, against);
  mustHave(order.program, other.app, ` in ${other.name}`);
  const before = { ...order, app: other.app, lead: undefined, knobs: undefined, onProgress: () => {} };
  const [was, is] = await Promise.all([runSimulation(before), runSimulation(order)]);
  const comparison = compare({ name: other.name, ...was }, { name: 'this app', ...is });
  return {
    result: comparison,
    text: (paint) => comparisonText(comparison, paint),
    page: () => comparisonPage(comparison),
    isSound: comparison.balances,
  };
}

/** @throws CliError when an app does not have the program */
function mustHave(program: string, { programs }: App, where = ''): void {
  const names = Object.keys(programs);
  if (!names.includes(program))
    throw new CliError('badArgument', `there is no program "${program}"${where}. ${suggestion(program, names)}`);
}

/** @throws CliError when the options name two kinds of people */
function peopleOf(app: App, options: SimulateOptions): People {
  const { leads, file, source, audience, basis, mapping, ignore, seed } = options;
  if (file !== undefined && areReal(options))
    throw new CliError('badArgument', 'choose either --file or the leads of the database.');
  if (source !== undefined && audience !== undefined) throw new CliError('badArgument', 'choose either --source or --audience.');
  if (areReal(options)) {
    const whom = source === undefined ? everybody : withSource(source);
    return peopleOfDatabase({ whom: audience === undefined ? whom : inAudience(app, audience), most: leads, seed });
  }
  if (file === undefined) return modelledPeople(leads ?? 200, source);
  return peopleOfFile({ path: file, source, basis, mapping: mapping && mappingInput.parse(mapping), ignore });
}

/** Whether the leads come from the database. */
const areReal = ({ fromDatabase, audience }: Pick<SimulateOptions, 'fromDatabase' | 'audience'>): boolean =>
  fromDatabase === true || audience !== undefined;

/** Modelled leads begin on the same day each time; the consents of real ones must not lie in the future. */
function startOf({ start, file, ...options }: SimulateOptions): Instant {
  if (start !== undefined) return start;
  return file === undefined && !areReal(options) ? START : Math.floor(Date.now() / DAY) * DAY + 10 * HOUR;
}
