import { Command } from 'commander';
import { runParts } from './run-parts.ts';

export const workerCommand = (): Command =>
  new Command('worker')
    .description(
      'Runs the leads’ programs on the servers that the environment names, until it is stopped. You can start several workers.',
    )
    .action(async () => await runParts(['worker'], () => 'The worker is running.'));
