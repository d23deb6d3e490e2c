import { Command } from 'commander';
import type { Outputs } from '../client/index.ts';
import { callApi } from './api-client.ts';
import { asJson, localTime } from './listed.ts';
import { printableLine } from './printable.ts';

export const storyCommand = (): Command =>
  new Command('story')
    .description(
      'Lists everything that happened to a lead, in order, in the time zone of this machine (API: TRELLIS_API_URL, TRELLIS_API_KEY).',
    )
    .argument('<lead>', 'its id or its address')
    .option('--json', 'print the answer as JSON')
    .action(async (leadId: string, { json }: { json?: true }) => {
      const lines = (await callApi('leads.story', { leadId })) as Outputs['leads']['story'];
      console.log(json ? asJson(lines) : lines.map(storyLine).join('\n'));
    });

/** One line of a story; text by people can't break out of the line. */
export const storyLine = ({ at, text }: { readonly at: string; readonly text: string }): string =>
  `${localTime(at)}  ${printableLine(text)}`;
