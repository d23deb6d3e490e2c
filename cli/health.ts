import { hostname } from 'node:os';
import { Client } from '@temporalio/client';
import { Argument, Command } from 'commander';
import type { Health } from '../api/health/health.ts';
import { callApi } from './api-client.ts';
import { CliError } from './cli-error.ts';
import { TASK_QUEUE } from './run-parts.ts';
import { connectTemporal } from '../engine/temporal-connection.ts';
import { temporalTarget } from './temporal-target.ts';

export const healthCommand = (): Command =>
  new Command('health')
    .description(
      'Shows the health of each part of the installation, and what to do (API: TRELLIS_API_URL, TRELLIS_API_KEY of an admin). Given a part, it fails if that part does not work on this machine; use this as the health check of a container.',
    )
    .addArgument(new Argument('[part]', 'the part to check').choices(['api', 'worker']))
    .action(async (part?: 'api' | 'worker') => {
      if (part === undefined) return print((await callApi('ops.health')) as Health);
      await (part === 'api' ? checkApi() : checkWorker());
      console.log('ok');
    });

/** Prints a line for each part, followed by what to do. */
function print({ status, parts }: Health): void {
  console.log(status);
  for (const [part, { state, label, todo }] of Object.entries(parts)) {
    console.log(`  ${part}: ${label ?? state}`);
    if (todo) console.log(`    ${todo}`);
  }
  if (status !== 'ok') process.exitCode = 1;
}

/** Checks that the API answers and reaches its database. */
async function checkApi(): Promise<void> {
  const url = `http://127.0.0.1:${process.env['TRELLIS_API_PORT'] ?? '8080'}/health`;
  const response = await fetch(url).catch((cause: unknown) => {
    throw new CliError('unreachable', `nothing answers at ${url}.`, cause);
  });
  if (!response.ok) throw new CliError('unreachable', `${url} answers ${response.status}: ${await response.text()}`);
}

/** Checks that a worker on this machine has polled Temporal recently. */
async function checkWorker(): Promise<void> {
  const target = await temporalTarget();
  const { address, namespace } = target;
  const connection = await connectTemporal(target, 5_000);
  try {
    const { workflowService } = new Client({ connection, namespace }).connection;
    const workflowTasks = 1; // temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
    const queue = { namespace, taskQueue: { name: TASK_QUEUE }, taskQueueType: workflowTasks };
    const { pollers } = await workflowService.describeTaskQueue(queue);
    // The SDK names a worker after its process and machine: 12@a4f1.
    if (pollers.some(({ identity }) => identity?.endsWith(`@${hostname()}`))) return;
    throw new CliError('unreachable', `no worker on ${hostname()} polls ${address} for work.`);
  } finally {
    await connection.close();
  }
}
