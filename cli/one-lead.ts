import { Command } from 'commander';
import type { Outputs } from '../client/index.ts';
import { callApi } from './api-client.ts';
import { asJson, listed, type Columns } from './listed.ts';

type Pair = Outputs['leads']['duplicates']['items'][number];
type Merged = Outputs['leads']['merge'];

const columns: Columns<Pair> = {
  LEAD: ({ email }) => email,
  OTHER: ({ other }) => other.email,
  BECAUSE: ({ because }) => because.join(', '),
  ID: ({ id }) => id,
};

/** `trellis leads duplicates`. */
export const duplicatesCommand = (): Command =>
  new Command('duplicates')
    .description('Lists pairs of leads that may be the same person.')
    .option('--after <id>', 'show the next page, after this id (the last one of the current page)')
    .option('--json', 'print the answer as JSON')
    .action(async ({ json, after }: { json?: true; after?: string }) => {
      const page = (await callApi('leads.duplicates', { after })) as Outputs['leads']['duplicates'];
      if (json) return console.log(asJson(page));
      console.log(page.items.length === 0 ? 'No leads look alike.' : listed(columns, page.items));
      if (page.next !== undefined) console.error(`There are more: --after ${page.next}`);
    });

/** `trellis leads merge`. */
export const mergeCommand = (): Command =>
  new Command('merge')
    .description('Merges two leads; trellis leads unmerge undoes it.')
    .argument('<keep>', 'the id or the address of the lead to keep')
    .argument('<drop>', 'the id or the address of the lead to merge into it')
    .option('--dry-run', 'show the result, and merge nothing')
    .option('--json', 'print the answer as JSON')
    .action(async (keep: string, drop: string, { dryRun = false, json }: { dryRun?: boolean; json?: true }) => {
      const merged = (await callApi('leads.merge', { keep, drop, dryRun })) as Merged;
      console.log(json ? asJson(merged) : mergedText(merged));
    });

const mergedText = ({ fields, moves, reachable, next }: Merged): string =>
  [
    ...fields.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`),
    ...Object.entries(moves).map(([what, count]) => `${what} that move: ${count}`),
    ...Object.entries(reachable).map(([channel, { may }]) => `${channel}: ${may ? 'open' : 'closed'}`),
    next,
  ].join('\n');

/** A command that asks one procedure about one lead, and prints what happens next. */
const aboutOne = (name: string, procedure: string, description: string): Command =>
  new Command(name)
    .description(description)
    .argument('<lead>', 'its id or its address')
    .option('--json', 'print the answer as JSON')
    .action(async (leadId: string, { json }: { json?: true }) => {
      const answer = (await callApi(procedure, { leadId })) as { readonly next: string };
      console.log(json ? asJson(answer) : answer.next);
    });

/** `trellis leads unmerge`. */
export const unmergeCommand = (): Command =>
  aboutOne('unmerge', 'leads.unmerge', 'Undoes the latest merge into a lead; both are as before.');

/** `trellis leads confirm`. */
export const confirmCommand = (): Command =>
  aboutOne('confirm', 'consents.sendConfirmation', 'Sends a lead another email that asks them to confirm their opt-in.');

/** `trellis leads remove`. */
export const removeCommand = (): Command =>
  aboutOne('remove', 'leads.remove', 'Removes a lead that was added by mistake and has done nothing yet.');

/** `trellis leads recycle`. */
export const recycleCommand = (): Command =>
  new Command('recycle')
    .description('Gives a lead back from sales to nurture.')
    .argument('<lead>', 'its id or its address')
    .argument('<reason>', 'a recycle reason from the policy, such as budget')
    .option('--until <instant>', 'until when it rests, if the reason needs a date, such as 2026-12-24T09:00:00Z')
    .option('--json', 'print the answer as JSON')
    .action(async (leadId: string, reason: string, { until, json }: { until?: string; json?: true }) => {
      const answer = (await callApi('leads.recycle', { leadId, reason, until })) as Outputs['leads']['recycle'];
      console.log(json ? asJson(answer) : 'text' in answer ? answer.text : 'It will go back as soon as its program answers.');
    });
