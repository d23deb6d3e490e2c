import { Command } from 'commander';
import { runParts } from './run-parts.ts';

export const apiCommand = (): Command =>
  new Command('api')
    .description(
      'Serves the API and the public routes (forms, clicks, unsubscribe), and delivers their messages to the leads. Runs until it is stopped.',
    )
    .action(async () => await runParts(['api', 'relay'], ({ apiUrl }) => `The API answers at ${apiUrl}`));
