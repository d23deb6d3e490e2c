import { Command } from 'commander';
import { runParts } from './run-parts.ts';

export const workerCommand = (): Command =>
  new Command('worker')
    .description('Runs the leads, on the servers that the environment names, until it is stopped. Start as many as you like.')
    .action(async () => await runParts(['worker'], () => 'The worker runs.'));
