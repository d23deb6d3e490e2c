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
      'Says how the installation is, part by part, with what to do (API: TRELLIS_API_URL, TRELLIS_API_KEY of an admin). With the name of a part, it fails when that one of this machine does not do its work: for the health checks of containers.',
    )
    .addArgument(new Argument('[part]', 'which one').choices(['api', 'worker']))
    .action(async (part?: 'api' | 'worker') => {
      if (part === undefined) return tell((await callApi('ops.health')) as Health);
      await (part === 'api' ? checkApi() : checkWorker());
      console.log('ok');
    });

/** A line for each part, and below it what to do. */
function tell({ status, parts }: Health): void {
  console.log(status);
  for (const [part, { state, label, todo }] of Object.entries(parts)) {
    console.log(`  ${part}: ${label ?? state}`);
    if (todo) console.log(`    ${todo}`);
  }
  if (status !== 'ok') process.exitCode = 1;
}

/** The API answers, and has its database. */
async function checkApi(): Promise<void> {
  const url = `http://127.0.0.1:${process.env['TRELLIS_API_PORT'] ?? '8080'}/health`;
  const response = await fetch(url).catch((cause: unknown) => {
    throw new CliError('unreachable', `nothing answers at ${url}.`, cause);
  });
  if (!response.ok) throw new CliError('unreachable', `${url} answers ${response.status}: ${await response.text()}`);
}

/** Temporal knows a worker of this machine that asked for work lately. */
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
    throw new CliError('unreachable', `no worker of ${hostname()} asks ${address} for work.`);
  } finally {
    await connection.close();
  }
}
