import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Db } from './database.ts';
import { areEventsInstalled, installEvents } from './events/install-events.ts';
import * as first from './migrations/0001-first.ts';
import * as words from './migrations/0002-words.ts';
import * as abandonedLines from './migrations/0003-abandoned-lines.ts';
import * as addresses from './migrations/0004-addresses.ts';
import * as givenValues from './migrations/0005-given-values.ts';
import * as imports from './migrations/0006-imports.ts';
import * as incomingMails from './migrations/0007-incoming-mails.ts';
import * as replies from './migrations/0008-replies.ts';
import * as pictures from './migrations/0009-pictures.ts';
import * as sendingTrouble from './migrations/0010-sending-trouble.ts';
import * as refusals from './migrations/0011-refusals.ts';
import * as confirmations from './migrations/0012-confirmations.ts';
import * as formRates from './migrations/0013-form-rates.ts';
import * as accountAlias from './migrations/0014-account-alias.ts';
import * as turns from './migrations/0015-turns.ts';
import * as outages from './migrations/0016-outages.ts';
import * as people from './migrations/0017-people.ts';
import * as hours from './migrations/0018-hours.ts';
import * as keys from './migrations/0019-keys.ts';
import * as pulse from './migrations/0020-pulse.ts';
import * as story from './migrations/0021-story.ts';
import * as sweeps from './migrations/0022-sweeps.ts';
import * as acknowledged from './migrations/0023-acknowledged.ts';
import * as requests from './migrations/0024-requests.ts';
import * as modelsAndReasons from './migrations/0025-models-and-reasons.ts';
import * as leadFields from './migrations/0026-lead-fields.ts';
import * as firstUsed from './migrations/0027-first-used.ts';
import * as stuck from './migrations/0028-stuck.ts';
import * as engagementData from './migrations/0029-engagement-data.ts';
import * as inputs from './migrations/0030-inputs.ts';
import * as channels from './migrations/0031-channels.ts';
import * as stepsAndEvents from './migrations/0032-steps-and-events.ts';
import * as alerts from './migrations/0035-alerts.ts';
import * as finding from './migrations/0036-finding.ts';
import * as notes from './migrations/0037-notes.ts';
import * as sla from './migrations/0038-sla.ts';
import * as takenBack from './migrations/0039-taken-back.ts';
import * as intake from './migrations/0040-intake.ts';
import * as segments from './migrations/0041-segments.ts';
import * as brakes from './migrations/0042-brakes.ts';
import * as reports from './migrations/0043-reports.ts';
import * as erased from './migrations/0045-erased.ts';
import * as deals from './migrations/0047-deals.ts';
import * as reportsToManagers from './migrations/0050-reports-to-managers.ts';
import * as answers from './migrations/0051-answers.ts';
import * as savedReports from './migrations/0053-saved-reports.ts';
import * as toldAt from './migrations/0054-told-at.ts';
import * as emailsOfReps from './migrations/0055-emails-of-reps.ts';
import * as merges from './migrations/0056-merges.ts';
import * as reportsOfReps from './migrations/0057-reports-of-reps.ts';
import * as operations from './migrations/0059-operations.ts';
import * as visitors from './migrations/0060-visitors.ts';
import * as sentVersions from './migrations/0062-sent-versions.ts';
import * as peopleWhoSignIn from './migrations/0063-people.ts';
import * as large from './migrations/0064-large.ts';
import * as lanes from './migrations/0065-lanes.ts';
import * as wantedReports from './migrations/0066-wanted-reports.ts';
import * as mergedAccounts from './migrations/0069-merged-accounts.ts';
import * as decidedSubjects from './migrations/0076-decided-subjects.ts';
import * as heldLeads from './migrations/0077-held-leads.ts';
import * as failedProviderCalls from './migrations/0078-failed-provider-calls.ts';
import * as scattered from './migrations/0080-scattered.ts';
import * as formerAddresses from './migrations/0081-former-addresses.ts';
import * as holdout from './migrations/0082-holdout.ts';
import * as forecasts from './migrations/0083-forecasts.ts';
import * as clocks from './migrations/0084-clocks.ts';
import * as spelledOtherwise from './migrations/0085-spelled-otherwise.ts';
import * as taskKinds from './migrations/0088-task-kinds.ts';
import * as messagesOfLeads from './migrations/0089-messages-of-leads.ts';
import * as leadsInNoAudience from './migrations/0090-leads-in-no-audience.ts';

