import { writeFile } from 'node:fs/promises';
import type { App } from '../../config/app.ts';
import { mappingInput } from '../../api/import/import-input.ts';
import { simulationPage } from '../../simulate/calendar/page/simulation-page.ts';
import { simulationText } from '../../simulate/calendar/simulation-text.ts';
import { coloured, plain } from '../../simulate/report/text/paint.ts';
import { START } from '../../testing/virtual-world.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import type { SimulateOptions } from './options.ts';
import { modelledPeople, peopleOfFile, type People } from './people.ts';
import { progressOn } from './progress.ts';
import { runSimulation } from './run-simulation.ts';

interface Asked {
  readonly app: App;
  readonly program: string;
  readonly options: SimulateOptions;
  readonly signal: AbortSignal;
  /** Gets the progress. */
  readonly stream: NodeJS.WriteStream;
}

interface Answer {
  readonly text: string;
  /** Whether every lead and every email is accounted for. */
  readonly isSound: boolean;
}

/** Does what `trellis simulate` is asked for. */
export async function simulated({ app, program, options, signal, stream }: Asked): Promise<Answer> {
  const { days, seed, json, html } = options;
  const began = performance.now();
  const progress = progressOn(stream);
  const order = { app, program, people: peopleOf(options), start: startOf(options), days, seed, signal };
  const { simulation } = await runSimulation({ ...order, onProgress: progress.show }).finally(progress.end);
  stream.write(`Took ${((performance.now() - began) / 1000).toFixed(1)} s.\n`);
  if (html !== undefined) await writeFile(html, simulationPage(simulation));
  const paint = process.stdout.isTTY ? coloured : plain;
  return {
    text: json ? `${JSON.stringify(simulation, undefined, 2)}\n` : simulationText(simulation, paint),
    isSound: simulation.ledger.balances,
  };
}

const peopleOf = ({ leads, file, basis, mapping, ignore }: SimulateOptions): People =>
  file === undefined
    ? modelledPeople(leads)
    : peopleOfFile({ path: file, basis, mapping: mapping && mappingInput.parse(mapping), ignore });

/** Modelled leads begin on the same day each time; the consents of real ones must not lie in the future. */
function startOf({ start, file }: SimulateOptions): Instant {
  if (start !== undefined) return start;
  return file === undefined ? START : Math.floor(Date.now() / DAY) * DAY + 10 * HOUR;
}
