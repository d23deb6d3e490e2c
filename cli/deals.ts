import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Deal } from '../api/deals/list.ts';
import type { ImportedDeals } from '../api/deals/import.ts';
import { callApi } from './api-client.ts';
import { CliError } from './cli-error.ts';
import { asJson, listed, localTime, type Columns } from './listed.ts';
import { printableLine } from './printable.ts';

const columns: Columns<Deal> = {
  LEAD: ({ lead }) => lead.name,
  COMPANY: ({ account }) => account?.name,
  AMOUNT: ({ amount, currency }) => `${amount.toLocaleString('en')} ${currency}`,
  STAGE: ({ stage, result }) => result ?? stage.label,
  '%': ({ stage, result }) => (result ? '' : stage.probability?.toString()),
  CLOSES: ({ closeAt }) => localTime(Date.parse(closeAt)).slice(0, 10),
  OWNER: ({ owner }) => owner.name,
  'NEXT STEP': ({ nextStep }) => nextStep,
  ID: ({ externalId, dealId }) => externalId ?? dealId,
};

interface ListOptions {
  readonly owner?: string;
  readonly state?: string;
  readonly after?: string;
  readonly limit: number;
  readonly json?: true;
}

export const dealsCommand = (): Command =>
  new Command('deals')
    .description('Lists and imports deals (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .addCommand(
      new Command('list')
        .description('Lists deals, newest first.')
        .option('--owner <rep>', 'an address, a name or an id')
        .option('--state <state>', 'open or closed')
        .option('--after <id>', 'show the next page, after this cursor')
        .option('--limit <count>', 'maximum number of deals', Number, 100)
        .option('--json', 'print the answer as JSON')
        .action(async ({ owner, state, after, limit, json }: ListOptions) => {
          const answer = (await callApi('deals.list', { owner, state, after, limit })) as {
            items: readonly Deal[];
            next?: string;
          };
          if (json) return console.log(asJson(answer));
          console.log(answer.items.length === 0 ? 'There are no deals.' : listed(columns, answer.items));
          if (answer.next !== undefined) console.log(`\nThere are more: --after ${answer.next}`);
        }),
    )
    .addCommand(
      new Command('import')
        .description('Creates and updates deals from a CSV file, by their ids; the leads must already exist.')
        .argument(
          '<file>',
          'with the columns id, email, amount and close date; currency, stage, owner, next step and result are optional',
        )
        .option('--dry-run', 'print the expected result, and save nothing')
        .option('--json', 'print the answer as JSON')
        .action(async (file: string, { dryRun = false, json }: { dryRun?: boolean; json?: true }) => {
          const csv = await readFile(file, 'utf8').catch((cause: unknown) => {
            throw new CliError('badArgument', `the file ${file} can't be read.`, cause);
          });
          const answer = (await callApi('deals.import', { csv, dryRun })) as ImportedDeals;
          console.log(json ? asJson(answer) : answerText(answer));
        }),
    );

const answerText = ({ dryRun, opened, changed, unchanged, bad, unused }: ImportedDeals): string =>
  [
    ...(dryRun ? ['Nothing was saved: this is what an import would do.'] : []),
    `${opened} new, ${changed} changed, ${unchanged} unchanged, ${bad.length} bad`,
    ...bad.map(({ line, reason }) => printableLine(`  line ${line}: ${reason}`)),
    ...(unused.length > 0 ? [printableLine(`  columns not used: ${unused.join(', ')}`)] : []),
  ].join('\n');
