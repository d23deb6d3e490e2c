import { Argument, Command } from 'commander';
import type { Outputs } from '../client/index.ts';
import { funnelStages } from '../domain/lead/funnel.ts';
import { kindsOf } from '../domain/text/kinds.ts';
import { quantity } from '../domain/text/words.ts';
import { callApi } from './api-client.ts';
import { asJson, localTime } from './listed.ts';
import { printable } from './printable.ts';

type Test = Outputs['experiments']['list'][number];

const testText = ({ content, of, a, b, text, decided }: Test): string =>
  [
    `${content}, test of the ${of}`,
    `  A  ${a.subject}: ${a.sent} sent, ${a.goal} met the goal`,
    `  B  ${b.subject}: ${b.sent} sent, ${b.goal} met the goal`,
    decided ? `  ${decided.by} chose ${decided.subject.toUpperCase()} on ${localTime(decided.at)}.` : `  ${text}`,
  ].join('\n');

type Holdout = Outputs['experiments']['holdouts'][number];

const groupText = (label: string, { leads, ...came }: Holdout['inIt']): string =>
  [`  ${label}: ${quantity(leads, 'lead')}`, ...kindsOf(came).map((stage) => `${came[stage]} ${funnelStages[stage].label}`)].join(
    ', ',
  );

const holdoutText = ({ name, percent, inIt, heldOut, text }: Holdout): string =>
  [`${name}, holdout of ${percent} %`, groupText('in it', inIt), groupText('held out', heldOut), `  ${text}`].join('\n');

export const experimentsCommand = (): Command =>
  new Command('experiments')
    .description(
      'Lists, decides and resumes tests of emails, and shows what campaigns with a holdout change (API: TRELLIS_API_URL, TRELLIS_API_KEY).',
    )
    .addCommand(
      new Command('list')
        .description('Lists the tests, with their results so far.')
        .option('--json', 'print the answer as JSON')
        .action(async ({ json }: { json?: true }) => {
          const tests = (await callApi('experiments.list')) as readonly Test[];
          if (json) return console.log(asJson(tests));
          console.log(tests.length === 0 ? 'No email has a second version.' : printable(tests.map(testText).join('\n\n')));
        }),
    )
    .addCommand(
      new Command('holdouts')
        .description('Lists the campaigns with a holdout, and what each changes.')
        .option('--json', 'print the answer as JSON')
        .action(async ({ json }: { json?: true }) => {
          const found = (await callApi('experiments.holdouts')) as readonly Holdout[];
          if (json) return console.log(asJson(found));
          const none = 'No campaign has a holdout. Draft one with --holdout 10.';
          console.log(found.length === 0 ? none : printable(found.map(holdoutText).join('\n\n')));
        }),
    )
    .addCommand(
      new Command('decide')
        .description('Ends a test: from now on, everybody gets this version.')
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
