import { Command } from 'commander';
import { callApi } from './api-client.ts';
import { CliError } from './cli-error.ts';
import { printable } from './printable.ts';

export const callCommand = (): Command =>
  new Command('call')
    .description('Calls a procedure of the API at TRELLIS_API_URL with the key TRELLIS_API_KEY, and prints the answer as JSON.')
    .argument('<procedure>', 'its name, such as ops.parked')
    .argument('[input]', 'JSON', (text) => fromJson(text))
    .action(async (procedure: string, input: unknown) =>
      console.log(printable(JSON.stringify(await callApi(procedure, input), null, 2))),
    );

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError('badArgument', `the input is not JSON (${(error as Error).message}): ${text}`, error);
  }
}
