import { correctedAccount } from '../../db/accounts/corrected-account.ts';
import { accountRows, updateAccount, type AccountRow } from '../../db/accounts/write-accounts.ts';
import type { Trx } from '../../db/database.ts';
import type { Change } from '../../domain/lead/change.ts';
import type { CompanyValues, SaidOfCompany } from '../../domain/people/account-values.ts';
import { give } from '../../domain/people/given.ts';

type Columns = Partial<Pick<AccountRow, keyof CompanyValues>>;

/**
 * Saves a person's corrections of a company, and tells them in the stories of its people.
 * @returns the former values of the fields that changed
 */
export async function correctAccount(trx: Trx, id: string, said: SaidOfCompany): Promise<Columns> {
  const [row] = await accountRows(trx, [id], true);
  const given = give<CompanyValues>(row!.given, said);
  const fields = (Object.keys(said.values) as (keyof CompanyValues)[]).filter((field) => row![field] !== columnOf(said, field));
  const was: Columns = Object.fromEntries(fields.map((field) => [field, row![field]]));
  const is = Object.fromEntries(fields.map((field) => [field, columnOf(said, field)]));
  await updateAccount(trx, id, { ...is, given: JSON.stringify(given) });
  const changes = fields.map((field): Change => ({
    field: field === 'kind' ? 'relationship' : field,
    before: textOf(row![field]),
    after: textOf(columnOf(said, field)),
  }));
  if (changes.length > 0) await correctedAccount(trx, id, { at: said.at, by: said.source, changes });
  return was;
}

/** What a column holds after a correction: a company of which no relationship is true is a prospect. */
const columnOf = ({ values }: SaidOfCompany, field: keyof CompanyValues) =>
  values[field] ?? (field === 'kind' ? ('prospect' as const) : null);

const textOf = (value: string | number | null): string | null => (value === null ? null : String(value));
