import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type HistoryAndWorkflowId } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { Command } from 'commander';
import { quietReplays } from '../testing/replay.ts';
import { connectTemporal } from '../engine/temporal-connection.ts';
import { bundleWorkflows } from '../worker/temporal-worker.ts';
import { LIFECYCLE } from '../workflows/messages.ts';
import { ownApp } from './app.ts';
import { CliError } from './cli-error.ts';
import { temporalTarget } from './temporal-target.ts';

interface Options {
  readonly histories: string;
  readonly live: boolean;
  readonly most: number;
}

/** How many histories to fetch from a server at once. */
const AT_ONCE = 10;

export const replayCommand = (): Command =>
  new Command('replay')
    .description(
      'Replays histories with the current workflow code, and lists the leads that would break. Run it before you deploy a change.',
    )
    .option(
      '--histories <folder>',
      'recorded histories, in the format of `temporal workflow show --output json`',
      'test/histories',
    )
    .option('--live', 'replay the running leads on the server at TEMPORAL_ADDRESS instead', false)
    .option('--most <number>', 'the maximum number of running leads', Number, 1000)
    .action(async ({ histories, live, most }: Options) => {
      quietReplays();
      const { replayed, broken } = await replay(live ? running(most) : recorded(histories), !live);
      console.log(`${replayed} histories replayed, ${broken} do not fit the workflow code.`);
      if (broken > 0) process.exitCode = 1;
    });

/** Prints a line for each history that breaks. @param all also prints a line for each history that fits */
async function replay(
  histories: AsyncIterable<HistoryAndWorkflowId>,
  all: boolean,
): Promise<{ replayed: number; broken: number }> {
  const workflowBundle = await bundleWorkflows((await ownApp()).workflowsPath);
  let replayed = 0;
  let broken = 0;
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
    replayed++;
    if (error) broken++;
    if (error) console.log(`breaks  ${workflowId}: ${error.message}`);
    else if (all) console.log(`fits    ${workflowId}`);
  }
  return { replayed, broken };
}

async function* recorded(folder: string): AsyncIterable<HistoryAndWorkflowId> {
  const files = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new CliError('badArgument', `the folder ${folder} does not exist. Name one with --histories.`, cause);
  });
  const histories = files.filter((file) => file.endsWith('.json')).sort();
  if (histories.length === 0)
    throw new CliError('badArgument', `${folder} contains no .json file. Name a folder with --histories.`);
  for (const file of histories) {
    const history = JSON.parse(await readFile(join(folder, file), 'utf8')) as { readonly events?: readonly unknown[] };
    if (!history.events?.length) throw new CliError('badArgument', `${join(folder, file)} is not a history: it has no events.`);
    yield { workflowId: file.replace(/\.json$/, ''), history };
  }
}

async function* running(most: number): AsyncIterable<HistoryAndWorkflowId> {
  const target = await temporalTarget();
  const { namespace } = target;
  const connection = await connectTemporal(target);
  try {
    const { workflow } = new Client({ connection, namespace });
    const query = `WorkflowType = '${LIFECYCLE}' AND ExecutionStatus = 'Running'`;
    let given = 0;
    for await (const history of workflow.list({ query }).intoHistories({ concurrency: AT_ONCE })) {
      if (given++ >= most) return;
      yield history;
    }
  } finally {
    await connection.close();
  }
}
