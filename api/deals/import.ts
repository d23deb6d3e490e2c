import { z } from 'zod';
import { dealBy, type DealRow } from '../../db/accounts/opportunities.ts';
import { wouldChange } from '../../services/accounts/deals.ts';
import { textSource } from '../import/source.ts';
import { tableOf } from '../import/table.ts';
import { leadIdOf } from '../procedures/lead-id.ts';
import { asRefusal, badRequest } from '../procedures/refusal.ts';
import { csvFile } from '../procedures/values.ts';
import type { Asker } from '../tasks/team.ts';
import { repNamed } from '../tasks/rep-named.ts';
import { change, changeDealInput, open, openDealInput, stageIn } from './change.ts';

export const importDealsInput = z.strictObject({
  csv: csvFile,
  /** Says what would happen, and saves nothing. */
  dryRun: z.boolean().default(false),
});

/** What an import of deals answers. */
export type ImportedDeals = Awaited<ReturnType<typeof importDeals>>;

/** The columns of a file, by their names without case, blanks and punctuation. */
const columns = {
  externalId: ['externalid', 'id', 'dealid', 'opportunityid'],
  email: ['email', 'contactemail', 'contact', 'leademail'],
  amount: ['amount', 'value'],
  currency: ['currency', 'currencyisocode'],
  stage: ['stage', 'stagename', 'dealstage'],
  closeAt: ['closeat', 'closedate', 'expectedclose'],
  nextStep: ['nextstep'],
  owner: ['owner', 'owneremail', 'dealowner'],
  result: ['result'],
} as const;

type Column = keyof typeof columns;
type Row = Readonly<Partial<Record<Column, string>>>;

/** The result of a row of the file. */
const results = ['opened', 'changed', 'unchanged'] as const;
type Result = (typeof results)[number];

/** Saves the deals of a file, each row for itself. @throws Refusal if the file has no column of ids or of addresses */
export async function importDeals(asker: Asker, { csv, dryRun }: z.output<typeof importDealsInput>) {
  const table = await tableOf(textSource(csv));
  const fields = table.columns.map(fieldOf);
  for (const needed of ['externalId', 'email'] as const)
    if (!fields.includes(needed))
      throw badRequest(
        'columnMissing',
        `The file has no column for ${needed}.`,
        table.columns,
        `Name it ${columns[needed].join(' or ')}.`,
      );
  const counts: Record<Result, number> = { opened: 0, changed: 0, unchanged: 0 };
  const bad: { line: number; reason: string }[] = [];
  for await (const rows of table.rows())
    for (const { line, cells } of rows) {
      const row = Object.fromEntries(fields.flatMap((field, n) => (field && cells[n]?.trim() ? [[field, cells[n].trim()]] : [])));
      try {
        counts[await saveRow(asker, row, dryRun)]++;
      } catch (error) {
        bad.push({ line, reason: reasonOf(error) });
      }
    }
  const unused = table.columns.filter((_, n) => fields[n] === undefined);
  return {
    dryRun,
    ...counts,
    bad,
    unused,
    next: dryRun ? 'Nothing was saved.' : 'You can correct the bad rows and send them again.',
  };
}

function fieldOf(column: string): Column | undefined {
  const name = column.toLowerCase().replaceAll(/[^a-z]/g, '');
  return (Object.keys(columns) as Column[]).find((field) => (columns[field] as readonly string[]).includes(name));
}

async function saveRow(asker: Asker, row: Row, dryRun: boolean): Promise<Result> {
  const { email = '', result, ...told } = row;
  const values = { ...told, amount: amountIn(row.amount), closeAt: dayIn(row.closeAt), currency: row.currency?.toUpperCase() };
  if (row.externalId === undefined)
    throw badRequest(
      'idMissing',
      'The row has no id of the deal: the next import would open it again.',
      undefined,
      'Fill it in.',
    );
  const known = await dealBy(asker.db, { externalId: row.externalId });
  if (known) {
    const { externalId: _, ...changes } = values;
    const input = changeDealInput.parse({ dealId: known.id, ...changes, result: result?.toLowerCase() });
    if (await isAsKnown(asker, known, input)) return 'unchanged';
    if (!dryRun) await change(asker, input);
    return 'changed';
  }
  const leadId = await leadIdOf(asker.db, email);
  if (leadId === undefined) throw badRequest('leadUnknown', `No lead has the address ${email}.`, email, 'Import the lead first.');
  const input = openDealInput.parse({ leadId, ...values });
  const closing = changeDealInput.pick({ result: true }).parse({ result: result?.toLowerCase() });
  if (!dryRun) await open(asker, input, closing.result);
  return 'opened';
}

async function isAsKnown(asker: Asker, known: DealRow, input: z.output<typeof changeDealInput>): Promise<boolean> {
  if (known.closedAt !== null) return input.result === known.result;
  const { deals } = asker.policy;
  const owner = input.owner === undefined ? known.ownerId : (await repNamed(asker, input.owner)).id;
  const isSame = !wouldChange(deals, known, { ...input, stage: stageIn(deals, input.stage) });
  return isSame && owner === known.ownerId && input.result === undefined;
}

/** Amounts are written as 48000 or 48000.50: of 1,234 nobody knows what the comma means. */
function amountIn(cell: string | undefined): number | undefined {
  if (cell === undefined) return undefined;
  if (!/^\d+(\.\d{1,2})?$/.test(cell))
    throw badRequest('amountUnclear', `"${cell}" is not an amount.`, cell, 'Write it as 48000 or 48000.50.');
  return Number(cell);
}

/** A day is its first moment in UTC. */
const dayIn = (cell: string | undefined): string | undefined =>
  cell && /^\d{4}-\d\d-\d\d$/.test(cell) ? `${cell}T00:00:00Z` : cell;

function reasonOf(error: unknown): string {
  const refusal = asRefusal(error);
  if (refusal) return refusal.message;
  if (error instanceof z.ZodError) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw error;
}
