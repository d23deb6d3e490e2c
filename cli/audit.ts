import { Client } from '@temporalio/client';
import { Command } from 'commander';
import { audit, type Audit } from '../audit/audit.ts';
import { auditText, repairText } from '../audit/audit-text.ts';
import type { AuditDeps } from '../audit/deps.ts';
import { accept } from '../audit/pulse.ts';
import { repair, type Repaired } from '../audit/repair.ts';
import { safeMode } from '../db/pulse.ts';
import { reachReadyDatabase } from './reach-database.ts';
import { TASK_QUEUE } from './run-parts.ts';
import { connectTemporal } from '../worker/stack/temporal-connection.ts';
import { temporalTarget } from './temporal-target.ts';
import { timeOf } from './time-of.ts';

interface Options {
  readonly repair?: boolean;
  readonly json?: boolean;
  readonly accept?: boolean;
  readonly taskQueue: string;
}

export const auditCommand = (): Command =>
  new Command('audit')
    .description(
      'Checks that nobody is left behind: each lead, touch, task, report and message of the database of DATABASE_URL is compared with the workflows of TEMPORAL_ADDRESS. Ends with 1 when something does not add up. The installation may run. Nothing is changed; but one that passes ends the safe mode after a restore.',
    )
    .option('--repair', 'mend what can be mended, and list the rest with the reason; a worker has to run')
    .option('--accept', 'end the safe mode after a restore, whatever was found')
    .option('--json', 'print everything as JSON')
    .option('--task-queue <name>', 'of the installation', TASK_QUEUE)
    .addHelpText(
      'after',
      '\nWithout --repair it says what --repair would do. A restarted lead goes on in its last track; nothing is sent twice.\nAfter a restore of Postgres or Temporal, see docs/restore.md.',
    )
    .action(async (options: Options) => {
      const passes = await withDeps(options.taskQueue, async (deps) => {
        const passed = await run(deps, options);
        return (await endSafeMode(deps, passed, options)) || passed;
      });
      if (!passes) process.exitCode = 1;
    });

async function run(deps: AuditDeps, options: Options): Promise<boolean> {
  const onProgress = (line: string): void => void (options.json || process.stderr.write(`${line} …\n`));
  const found = await audit(deps, { onProgress });
  if (!options.repair || found.findings.length === 0) {
    tell(options, found);
    return found.passes;
  }
  const repaired = await repair(deps, found, 'audit');
  if (!options.json) process.stdout.write(`${auditText(found)}\n${repairText(repaired)}\n`);
  const after = await audit(deps, { onProgress });
  tell(options, after, repaired);
  return after.passes;
}

/** An audit that passes ends the safe mode after a restore; so does somebody who accepts what was found. */
async function endSafeMode(deps: AuditDeps, passed: boolean, { accept: accepted = false, json }: Options): Promise<boolean> {
  if (!(await safeMode(deps.db)) || !(passed || accepted)) return false;
  await accept(deps);
  if (!json) process.stdout.write('The safe mode has ended: what waited is sent.\n');
  return true;
}

function tell({ json }: Options, result: Audit, repaired?: readonly Repaired[]): void {
  process.stdout.write(
    json ? `${JSON.stringify({ ...result, ...(repaired && { repaired }) }, undefined, 2)}\n` : auditText(result),
  );
}

async function withDeps<T>(taskQueue: string, use: (deps: AuditDeps) => Promise<T>): Promise<T> {
  await using db = await reachReadyDatabase();
  const target = await temporalTarget();
  const { namespace } = target;
  const connection = await connectTemporal(target);
  try {
    const client = new Client({ connection, namespace, workflow: { queryRejectCondition: 'NOT_OPEN' } });
    return await use({ db, client, taskQueue, ...(await timeOf(db)) });
  } finally {
    await connection.close();
  }
}
