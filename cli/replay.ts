import { Command } from 'commander';
import { quietReplays } from '../testing/replay.ts';
import { ownApp } from './app.ts';
import { reportError } from './report-error.ts';
import { bundleForReplay } from './replay/bundle-for-replay.ts';
import { guardOf } from './replay/guard.ts';
import { recordedHistories, runningHistories } from './replay/histories.ts';
import { replay } from './replay/replay.ts';
import { replayedText } from './replay/replayed-text.ts';

interface Options {
  readonly histories: string;
  readonly live?: true;
  readonly json?: true;
}

export const replayCommand = (): Command =>
  new Command('replay')
    .description(
      'Replays histories with the current workflow code, and lists the places in your programs where leads would break. Run it before you deploy a change. Exits with 0 if every history fits the code, 1 if one does not, and 2 if the histories could not be read.',
    )
    .option(
      '--histories <folder>',
      'recorded histories, in the format of `temporal workflow show --output json`',
      'test/histories',
    )
    .option('--live', 'replay all running leads on the server at TEMPORAL_ADDRESS instead')
    .option('--json', 'print the result as JSON')
    .action(async (options: Options) => {
      try {
        process.exitCode = (await replayed(options)) ? FITS : BREAKS;
      } catch (error) {
        reportError(error);
        process.exitCode = COULD_NOT_LOOK;
      }
    });

const [FITS, BREAKS, COULD_NOT_LOOK] = [0, 1, 2];

/** @returns whether every history fits the code */
async function replayed({ histories, live, json }: Options): Promise<boolean> {
  quietReplays();
  const { workflowsPath, programs } = await ownApp();
  const bundle = await bundleForReplay(workflowsPath);
  const onProgress = (count: number) => void process.stderr.write(`${count} histories replayed …\n`);
  const result = await replay(bundle, live ? runningHistories() : recordedHistories(histories), onProgress);
  const guarded = { ...result, broken: result.broken.map((place) => ({ ...place, guard: guardOf(place, programs) })) };
  process.stdout.write(json ? `${JSON.stringify(guarded, undefined, 2)}\n` : replayedText(guarded));
  return result.broken.length === 0;
}
