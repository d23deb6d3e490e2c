import { sql } from 'kysely';
import { recountNext } from '../api/reports/recount.ts';
import { apiOf } from './company-api.ts';
import type { Company } from './company.ts';
import { costOf } from './core-time.ts';
import type { Ground } from './ground.ts';
import type { Row } from './measurement.ts';

const MB = 1e6;

/** Counts the reports with which pages open, as the sweep does before anybody asks. */
export async function sweepReports({ say }: Pick<Ground, 'say'>, { db, looker }: Company): Promise<readonly Row[]> {
  const deps = apiOf(db, 'https://ours.example');
  await db.deleteFrom('savedReports').execute();
  const spilt = await temporaryBytes(looker);
  let most = 0;
  let counted = 0;
  const { core, wall } = await costOf(looker, async () => {
    while ((await recountNext(deps)) > 0) {
      counted++;
      most = Math.max(most, process.memoryUsage().rss);
    }
  });
  const written = ((await temporaryBytes(looker)) - spilt) / MB;
  say(
    `  the sweep counts ${counted} reports: core ${(core / 1_000).toFixed(1)} s, by the clock ${(wall / 1_000).toFixed(1)} s; ${(most / MB).toFixed(0)} MB in Node, ${written.toFixed(0)} MB written to temporary files`,
  );
  const rows = [
    { what: 'core time of the sweep of reports', value: core / 1_000, unit: 's of a core' },
    { what: 'the sweep of reports by the clock', value: wall / 1_000, unit: 's' },
    { what: 'memory of the process that sweeps', value: most / MB, unit: 'MB' },
    { what: 'temporary files of the sweep', value: written, unit: 'MB' },
  ];
  return rows.map(({ what, value, unit }) => ({ name: `screens/${what}`, value, unit, beside: `${counted} reports` }));
}

/** What Postgres has written to temporary files for queries on this database. */
async function temporaryBytes(db: Company['looker']): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select temp_bytes::float8 as bytes from pg_stat_database where datname = current_database()`.execute(db);
  return rows[0]!.bytes;
}
