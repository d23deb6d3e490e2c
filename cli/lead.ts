import { Command } from 'commander';
import type { WholeLead } from '../api/leads/whole-lead.ts';
import { callApi } from './api-client.ts';
import { leadInWords } from './lead-in-words.ts';
import { asJson } from './listed.ts';

export const leadCommand = (): Command =>
  new Command('lead')
    .description(
      'Shows everything about a lead: person, company, consents, score, program, tasks, notes, messages and the latest part of its story (API: TRELLIS_API_URL, TRELLIS_API_KEY). Times are in the time zone of this machine.',
    )
    .argument('<lead>', 'its id or its address')
    .option('--json', 'print the answer as JSON')
    .action(async (leadId: string, { json }: { json?: true }) => {
      const lead = (await callApi('leads.get', { leadId })) as WholeLead;
      console.log(json ? asJson(lead) : leadInWords(lead));
    });
