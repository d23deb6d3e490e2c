import { Command } from 'commander';
import { quietReplays } from '../testing/replay.ts';
import { ownApp } from './app.ts';
import { bundleForReplay } from './replay/bundle-for-replay.ts';
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
      'Replays histories with the current workflow code, and lists the places in your programs where leads would break. Run it before you deploy a change. Exits with 1 if a history does not fit the code.',
    )
    .option(
      '--histories <folder>',
      'recorded histories, in the format of `temporal workflow show --output json`',
      'test/histories',
    )
    .option('--live', 'replay all running leads on the server at TEMPORAL_ADDRESS instead')
    .option('--json', 'print the result as JSON')
    .action(async ({ histories, live, json }: Options) => {
      quietReplays();
      const bundle = await bundleForReplay((await ownApp()).workflowsPath);
      const onProgress = (replayed: number) => void process.stderr.write(`${replayed} histories replayed …\n`);
      const result = await replay(bundle, live ? runningHistories() : recordedHistories(histories), onProgress);
      process.stdout.write(json ? `${JSON.stringify(result, undefined, 2)}\n` : replayedText(result));
      if (result.broken.length > 0) process.exitCode = 1;
    });
