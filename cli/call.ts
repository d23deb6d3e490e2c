import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { callApi } from './api-client.ts';
import { CliError } from './cli-error.ts';
import { printable } from './printable.ts';

const examples = `
Examples:
  $ trellis call                                    every procedure, with its input
  $ trellis call ops.parked
  $ trellis call leads.status '{"leadId":"…"}'
  $ trellis call leads.add --input lead.json
  $ cat lead.json | trellis call leads.add --input -

Prints the answer as JSON on standard output, and errors on standard error. Exit codes: 1 the call is wrong, 3 the API refuses it,
4 no API answers. With npm: npm run -s trellis -- call …`;

export const callCommand = (): Command =>
  new Command('call')
    .description('Calls a procedure of the API at TRELLIS_API_URL with the key TRELLIS_API_KEY, and prints the answer as JSON.')
    .argument('[procedure]', 'its name, such as ops.parked; without a name, lists all procedures')
    .argument('[input]', 'JSON; put personal data in a file, because other users of the machine can see arguments')
    .option('--input <file>', 'a file with the input as JSON; - for standard input')
    .addHelpText('after', examples)
    .action(async (name: string | undefined, argument: string | undefined, { input: file }: { input?: string }) => {
      const { listed, procedureNamed } = await import('./procedures.ts');
      if (name === undefined) return console.log(listed());
      const procedure = procedureNamed(name);
      const input = await inputOf(argument, file);
      console.log(printable(JSON.stringify((await callApi(procedure, input)) ?? null, null, 2)));
    });

async function inputOf(argument: string | undefined, file: string | undefined): Promise<unknown> {
  if (argument !== undefined && file !== undefined)
    throw new CliError('badArgument', 'the input is given twice: as an argument and with --input.');
  const source = file === undefined ? argument : await contentOf(file);
  return source === undefined ? undefined : fromJson(source);
}

const contentOf = async (file: string): Promise<string> =>
  await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch((cause: unknown) => {
    throw new CliError('badArgument', `the file ${file} can't be read.`, cause);
  });

function fromJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    // Don't pass on the parser's message: it quotes the input, which may contain personal data.
    throw new CliError('badArgument', 'the input is not JSON.', error);
  }
}
