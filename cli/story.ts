import { Command } from 'commander';
import type { Outputs } from '../client/index.ts';
import { callApi } from './api-client.ts';
import { printableLine } from './printable.ts';

export const storyCommand = (): Command =>
  new Command('story')
    .description('Lists everything that happened to a lead, in order, in UTC (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .argument('<lead>', 'its id or its address')
    .action(async (leadId: string) => {
      const lines = (await callApi('leads.story', { leadId })) as Outputs['leads']['story'];
      console.log(lines.map(storyLine).join('\n'));
    });

/** One line of a story; text by people can't break out of the line. */
export const storyLine = ({ at, text }: { readonly at: string; readonly text: string }): string =>
  `${minuteOf(at)}  ${printableLine(text)}`;

/** A minute in UTC: `2026-03-10 10:00`. */
export const minuteOf = (at: string): string => at.slice(0, 16).replace('T', ' ');
