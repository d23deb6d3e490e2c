import { Command } from 'commander';
import type { StoryLine } from '../api/story/story.ts';
import { callApi } from './api-client.ts';
import { printableLine } from './printable.ts';

export const storyCommand = (): Command =>
  new Command('story')
    .description('Lists everything that happened to a lead, in order, in UTC (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .argument('<lead>', 'its id or its address')
    .action(async (leadId: string) => {
      const lines = (await callApi('leads.story', { leadId })) as readonly StoryLine[];
      console.log(lines.map(storyLine).join('\n'));
    });

/** One line of a story; text by people can't break out of the line. */
export const storyLine = ({ at, text }: Pick<StoryLine, 'at' | 'text'>): string => `${minuteOf(at)}  ${printableLine(text)}`;

const minuteOf = (instant: number): string => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
