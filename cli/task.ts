import { Command } from 'commander';
import type { Outputs } from '../client/index.ts';
import { callApi } from './api-client.ts';
import { asJson } from './listed.ts';
import { printable } from './printable.ts';
import { reportDetails } from './report-details.ts';
import { taskInWords } from './task-in-words.ts';

type Sheet = Outputs['tasks']['get'];
type Undone = Outputs['tasks']['undo'];

const TASK = ['<task>', 'its id, which trellis queue shows'] as const;

const examples = `
Examples:
  $ trellis task report TASK noAnswer
  $ trellis task report TASK callBack at="tomorrow 10:00"
  $ trellis task report TASK disqualified --reason tooSmall
  $ trellis task report TASK qualified meetingAt="Thursday 14:00" guide.fit="200 people" guide.interest=high …
  $ trellis task report TASK wrongContact correction.firstName=Peter correction.email=peter@example.com
  $ trellis task report TASK noShow at=null      it is not known

A time without an offset is meant in the lead’s zone. \`trellis task show TASK\` lists what can be reported, with its fields.`;

export const taskCommand = (): Command =>
  new Command('task')
    .description('Shows a task and reports its result (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .addCommand(showCommand())
    .addCommand(reportCommand())
    .addCommand(undoCommand())
    .addCommand(oneText('note', 'text', 'tasks.note', 'Writes something down about the task; every task of the lead shows it.'))
    .addCommand(oneText('close', 'outcome', 'tasks.close', 'Closes a task that is neither a call nor an acceptance.'));

const showCommand = (): Command =>
  new Command('show')
    .description('Shows the call sheet: why now, what the lead wrote, what was reported, and what can be reported.')
    .argument(...TASK)
    .option('--json', 'print the answer as JSON')
    .action(async (taskId: string, { json }: { json?: true }) => {
      const sheet = (await callApi('tasks.get', { taskId })) as Sheet;
      console.log(json ? asJson(sheet) : taskInWords(sheet));
    });

const reportCommand = (): Command =>
  new Command('report')
    .description('Reports the result of a task.')
    .argument(...TASK)
    .argument('<disposition>', 'what happened, such as noAnswer')
    .argument('[field=value...]', 'its details, such as at="tomorrow 10:00"')
    .option('--reason <code>', 'one of the reasons that the disposition lists')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', examples)
    .action(async (taskId: string, disposition: string, fields: string[], { reason, json }: { reason?: string; json?: true }) => {
      const report = { taskId, disposition, reason, details: reportDetails(fields) };
      const answer = (await callApi('tasks.report', report)) as Outputs['tasks']['report'];
      console.log(json ? asJson(answer) : printable(answer.text));
    });

const undoCommand = (): Command =>
  new Command('undo')
    .description('Takes back the latest report about a task: its reporter within ten minutes, then a manager.')
    .argument(...TASK)
    .option('--json', 'print the answer as JSON')
    .action(async (taskId: string, { json }: { json?: true }) => {
      const answer = (await callApi('tasks.undo', { taskId })) as Undone;
      console.log(json ? asJson(answer) : printable([answer.next, ...answer.remains].join('\n')));
    });

/** A command that gives one procedure a text about a task. */
const oneText = (name: string, field: string, procedure: string, description: string): Command =>
  new Command(name)
    .description(description)
    .argument(...TASK)
    .argument(`<${field}>`)
    .action(async (taskId: string, text: string) => {
      const answer = (await callApi(procedure, { taskId, [field]: text })) as { readonly next?: string };
      console.log(printable(answer.next ?? 'The task is closed.'));
    });
