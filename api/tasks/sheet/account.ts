import { accountById, peopleAt } from '../../../db/accounts/account-people.ts';
import type { SheetRow } from '../../../db/tasks/sheet-row.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { taskName } from '../../../domain/sales/task-kinds.ts';
import { labelOf } from '../../../domain/text/own.ts';
import type { ApiDeps } from '../../procedures/context.ts';
import { iso } from '../../procedures/iso.ts';

/** How many colleagues of the lead are shown. */
const MOST_COLLEAGUES = 25;

/** The company of a lead: who owns it, and the other people there with what they are in. Undefined for a lead without a company. */
export async function accountOf(
  { db, policy }: Pick<ApiDeps, 'db' | 'policy'>,
  { leadId, companyId }: Pick<SheetRow, 'leadId' | 'companyId'>,
) {
  if (companyId === null) return undefined;
  const [account, colleagues] = await Promise.all([
    accountById(db, companyId),
    peopleAt(db, { leadId, accountId: companyId }, MOST_COLLEAGUES),
  ]);
  return account && { ...account, people: colleagues.map((one) => personOf(policy, one)) };
}

type Colleague = Awaited<ReturnType<typeof peopleAt>>[number];

/** A person at a company, as a sheet shows them. */
export const personOf = (policy: Policy, { id, name, title, persona, label, since, owner, in: program, tasks }: Colleague) => ({
  leadId: id,
  name,
  title: title ?? undefined,
  role: labelOf(policy.personas, persona),
  stage: label,
  since: iso(since),
  owner: owner ?? undefined,
  in: program,
  tasks: tasks.map(({ kind, assignee }) => ({ kind, text: `${taskName(kind)} of ${assignee ?? 'nobody yet'}` })),
});
