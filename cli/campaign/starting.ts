import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { asJson } from '../listed.ts';
import { printable } from '../printable.ts';
import { ask, verb, type Answer } from './known.ts';
import { progressText } from './looking.ts';

interface DraftOptions {
  readonly program?: string;
  readonly email?: string;
  readonly audience?: string;
  readonly everybody?: boolean;
  readonly cost?: number;
  readonly spread?: number;
  readonly again?: boolean;
  readonly holdout?: number;
  readonly input?: readonly string[];
  readonly json?: boolean;
}

const named = (text: string, before: readonly string[] = []): string[] => [...before, text];

export const draftCommand = (): Command =>
  new Command('draft')
    .description('Drafts a campaign that runs a program or sends a single email. Nobody gets anything before you start it.')
    .argument('<name>', 'its name')
    .option('--program <program>', 'the program that its leads run')
    .option('--email <email>', 'or the single email that each lead gets once')
    .option('--audience <words>', 'which leads, such as "stage is inquiry and country is NL"')
    .option('--everybody', 'all leads')
    .option('--cost <amount>', 'what it costs', Number)
    .option('--spread <days>', 'spread the start of its leads over this many days', Number)
    .option('--holdout <percent>', 'of 100 leads, how many get nothing, so that the effect can be measured', Number)
    .option('--again', 'include leads that were archived, or were in it before')
    .option('--input <name=value>', 'an input of the program; repeatable', named)
    .option('--json', 'print the answer as JSON')
    .action(draft);

async function draft(name: string, options: DraftOptions): Promise<void> {
  const { program, email, audience, everybody, cost, spread, again, holdout, input, json } = options;
  const values = Object.fromEntries((input ?? []).map(valueIn));
  const about = {
    name,
    program,
    email,
    audience,
    everybody,
    cost,
    spreadDays: spread,
    again,
    holdoutPercent: holdout,
    input: values,
  };
  const answer = await ask('draft', about);
  console.log(json ? asJson(answer) : printable(`${answer.campaignId}\n${answer.next}`));
}

function valueIn(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  if (name !== '' && value.length > 0) return [name, value.join('=')];
  throw new CliError('badArgument', `--input ${text}: expected name=value.`);
}

interface StartOptions {
  readonly expect: number;
  readonly at?: string;
  readonly spread?: number;
  readonly watch?: boolean;
}

export const startCommand = (): Command =>
  verb<StartOptions, Answer<'start'>>('start', 'Starts a draft if the number of leads is the expected one.', {
    async act(campaignId, { expect, at, spread, watch }) {
      const started = await ask('start', { campaignId, expect, at, spreadDays: spread });
      if (watch) await watched(campaignId);
      return started;
    },
    text: ({ next, notEnrolled }) =>
      [next, ...notEnrolled.map(({ text, leads }) => `  ${leads} do not get it: ${text}`)].join('\n'),
  })
    .requiredOption('--expect <leads>', 'the number of leads that `preview` counts', Number)
    .option('--at <instant>', 'when it begins (default: now)')
    .option('--spread <days>', 'spread the start of its leads over this many days', Number)
    .option('--watch', 'show the progress until nobody is in it any more');

const LOOK_EVERY = 1_000;

/** Shows the progress on standard error, until the campaign is over, stopped or held. */
async function watched(campaignId: string): Promise<void> {
  for (;;) {
    const { state, progress } = await ask('get', { campaignId });
    process.stderr.write(`${state}: ${progressText(progress).split('\n')[0]}\n`);
    if (state !== 'running' && state !== 'scheduled') return;
    await sleep(LOOK_EVERY);
  }
}
