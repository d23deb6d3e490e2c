import { Command, InvalidArgumentError } from 'commander';
import type { Outputs } from '../client/index.ts';
import { callApi } from './api-client.ts';
import { asJson, localSecond } from './listed.ts';
import { printableLine } from './printable.ts';

type Acts = Outputs['audit']['list'];

function instant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new InvalidArgumentError('expected a date such as 2027-03-01, or a moment such as 2027-03-01T09:00Z.');
  return at;
}

function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('expected a number of lines, such as 100.');
  return Number(text);
}

export const auditLogCommand = (): Command =>
  new Command('audit-log')
    .description(
      'Lists who did what, newest first, in the time zone of this machine (API: TRELLIS_API_URL, TRELLIS_API_KEY of an admin).',
    )
    .option('--principal <name>', 'acts of this principal: a name, or the id of a key')
    .option('--action <procedure>', 'such as leads.update')
    .option('--subject <id>', 'acts on this subject: the id of a lead, a campaign, a key, …')
    .option('--from <date>', 'from this date on', instant)
    .option('--until <date>', 'before this date', instant)
    .option('--after <id>', 'show the next page, after this id (the last one of the current page)')
    .option('--limit <count>', 'maximum number of lines', count, 100)
    .option('--details', 'with the input and the answer of each act', false)
    .option('--json', 'print the answer as JSON')
    .action(async ({ json, details, ...filter }: { json?: boolean; details: boolean }) => {
      const acts = (await callApi('audit.list', filter)) as Acts;
      if (json) return console.log(asJson(acts));
      console.log(acts.items.length === 0 ? 'No acts match.' : acts.items.map((act) => lineOf(act, details)).join('\n'));
      if (acts.next !== undefined) console.error(`There are more: --after ${acts.next}`);
    });

const lineOf = (
  { at, principal, keyId, action, outcome, isDryRun, subjects, detail }: Acts['items'][number],
  details: boolean,
): string =>
  printableLine(
    [
      localSecond(at),
      `${principal}${keyId === null ? '' : ` (${keyId})`}`,
      `${action} ${outcome}${isDryRun ? ' (dry run)' : ''}`,
      subjects.join(' '),
      details ? JSON.stringify(detail) : '',
    ]
      .join('  ')
      .trimEnd(),
  );
