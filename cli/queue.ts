import { Command, Option } from 'commander';
import type { TaskLine } from '../api/tasks/list.ts';
import { callApi } from './api-client.ts';
import { asJson, listed, localTime, type Columns } from './listed.ts';

const columns: Columns<TaskLine> = {
  DUE: ({ dueAt, isOverdue }) => dueAt && `${isOverdue ? '! ' : ''}${localTime(Date.parse(dueAt))}`,
  TASK: ({ label }) => label.replace(/ task$/, ''),
  LEAD: ({ lead }) => lead.name,
  TITLE: ({ lead }) => lead.title,
  COMPANY: ({ lead }) => lead.company,
  'THEIR TIME': ({ lead }) => lead.localTime.replace(/ \(.*/, ''),
  TRIES: ({ attempts }) => String(attempts),
  WHY: ({ because }) => because,
  WORDS: ({ words }) => words?.slice(0, 60),
  REP: ({ assignee }) => assignee?.name ?? 'nobody yet',
  ID: ({ taskId }) => taskId,
};

interface QueueOptions {
  readonly as?: string;
  readonly team?: true;
  readonly due?: string;
  readonly state: string;
  readonly after?: string;
  readonly limit: number;
  readonly json?: true;
}

export const queueCommand = (): Command =>
  new Command('queue')
    .description(
      'Lists tasks in the order in which they are due; ! means overdue (API: TRELLIS_API_URL, TRELLIS_API_KEY). Due times are in the time zone of this machine.',
    )
    .option('--as <rep>', 'the tasks of a rep of your team: an address, a name or an id (default: your own)')
    .option('--team', 'the tasks of your team')
    .addOption(new Option('--due <when>', 'only tasks that are overdue, or due within a day').choices(['now', 'today']))
    .addOption(
      new Option('--state <state>', 'toDecide: overdue, and waiting for a manager’s decision')
        .choices(['open', 'toDecide', 'closed'])
        .default('open'),
    )
    .option('--after <id>', 'show the next page, after this id (the last one of the current page)')
    .option('--limit <count>', 'maximum number of tasks', Number, 50)
    .option('--json', 'print the answer as JSON')
    .action(async ({ as, team, due, state, after, limit, json }: QueueOptions) => {
      const of = as === undefined ? (team ? 'team' : 'me') : { rep: as };
      const answer = (await callApi('tasks.list', { of, due, state, after, limit })) as {
        items: readonly TaskLine[];
        next?: string;
      };
      if (json) return console.log(asJson(answer));
      const none = of === 'me' ? 'You have no such tasks; --team lists those of your team.' : 'There are no tasks.';
      console.log(answer.items.length === 0 ? none : listed(columns, answer.items));
      if (answer.next !== undefined) console.log(`\nThere are more: --after ${answer.next}`);
    });
