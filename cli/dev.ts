import { Command } from 'commander';
import { v7 as uuid } from 'uuid';
import { principalOfKey } from '../db/system/api-keys.ts';
import { operationsTeam } from '../db/staff/teams.ts';
import type { App } from '../config/app.ts';
import { staffIn } from '../config/staff-file.ts';
import { startPlatform, type Platform } from '../worker/platform.ts';
import { readSettings } from '../worker/settings.ts';
import { ownApp } from './app.ts';
import { interrupts } from './interrupts.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { keptInFile } from './kept-in-file.ts';
import { untilStopped } from './run-parts.ts';
import { saveStaff } from './save-staff.ts';
import { staffLines } from './staff-lines.ts';

interface Options {
  readonly dir: string;
  readonly day?: string;
  readonly fresh: boolean;
}

export const devCommand = (): Command =>
  new Command('dev')
    .description(
      'Starts Postgres, Temporal and a mailbox on this machine (or uses DATABASE_URL, TEMPORAL_ADDRESS, TRELLIS_SMTP_URL), and the whole platform on them, until it is stopped.',
    )
    .option('--day <duration>', 'the real length of a day, such as 3s; without it, the wall clock')
    .option('--fresh', 'with an empty database, Temporal and mailbox, which go when it stops', false)
    .option('--dir <folder>', 'where data, mails and logs are kept', '.trellis')
    .action(dev);

async function dev({ dir, day, fresh }: Options): Promise<void> {
  using interrupted = interrupts();
  const { signal } = interrupted;
  await using stack = await startStack({ dir, fresh, signal, onProgress: (line) => console.log(line) });
  const app = await ownApp();
  const settings = readSettings(await environment(stack, dir, day), app.sender);
  const { temporal, taskQueue } = stack;
  // The mailbox takes mail for everybody; with a server of somebody else's, it is DNS that knows who takes any.
  const mx = stack.inbox && (() => Promise.resolve('yes' as const));
  await using platform = await startPlatform({ app, settings, temporal, taskQueue, ...(mx && { mx }) });
  await hireWhenEmpty(platform, app);
  const adminKey = fresh ? await platform.createKey('admin', 'dev') : await keptAdminKey(platform, dir);
  console.log(addresses(stack, platform, adminKey, settings.speed));
  console.log(
    ['', 'Reps, by the id that a key of theirs names (trellis key create):', ...(await staffLines(platform.db))].join('\n'),
  );
  await untilStopped(platform, signal);
}

/** Saves the app's teams where there are none: a program must have somebody to give its tasks to. */
async function hireWhenEmpty({ db, clock }: Platform, { dir, policy }: App): Promise<void> {
  if ((await operationsTeam(db)) !== undefined) return;
  const reps = await saveStaff({ db, clock, policy, newId: uuid }, await staffIn(dir));
  console.log(`Added the ${reps.length} reps of staff.json, since there were no teams. \`trellis staff\` adds others.`);
}

/** The admin key of the last time, as long as it opens this database; else a new one. */
async function keptAdminKey(platform: Platform, dir: string): Promise<string> {
  return await keptInFile(dir, 'admin-key', {
    make: async () => await platform.createKey('admin', 'dev'),
    stillGood: async (key) => !('fault' in (await principalOfKey(platform.db, key))),
  });
}

/** What the environment says, and for what it leaves open, what suits a machine of one's own. */
async function environment(stack: Stack, dir: string, day: string | undefined): Promise<NodeJS.ProcessEnv> {
  const port = process.env['TRELLIS_API_PORT'] ?? '8080';
  return {
    TRELLIS_SECRET: await keptInFile(dir, 'secret'),
    TRELLIS_PUBLIC_URL: `http://127.0.0.1:${port}`,
    TRELLIS_LOG: 'warn',
    ...process.env,
    ...(day && { TRELLIS_DAY: day }),
    DATABASE_URL: stack.databaseUrl,
    TRELLIS_SMTP_URL: stack.smtpUrl,
  };
}

function addresses({ databaseUrl, inbox, temporal }: Stack, platform: Platform, adminKey: string, speed: number): string {
  const { apiUrl, clock } = platform;
  const kept = 'This database keeps the clock that it began with; --fresh begins another one.';
  return [
    '',
    `API            ${apiUrl}`,
    `Admin key      ${adminKey}`,
    ...(inbox?.url ? [`Mailbox        ${inbox.url}`] : []),
    ...(temporal.uiUrl ? [`Temporal UI    ${temporal.uiUrl}`] : []),
    // Somebody else's server has a password of theirs.
    `Postgres       ${process.env['DATABASE_URL'] ? new URL(databaseUrl).host : databaseUrl}`,
    `Temporal       ${temporal.address}`,
    `Program time   ${new Date(clock.now()).toISOString()}, ${speedInWords(clock.spec.speed)}`,
    ...(clock.spec.speed === speed ? [] : [kept]),
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}

const speedInWords = (speed: number): string => (speed === 1 ? 'the wall clock' : `a day in ${86_400 / speed} s`);
