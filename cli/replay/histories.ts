import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type HistoryAndWorkflowId } from '@temporalio/client';
import { connectTemporal } from '../../engine/temporal-connection.ts';
import { LIFECYCLE } from '../../workflows/messages.ts';
import { CliError } from '../cli-error.ts';
import { temporalTarget } from '../temporal-target.ts';

/** How many histories to fetch from a server at once. */
const AT_ONCE = 10;

/** The histories in a folder. @throws CliError when there are none */
export async function* recordedHistories(folder: string): AsyncIterable<HistoryAndWorkflowId> {
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

/** The histories of all running leads on the server at TEMPORAL_ADDRESS. */
export async function* runningHistories(): AsyncIterable<HistoryAndWorkflowId> {
  const target = await temporalTarget();
  const { namespace } = target;
  const connection = await connectTemporal(target);
  try {
    const { workflow } = new Client({ connection, namespace });
    const query = `WorkflowType = '${LIFECYCLE}' AND ExecutionStatus = 'Running'`;
    yield* workflow.list({ query }).intoHistories({ concurrency: AT_ONCE });
  } finally {
    await connection.close();
  }
}
