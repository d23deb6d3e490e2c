import { Command } from 'commander';
import type { Platform } from '../worker/platform.ts';
import { runParts } from './run-parts.ts';

export const apiCommand = (): Command =>
  new Command('api')
    .description(
      'Serves the API and the public routes (forms, clicks, unsubscribe), and delivers their messages to the leads. Runs until it is stopped.',
    )
    .action(async () => await runParts(['api', 'relay'], ready));

async function ready(platform: Platform): Promise<string> {
  const first = await platform.firstLink();
  const answers = `The API answers at ${platform.apiUrl}`;
  if (first === undefined) return answers;
  return `${answers}\nThere is no administrator yet. Open this link to become the first one. It works once, within a day: ${first}`;
}
