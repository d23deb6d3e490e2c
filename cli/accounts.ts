import { Command } from 'commander';
import type { Outputs } from '../client/index.ts';
import { callApi } from './api-client.ts';
import { valueOf, type Values } from './change-lead.ts';
import { printableLine } from './printable.ts';
import { asJson, listed, type Columns } from './listed.ts';

type Pair = Outputs['accounts']['duplicates']['items'][number];
type Merged = Outputs['accounts']['merge'];

const columns: Columns<Pair> = {
  ACCOUNT: ({ name }) => name,
  DOMAIN: ({ domain }) => domain,
  OTHER: ({ other }) => other.name,
  'ITS DOMAIN': ({ other }) => other.domain,
  BECAUSE: ({ because }) => because.join(', '),
  ID: ({ id }) => id,
  'ITS ID': ({ other }) => other.id,
};

/** `trellis accounts`. */
export const accountsCommand = (): Command =>
  new Command('accounts')
    .description('Corrects companies, finds duplicates and merges them (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .addCommand(
      new Command('update')
        .description('Corrects a company; no file, system or provider changes the value again.')
        .argument('<account>', 'its id or its domain')
        .argument('<values...>', 'such as name="Pier 7" size=120 relationship=customer; industry= deletes the value', valueOf)
        .option('--json', 'print the answer as JSON')
        .action(async (account: string, { size, ...values }: Values, { json }: { json?: true }) => {
          const input = { account, ...values, size: size && /^\d+$/.test(size) ? Number(size) : size };
          const answer = (await callApi('accounts.update', input)) as Outputs['accounts']['update'];
          console.log(json ? asJson(answer) : updatedText(answer));
        }),
    )
    .addCommand(
      new Command('duplicates')
        .description('Lists pairs of accounts that may be the same company.')
        .option('--after <id>', 'show the next page, after this id (the last one of the current page)')
        .option('--json', 'print the answer as JSON')
        .action(async ({ json, after }: { json?: true; after?: string }) => {
          const page = (await callApi('accounts.duplicates', { after })) as Outputs['accounts']['duplicates'];
          if (json) return console.log(asJson(page));
          console.log(page.items.length === 0 ? 'No accounts look alike.' : listed(columns, page.items));
          if (page.next !== undefined) console.error(`There are more: --after ${page.next}`);
        }),
    )
    .addCommand(
      new Command('merge')
        .description('Merges two accounts; trellis accounts unmerge undoes it.')
        .argument('<keep>', 'the id or the domain of the account to keep')
        .argument('<drop>', 'the id or the domain of the account to merge into it')
        .option('--dry-run', 'show the result, and merge nothing')
        .option('--json', 'print the answer as JSON')
        .action(async (keep: string, drop: string, { dryRun = false, json }: { dryRun?: boolean; json?: true }) => {
          const merged = (await callApi('accounts.merge', { keep, drop, dryRun })) as Merged;
          console.log(json ? asJson(merged) : mergedText(merged));
        }),
    )
    .addCommand(
      new Command('unmerge')
        .description('Undoes the latest merge into an account; both are as before.')
        .argument('<account>', 'its id or its domain')
        .option('--json', 'print the answer as JSON')
        .action(async (account: string, { json }: { json?: true }) => {
          const answer = (await callApi('accounts.unmerge', { account })) as Outputs['accounts']['unmerge'];
          console.log(json ? asJson(answer) : [answer.next, ...answer.remains].join('\n'));
        }),
    );

const updatedText = ({ was, next }: Outputs['accounts']['update']): string =>
  [...Object.entries(was).map(([field, value]) => printableLine(`${field} was ${value ?? 'not known'}`)), next].join('\n');

const mergedText = ({ fields, moves, closed, next }: Merged): string =>
  [
    ...fields.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`),
    ...Object.entries(moves).map(([what, count]) => `${what} that move: ${count}`),
    ...closed.map(({ channel, label }) => `closed for both (${channel}): ${label}`),
    next,
  ].join('\n');
