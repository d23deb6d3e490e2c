import { Command } from 'commander';
import { callApi } from './api-client.ts';
import { asJson, listed } from './listed.ts';
import { csvOf } from './report/csv.ts';
import { reportOptions } from './report/options.ts';
import { shownReports, type ReportName, type Row } from './report/shown.ts';

interface Options {
  readonly json?: boolean;
  readonly csv?: boolean;
}

export function reportCommand(): Command {
  const command = new Command('report').description(
    'Prints reports (API: TRELLIS_API_URL, TRELLIS_API_KEY). Each row of --json has keys under `people`; `report people KEY` lists the leads behind a number.',
  );
  for (const [name, report] of Object.entries(shownReports)) command.addCommand(commandOf(name as ReportName, report.about));
  command.addCommand(
    new Command('people')
      .description('Lists the leads behind a number.')
      .argument('<key>', 'a key that a report gives under `people`')
      .option('--after <id>', 'show the next page, after this cursor')
      .option('--json', 'print the answer as JSON')
      .action(async (of: string, { json, after }: Options & { after?: string }) => {
        const answer = (await callApi('reports.people', { of, after })) as {
          readonly items: readonly Row[];
          readonly next?: string;
        };
        if (json) return console.log(asJson(answer));
        console.log(listed(people, answer.items));
        if (answer.next !== undefined) console.log(`\nMore: --after ${answer.next}`);
      }),
  );
  return command;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** What an answer says in a sentence. */
const ofAnswer = (answer: Row): readonly string[] => [text(answer['text'])];

const people = {
  NAME: ({ name }: Row) => text(name),
  ADDRESS: ({ email }: Row) => text(email),
  COMPANY: ({ company }: Row) => text(company),
  STAGE: ({ label }: Row) => text(label),
  ID: ({ id }: Row) => text(id),
};

function commandOf(name: ReportName, about: string): Command {
  const { asks = [], notes = ofAnswer, also, ...first } = shownReports[name];
  const command = new Command(name).description(about);
  for (const option of asks) command.addOption(reportOptions[option]());
  return command
    .option('--json', 'print the answer as JSON')
    .option('--csv', 'print the rows as CSV')
    .action(async ({ json, csv, ...input }: Options & Record<string, unknown>) => {
      const answer = (await callApi(`reports.${name}`, Object.keys(input).length === 0 ? undefined : input)) as Row;
      if (json) return console.log(asJson(answer));
      if (csv) return void process.stdout.write(csvOf(first.columns, first.rows(answer)));
      const tables = [first, ...(also ? [also] : [])]
        .map(({ rows, columns }) => ({ columns, rows: rows(answer) }))
        .filter(({ rows }) => rows.length > 0)
        .map(({ columns, rows }) => listed(columns, rows));
      console.log([...tables, ...notes(answer).filter((note) => note !== '')].join('\n\n'));
    });
}
