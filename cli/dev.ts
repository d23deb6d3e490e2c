import { Command } from 'commander';
import { v7 as uuid } from 'uuid';
import { principalOfKey } from '../db/system/api-keys.ts';
import { operationsTeam } from '../db/staff/teams.ts';
import type { App } from '../config/app.ts';
import { staffIn } from '../config/staff-file.ts';
import { startPlatform, type Part, type Platform } from '../worker/platform.ts';
import { readSettings, type ProcessSettings } from '../worker/settings.ts';
import { ownApp } from './app.ts';
import { interrupts } from './interrupts.ts';
import { startTextGateway, type TextGateway } from '../dev/texts/text-gateway.ts';
import { keepPorts, keptPorts } from '../dev/kept-ports.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { createForecaster } from './simulate/forecaster.ts';
import { createSimulator } from './simulate/simulator.ts';
import { savedInFile } from './saved-in-file.ts';
import { untilStopped } from './run-parts.ts';
import { watchedPlatform } from './dev/watched-platform.ts';
import { saveStaff } from './save-staff.ts';
import { staffLines } from './staff-lines.ts';

interface Options {
  readonly dir: string;
  readonly day?: string;
  readonly fresh: boolean;
  readonly watch: boolean;
}

export const devCommand = (): Command =>
  new Command('dev')
    .description(
      'Starts Postgres, Temporal and a mailbox on this machine (or uses DATABASE_URL, TEMPORAL_ADDRESS, TRELLIS_SMTP_URL), and runs the whole platform on them until it is stopped.',
    )
    .option('--day <duration>', 'the real length of a day, such as 3s; default: the wall clock')
    .option('--fresh', 'start with an empty database, Temporal and mailbox, and delete them at the end', false)
    .option(
      '--watch',
      'restart with your changes when you save a program, the policy, the config or an email, after checking the running leads',
      false,
    )
    .option('--dir <folder>', 'where data, emails and logs are stored', '.trellis')
    .action(dev);

async function dev({ dir, day, fresh, watch }: Options): Promise<void> {
  using interrupted = interrupts();
  const { signal } = interrupted;
  await using stack = await startStack({ dir, fresh, signal, onProgress: (line) => console.log(line) });
  await using texts = await textGateway(dir);
  const app = await ownApp();
  const env = await environment(stack, dir, day);
  const settings = readSettings(env, app.sender);
  const { temporal, taskQueue } = stack;
  // Our mailbox accepts email for every domain. With another mail server, DNS decides.
  const mx = stack.inbox && (() => Promise.resolve('yes' as const));
  // With --watch, another process runs them: this one keeps the servers, and has no code of the app that changes.
  const parts: readonly Part[] = watch ? [] : ['api', 'relay', 'worker'];
  await using simulator = createSimulator({ app: app.dir, databaseUrl: settings.databaseUrl });
  await using forecaster = createForecaster({ app: app.dir, databaseUrl: settings.databaseUrl, signal });
  await using platform = await startPlatform({
    app,
    simulate: simulator.simulate,
    simulateMonth: forecaster.simulateMonth,
    settings,
    temporal,
    taskQueue,
    parts,
    showsMessages: true,
    mx,
  });
  await hireWhenEmpty(platform, app);
  const watched = {
    dir: app.dir,
    taskQueue,
    acceptsAll: mx !== undefined,
    env: { ...env, TEMPORAL_ADDRESS: temporal.address },
    say: (line: string) => console.log(line),
  };
  await using _watched = watch ? await watchedPlatform(watched) : undefined;
  const adminKey = fresh ? await platform.createKey('admin', 'dev') : await savedAdminKey(platform, dir);
  const signIn = await platform.signInLink({ name: 'dev', email: 'dev@example.com', role: 'admin' });
  console.log(addresses({ stack, texts, platform, app, adminKey, signIn, settings }));
  console.log(['', 'Reps, with the ids for their API keys (trellis key create):', ...(await staffLines(platform.db))].join('\n'));
  await untilStopped(platform, signal);
}

