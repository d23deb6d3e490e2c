import { sql } from 'kysely';
import type { AgreementCounts } from '../../domain/sales/agreement.ts';
import { programTaskKinds, salesTaskKinds } from '../../domain/sales/task-kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { listed } from '../states.ts';

const ofProgram = listed(programTaskKinds);
const ofSales = listed(salesTaskKinds);

/** What marketing and sales have given each other since an instant. */
export async function agreementCounts(db: Db, since: Instant): Promise<AgreementCounts> {
  const from = new Date(since);
  const { rows } = await sql<AgreementCounts>`
    select
      (select count(distinct lead_id)::int from tasks where kind in ${ofSales} and opened_at >= ${from}) as handed,
      (select count(distinct lead_id)::int from tasks where kind in ${ofSales} and opened_at >= ${from} and exists (
        select from transitions as t where t.lead_id = tasks.lead_id and t.kind = 'stage' and t."to" = 'sal' and t.at >= ${from})) as accepted,
      (select count(distinct lead_id)::int from transitions where kind = 'stage' and "to" = 'mql' and at >= ${from}) as mqls,
      (select count(*)::int from tasks where kind in ${ofProgram} and first_attempt_at is not null and opened_at >= ${from}) as followed_up,
      (select count(*)::int from tasks where kind in ${ofProgram} and opened_at >= ${from}) as tasks`.execute(db);
  return rows[0]!;
}
