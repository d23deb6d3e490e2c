import { Command } from 'commander';
import type { Why } from '../api/leads/why.ts';
import { callApi } from './api-client.ts';
import { printable } from './printable.ts';
import { whyInWords } from './why-in-words.ts';

export const whyCommand = (): Command =>
  new Command('why')
    .description(
      'Explains why a lead is where it is: what it waits for and what would end that, what led there, its score, the route of its tasks, and everything that was refused (API: TRELLIS_API_URL, TRELLIS_API_KEY).',
    )
    .argument('<lead>', 'its id, or its address')
    .option('--json', 'print the answer as JSON')
    .action(async (lead: string, { json }: { json?: true }) => {
      const why = (await callApi('leads.why', { leadId: lead })) as Why;
      console.log(json ? printable(JSON.stringify(why, null, 2)) : whyInWords(why));
    });