/** Saves the app's teams if there are none, because a program needs reps for its tasks. */
async function hireWhenEmpty({ db, clock }: Platform, { dir, policy }: App): Promise<void> {
  if ((await operationsTeam(db)) !== undefined) return;
  const reps = await saveStaff({ db, clock, policy, newId: uuid }, await staffIn(dir));
  console.log(`Added the ${reps.length} reps of staff.json, because there were no teams. \`trellis staff\` adds others.`);
}

/** The last admin key if this database still accepts it, otherwise a new one. */
async function savedAdminKey(platform: Platform, dir: string): Promise<string> {
  return await savedInFile(dir, 'admin-key', {
    make: async () => await platform.createKey('admin', 'dev'),
    isStillGood: async (key) => !('fault' in (await principalOfKey(platform.db, key))),
  });
}

/** The environment, completed with defaults for a developer's machine. */
async function environment(stack: Stack, dir: string, day: string | undefined): Promise<NodeJS.ProcessEnv> {
  const port = process.env['TRELLIS_API_PORT'] ?? '8080';
  return {
    TRELLIS_SECRET: await savedInFile(dir, 'secret'),
    TRELLIS_PUBLIC_URL: `http://127.0.0.1:${port}`,
    TRELLIS_LOG: 'warn',
    ...process.env,
    ...(day && { TRELLIS_DAY: day }),
    DATABASE_URL: stack.databaseUrl,
    TRELLIS_SMTP_URL: stack.smtpUrl,
  };
}

/** A gateway for texts on this machine, for the apps that text; none if the environment names another one. */
async function textGateway(dir: string): Promise<TextGateway | undefined> {
  if (process.env['SMS_GATEWAY_URL']) return undefined;
  const token = await savedInFile(dir, 'texts-token');
  const webhook = () => `http://127.0.0.1:${process.env['TRELLIS_API_PORT'] ?? '8080'}/webhooks/channels/sms`;
  const { texts: port } = await keptPorts(dir);
  const gateway = await startTextGateway({ port, token, webhook });
  await keepPorts(dir, { texts: gateway.url });
  Object.assign(process.env, { SMS_GATEWAY_URL: gateway.textsUrl, SMS_GATEWAY_TOKEN: token });
  return gateway;
}

interface Addresses {
  readonly stack: Stack;
  readonly texts: TextGateway | undefined;
  readonly platform: Platform;
  readonly app: App;
  readonly adminKey: string;
  /** Signs an administrator in. */
  readonly signIn: string;
  readonly settings: ProcessSettings;
}

function addresses({ stack, texts, platform, app, adminKey, signIn, settings: { api, speed } }: Addresses): string {
  const { databaseUrl, inbox, temporal } = stack;
  const { apiUrl = `http://${api.host}:${api.port}`, clock } = platform;
  const ownClock = 'This database keeps its first clock; --fresh starts a new one.';
  return [
    '',
    `API            ${apiUrl}`,
    `Console        ${signIn} (once)`,
    `Admin key      ${adminKey}`,
    ...(inbox?.url ? [`Mailbox        ${inbox.url}`] : []),
    ...(texts && app.channels.length > 0 ? [`Texts          ${texts.url}`] : []),
    ...(temporal.uiUrl ? [`Temporal UI    ${temporal.uiUrl}`] : []),
    // Don't print the password of another server.
    `Postgres       ${process.env['DATABASE_URL'] ? new URL(databaseUrl).host : databaseUrl}`,
    `Temporal       ${temporal.address}`,
    `Program time   ${new Date(clock.now()).toISOString()}, ${speedInWords(clock.spec.speed)}`,
    ...(clock.spec.speed === speed ? [] : [ownClock]),
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}

const speedInWords = (speed: number): string => (speed === 1 ? 'the wall clock' : `a day in ${86_400 / speed} s`);
