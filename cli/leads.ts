import { Command } from 'commander';
import type { Outputs } from '../client/index.ts';
import { callApi } from './api-client.ts';
import { addCommand, updateCommand } from './change-lead.ts';
import { importCommand } from './import.ts';
import { confirmCommand, duplicatesCommand, mergeCommand, recycleCommand, removeCommand, unmergeCommand } from './one-lead.ts';
import { asJson, listed, localTime, type Columns } from './listed.ts';

type LeadInLine = Outputs['leads']['list']['items'][number];

const columns: Columns<LeadInLine> = {
  NAME: ({ name }) => name,
  ADDRESS: ({ email }) => email,
  COMPANY: ({ company }) => company,
  STAGE: ({ label }) => label,
  SINCE: ({ since }) => localTime(since),
  PROGRAM: (lead) => lead.in?.program,
  TRACK: (lead) => lead.in?.track,
  OWNER: ({ owner }) => owner,
  ID: ({ id }) => id,
};

export const leadsCommand = (): Command =>
  new Command('leads')
    .description(
      'Finds, lists, adds, corrects, imports, merges and removes leads, and asks them to confirm (API: TRELLIS_API_URL, TRELLIS_API_KEY). Times are in the time zone of this machine.',
    )
    .addCommand(addCommand())
    .addCommand(updateCommand())
    .addCommand(importCommand())
    .addCommand(duplicatesCommand())
    .addCommand(mergeCommand())
    .addCommand(unmergeCommand())
    .addCommand(recycleCommand())
    .addCommand(confirmCommand())
    .addCommand(removeCommand())
    .addCommand(
      new Command('find')
        .description('Lists the best matches for an address, a phone number, a name or a company; the beginning is enough.')
        .argument('<text...>', 'such as ann@example.com, 0201234567 or "mull pier"')
        .option('--json', 'print the answer as JSON')
        .action(async (words: readonly string[], { json }: { json?: boolean }) => {
          const leads = (await callApi('leads.find', { text: words.join(' ') })) as readonly LeadInLine[];
          if (json) return console.log(asJson(leads));
          console.log(leads.length === 0 ? 'No lead matches.' : listed(columns, leads));
        }),
    )
    .addCommand(
      new Command('list')
        .description('Lists leads, newest first. A rep or a manager sees those of their team.')
        .option('--where <audience>', 'such as "stage is mql and clicked within 30 days"; see docs/audiences.md')
        .option('--sort <sort>', 'newest, oldest or moved (latest change of stage first)', 'newest')
        .option('--after <id>', 'show the next page, after this id (the last one of the current page)')
        .option('--limit <count>', 'maximum number of leads', Number, 100)
        .option('--json', 'print the answer as JSON')
        .action(list),
    );

interface ListOptions {
  readonly where?: string;
  readonly sort: string;
  readonly after?: string;
  readonly limit: number;
  readonly json?: boolean;
}

async function list({ json, ...order }: ListOptions): Promise<void> {
  const page = (await callApi('leads.list', order)) as Outputs['leads']['list'];
  if (json) return console.log(asJson(page));
  console.log(page.items.length === 0 ? 'There are no leads.' : listed(columns, page.items));
  if (page.next !== undefined) console.error(`There are more: --after ${page.next}`);
}
