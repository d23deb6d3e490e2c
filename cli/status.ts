import { Command } from 'commander';
import { callApi } from './api-client.ts';
import { printable } from './printable.ts';

export const statusCommand = (): Command =>
  new Command('status')
    .description(
      'Shows the state of a lead, what it waits for, and whether we may contact it (API: TRELLIS_API_URL, TRELLIS_API_KEY).',
    )
    .argument('<lead>', 'its id or its address')
    .action(async (leadId: string) => console.log(printable(JSON.stringify(await callApi('leads.status', { leadId }), null, 2))));
