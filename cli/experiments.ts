import { Argument, Command } from 'commander';
import type { Outputs } from '../client/index.ts';
import { callApi } from './api-client.ts';
import { asJson, localTime } from './listed.ts';
import { printable } from './printable.ts';

type Test = Outputs['experiments']['list'][number];

const testText = ({ content, a, b, text, decided }: Test): string =>
  [
    content,
    `  A  ${a.subject}: ${a.sent} sent, ${a.goal} met the goal`,
    `  B  ${b.subject}: ${b.sent} sent, ${b.goal} met the goal`,
    decided ? `  ${decided.by} chose ${decided.subject.toUpperCase()} on ${localTime(decided.at)}.` : `  ${text}`,
  ].join('\n');

export const experimentsCommand = (): Command =>
  new Command('experiments')
    .description('Lists, decides and resumes A/B tests of email subjects (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .addCommand(
      new Command('list')
        .description('Lists the tests, with their results so far.')
        .option('--json', 'print the answer as JSON')
        .action(async ({ json }: { json?: true }) => {
          const tests = (await callApi('experiments.list')) as readonly Test[];
          if (json) return console.log(asJson(tests));
          console.log(tests.length === 0 ? 'No email has a second subject.' : printable(tests.map(testText).join('\n\n')));
        }),
    )
    .addCommand(
      new Command('decide')
        .description('Ends a test: from now on, everybody gets this subject.')
        .argument('<content>', 'the id of the email')
        .addArgument(new Argument('<subject>', 'the better one').choices(['a', 'b']))
        .option('--json', 'print the answer as JSON')
        .action(async (content: string, subject: string, { json }: { json?: true }) => {
          const answer = (await callApi('experiments.decide', { content, subject })) as Outputs['experiments']['decide'];
          console.log(json ? asJson(answer) : printable(answer.next));
        }),
    )
    .addCommand(
      new Command('resume')
        .description('Undoes a decision, so that the test continues.')
        .argument('<content>', 'the id of the email')
        .option('--json', 'print the answer as JSON')
        .action(async (content: string, { json }: { json?: true }) => {
          const answer = (await callApi('experiments.resume', { content })) as Outputs['experiments']['resume'];
          console.log(json ? asJson(answer) : printable(answer.next));
        }),
    );