/** In the order in which they are applied. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-words': words,
  '0003-abandoned-lines': abandonedLines,
  '0004-addresses': addresses,
  '0005-given-values': givenValues,
  '0006-imports': imports,
  '0007-incoming-mails': incomingMails,
  '0008-replies': replies,
  '0009-pictures': pictures,
  '0010-sending-trouble': sendingTrouble,
  '0011-refusals': refusals,
  '0012-confirmations': confirmations,
  '0013-form-rates': formRates,
  '0014-account-alias': accountAlias,
  '0015-turns': turns,
  '0016-outages': outages,
  '0017-people': people,
  '0018-hours': hours,
  '0019-keys': keys,
  '0020-pulse': pulse,
  '0021-story': story,
  '0022-sweeps': sweeps,
  '0023-acknowledged': acknowledged,
  '0024-requests': requests,
  '0025-models-and-reasons': modelsAndReasons,
  '0026-lead-fields': leadFields,
  '0027-first-used': firstUsed,
  '0028-stuck': stuck,
  '0029-engagement-data': engagementData,
  '0030-inputs': inputs,
  '0031-channels': channels,
  '0032-steps-and-events': stepsAndEvents,
  '0035-alerts': alerts,
  '0036-finding': finding,
  '0037-notes': notes,
  '0038-sla': sla,
  '0039-taken-back': takenBack,
  '0040-intake': intake,
  '0041-segments': segments,
  '0042-brakes': brakes,
  '0043-reports': reports,
  '0045-erased': erased,
  '0047-deals': deals,
  '0050-reports-to-managers': reportsToManagers,
  '0051-answers': answers,
  '0053-saved-reports': savedReports,
  '0054-told-at': toldAt,
  '0055-emails-of-reps': emailsOfReps,
  '0056-merges': merges,
  '0057-reports-of-reps': reportsOfReps,
  '0059-operations': operations,
  '0060-visitors': visitors,
  '0062-sent-versions': sentVersions,
  '0063-people': peopleWhoSignIn,
  '0064-large': large,
  '0065-lanes': lanes,
  '0066-wanted-reports': wantedReports,
  '0069-merged-accounts': mergedAccounts,
  '0076-decided-subjects': decidedSubjects,
  '0077-held-leads': heldLeads,
  '0078-failed-provider-calls': failedProviderCalls,
  '0080-scattered': scattered,
  '0081-former-addresses': formerAddresses,
  '0082-holdout': holdout,
  '0083-forecasts': forecasts,
  '0084-clocks': clocks,
  '0085-spelled-otherwise': spelledOtherwise,
  '0088-task-kinds': taskKinds,
  '0089-messages-of-leads': messagesOfLeads,
  '0090-leads-in-no-audience': leadsInNoAudience,
};

const migratorOf = (db: Db): Migrator => new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });

/**
 * Migrates the database to the latest version. Several processes may do so at once.
 * @returns the names of the migrations that this call applied
 * @throws the error of the first migration that failed, which is rolled back
 */
export async function migrateToLatest(db: Db): Promise<string[]> {
  const { error, results } = await migratorOf(db).migrateToLatest();
  if (error) throw error;
  await installEvents(db);
  return (results ?? []).map((result) => result.migrationName);
}

/** The last of our migrations. */
export const latestMigration = Object.keys(migrations).at(-1)!;

/** How the database compares with this version of Trellis. */
export interface SchemaState {
  /** Migrations that are not applied. */
  readonly missing: readonly string[];
  /** Migrations that a newer version has applied. */
  readonly unknown: readonly string[];
}

/** Compares the database with our migrations. Only reads. */
export async function schemaState(db: Db): Promise<SchemaState> {
  const { rows: tables } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(db);
  const { rows } = tables[0]?.there ? await sql<{ name: string }>`select name from kysely_migration`.execute(db) : { rows: [] };
  const applied = new Set(rows.map(({ name }) => name));
  return {
    missing: [
      ...Object.keys(migrations).filter((name) => !applied.has(name)),
      ...((await areEventsInstalled(db)) ? [] : ['the triggers of outgoing events']),
    ],
    unknown: [...applied].filter((name) => !Object.hasOwn(migrations, name)),
  };
}
