import { Client } from '@temporalio/client';
import { Command, Option } from 'commander';
import { acknowledge, CannotAcknowledge } from '../audit/acknowledge.ts';
import { audit } from '../audit/audit.ts';
import type { Audit } from '../audit/result.ts';
import { auditText, repairText } from '../audit/audit-text.ts';
import type { AuditDeps } from '../audit/deps.ts';
import { accept } from '../audit/pulse.ts';
import { repair, type Repaired } from '../audit/repair.ts';
import { safeMode } from '../db/system/pulse.ts';
import { connectTemporal } from '../engine/temporal-connection.ts';
import { auditedAct, ownPrincipal } from '../worker/audited-act.ts';
import { ownApp } from './app.ts';
import { CliError } from './cli-error.ts';
import { printableLine } from './printable.ts';
import { reachReadyDatabase } from './reach-database.ts';
import { TASK_QUEUE } from './run-parts.ts';
import { temporalTarget } from './temporal-target.ts';
import { timeOf } from './time-of.ts';

interface Options {
  readonly repair?: boolean;
  readonly json?: boolean;
  readonly accept?: boolean;
  readonly acknowledge?: readonly string[];
  readonly reason?: string;
  readonly taskQueue: string;
}

export const auditCommand = (): Command =>
  new Command('audit')
    .description(
      'Checks that no lead is left behind: compares each lead, touch, task, report and message in the database at DATABASE_URL with the workflows at TEMPORAL_ADDRESS. Exits with 1 if something does not add up. It changes nothing and can run while the installation runs, with one exception: after a restore, an audit that passes ends safe mode.',
    )
    .option('--repair', 'repair what can be repaired, and list the rest with the reason; needs a running worker')
    .option('--accept', 'end safe mode after a restore, even with findings')
    .addOption(
      new Option(
        '--acknowledge <ids...>',
        'acknowledge irreversible findings, such as a sent email: the audit lists them separately and no longer fails because of them; needs --reason',
      ).conflicts('repair'),
    )
    .option('--reason <text>', 'why you accept them; saved and shown with your name and the date')
    .option('--json', 'print everything as JSON')
    .option('--task-queue <name>', 'the task queue of the installation', TASK_QUEUE)
    .addHelpText(
      'after',
      '\nWithout --repair, it prints what --repair would do for each kind; docs/audit.md lists the kinds. A restarted lead continues in its last track; nothing is sent twice.\nAfter a restore of Postgres or Temporal, see docs/restore.md.',
    )
    .action(async (options: Options) => {
      if ((options.acknowledge === undefined) !== !options.reason?.trim())
        throw new CliError(
          'badArgument',
          '--acknowledge and --reason belong together: name the findings, and say why you accept them.',
        );
      const passes = await withDeps(options.taskQueue, async (deps) => {
        const passed = await run(deps, options);
        return (await endSafeMode(deps, passed, options)) || passed;
      });
      if (!passes) process.exitCode = 1;
    });

async function run(deps: AuditDeps, options: Options): Promise<boolean> {
  const onProgress = (line: string): void => void (options.json || process.stderr.write(`${line} …\n`));
  const found = await acknowledged(deps, await audit(deps, { onProgress }), options);
  if (!options.repair || found.findings.length === 0) {
    print(options, found);
    return found.passes;
  }
  const repaired = await repair(deps, found, 'audit');
  if (!options.json) process.stdout.write(`${auditText(found)}\n${repairText(repaired)}\n`);
  const after = await audit(deps, { onProgress });
  print(options, after, repaired);
  return after.passes;
}

/** The audit after the requested acknowledgements. */
async function acknowledged(deps: AuditDeps, found: Audit, { acknowledge: ids, reason }: Options): Promise<Audit> {
  if (!ids) return found;
  const order = { ids, by: ownPrincipal(), reason: printableLine(reason!.trim()) };
  try {
    return await auditedAct(deps, { action: 'audit.acknowledge', subjects: ids }, () => acknowledge(deps, found, order));
  } catch (error) {
    throw error instanceof CannotAcknowledge ? new CliError('badArgument', error.message) : error;
  }
}

/** Ends safe mode after a restore if the audit passed or the user accepts its findings. */
async function endSafeMode(deps: AuditDeps, passed: boolean, { accept: accepted = false, json }: Options): Promise<boolean> {
  if (!(await safeMode(deps.db)) || !(passed || accepted)) return false;
  await accept(deps);
  if (!json) process.stdout.write('Safe mode has ended: waiting emails will be sent.\n');
  return true;
}

function print({ json }: Options, result: Audit, repaired?: readonly Repaired[]): void {
  process.stdout.write(json ? `${JSON.stringify({ ...result, repaired }, undefined, 2)}\n` : auditText(result));
}

async function withDeps<T>(taskQueue: string, use: (deps: AuditDeps) => Promise<T>): Promise<T> {
  await using db = await reachReadyDatabase();
  const target = await temporalTarget();
  const { namespace } = target;
  const connection = await connectTemporal(target);
  try {
    const client = new Client({ connection, namespace, workflow: { queryRejectCondition: 'NOT_OPEN' } });
    const { policy, content } = await ownApp();
    return await use({ db, client, taskQueue, policy, content, ...(await timeOf(db)) });
  } finally {
    await connection.close();
  }
}
