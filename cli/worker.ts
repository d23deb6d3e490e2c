import { Command } from 'commander';
import { runParts } from './run-parts.ts';

export const workerCommand = (): Command =>
  new Command('worker')
    .description('Runs the leads on the servers from the environment, until it is stopped. You can start several workers.')
    .action(async () => await runParts(['worker'], () => 'The worker runs.'));
