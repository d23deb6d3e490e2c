import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time/clock.ts';
import { despiteClashes } from '../../db/clash.ts';
import type { Db, Trx } from '../../db/database.ts';
import { lockLeadPage } from '../../db/leads/fits.ts';
import { beginAct, listActs } from '../../db/system/audit.ts';
import { onceANight, type Night } from '../system/once-a-night.ts';
import type { ScorePolicy } from './becomes-hot.ts';
import { saveFits } from './save-fits.ts';

const PAGE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';
const ACTION = 'fits.refreshed';

/** Brings the saved fits of all leads up to date when the models differ from those that were in force the last time, and says so in the audit log. */
export async function refitIfChanged(db: Db, policy: ScorePolicy, newId: () => string, at: Instant): Promise<0> {
  const models = fingerprint(policy);
  const [last] = await listActs(db, { action: ACTION, limit: 1 });
  if ((last?.detail as { readonly models?: string } | undefined)?.models === models) return 0;
  const leads = await refitAll(db, policy, at);
  await beginAct(db, { id: newId(), at, principal: 'Trellis', action: ACTION, subjects: [], detail: { models, leads } }, 'done');
  return 0;
}

/** Does so once each night, too: of two changes at once, to a lead and to its company, one may not have seen the other. */
export const refitNightly = (db: Db, policy: ScorePolicy, newId: () => string, night: Night): Promise<0> =>
  onceANight(db, newId, 'fits.nightly', night, async () => ({ leads: await refitAll(db, policy, night.at) }));

/** @returns how many leads changed */
async function refitAll(db: Db, policy: ScorePolicy, at: Instant): Promise<number> {
  let changed = 0;
  for (let after: string | undefined = FIRST; after !== undefined;) {
    const from: string = after;
    const page = await despiteClashes(() => db.transaction().execute(async (trx) => await refitPage(trx, policy, from, at)));
    changed += page.changed;
    after = page.last;
  }
  return changed;
}

async function refitPage(trx: Trx, policy: ScorePolicy, after: string, at: Instant) {
  const leads = await lockLeadPage(trx, after, PAGE);
  return { last: leads.at(-1), changed: await saveFits(trx, policy, { leads }, at) };
}

/** What the fit depends on in the models, as a hash. */
function fingerprint({ scoring }: ScorePolicy): string {
  const models = [['', scoring], ...Object.entries(scoring.models)] as const;
  const said = models.map(([name, { ideal, fit }]) => [name, ideal, fit]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
}
