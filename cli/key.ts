import { Argument, Command, Option } from 'commander';
import { createApiKey, revokeApiKey } from '../db/system/api-keys.ts';
import { repsNamed } from '../db/tasks/list-tasks.ts';
import { apiRoles, type ApiRole } from '../domain/people/roles.ts';
import { kindsOf } from '../domain/text/kinds.ts';
import type { Db } from '../db/database.ts';
import { listApiKeys, rotateApiKey, type ListedKey } from '../db/system/key-list.ts';
import type { Clock } from '../domain/time/clock.ts';
import { auditedAct } from '../worker/audited-act.ts';
import { CliError } from './cli-error.ts';
import { printableLine } from './printable.ts';
import { realDuration, realDurationOrNever } from './real-duration.ts';
import { reachReadyDatabase } from './reach-database.ts';
import { timeOf } from './time-of.ts';

const ID = 'the part of the key between the underscores';
const EXPIRES = 'when it expires: 12h, 90d, never (default: 365d for intake, 90d for the others)';

export const keyCommand = (): Command =>
  new Command('key')
    .description('Creates, lists, rotates and revokes API keys in the database at DATABASE_URL.')
    .addCommand(
      new Command('create')
        .description('Creates a key and prints it. Trellis saves only its hash and can’t show it again.')
        .addArgument(new Argument('<role>', 'its rights').choices(kindsOf(apiRoles)))
        .argument('<name>', 'the owner’s name in the audit log')
        .option(
          '--rep <rep>',
          'the rep who uses it, by an address, a name or an id, for the roles rep and manager; it ends when the rep leaves',
        )
        .option('--expires <time>', EXPIRES, realDurationOrNever)
        .action(create),
    )
    .addCommand(
      new Command('list').description('Lists all keys, newest first: id, role, state, expiry, last use, owner.').action(list),
    )
    .addCommand(
      new Command('rotate')
        .description('Replaces a key and prints the new one, once; the old key works until the overlap ends.')
        .argument('<id>', ID)
        .addOption(
          new Option('--overlap <time>', 'how long the old key still works')
            .argParser(realDuration)
            .default(realDuration('7d'), '7d'),
        )
        .option('--expires <time>', EXPIRES, realDurationOrNever)
        .action(rotate),
    )
    .addCommand(new Command('revoke').description('Revokes a key at once.').argument('<id>', ID).action(revoke));

interface Ground extends AsyncDisposable {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

async function open(): Promise<Ground> {
  const db = await reachReadyDatabase();
  const close = async () => await db.destroy();
  const time = await timeOf(db).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { db, ...time, [Symbol.asyncDispose]: close };
}

interface CreateOptions {
  readonly rep?: string;
  readonly expires?: number;
}

async function create(role: ApiRole, principal: string, { rep, expires: livesFor }: CreateOptions): Promise<void> {
  await using ground = await open();
  const { db, clock } = ground;
  const repId = rep === undefined ? undefined : await idOfRep(db, rep);
  const order = { role, principal, at: clock.now(), repId, livesFor };
  const act = { action: 'keys.create', detail: { role } };
  const { key } = await auditedAct(ground, act, () => createApiKey(db, order), idOf);
  console.log(key);
}

/** The id of the rep whom a text names. A name that no rep has stays, and is refused with the key. */
async function idOfRep(db: Db, text: string): Promise<string> {
  const [rep, ...others] = await repsNamed(db, text);
  if (others.length > 0)
    throw new CliError(
      'badArgument',
      `Several reps are called "${printableLine(text)}". Use an address, or an id (trellis staff).`,
    );
  return rep?.id ?? text;
}

async function list(): Promise<void> {
  await using ground = await open();
  for (const key of await listApiKeys(ground.db)) console.log(lineOf(key));
}

const lineOf = ({ id, role, name, state, expiresAt, lastUsedAt, rotatedTo }: ListedKey): string =>
  [
    id,
    role.padEnd(8),
    state.padEnd(11),
    `expires ${expiresAt === null ? 'never     ' : dayOf(expiresAt)}`,
    `used ${lastUsedAt === null ? 'never     ' : dayOf(lastUsedAt)}`,
    printableLine(name),
    ...(rotatedTo ? [`(rotated to ${rotatedTo})`] : []),
  ].join('  ');

const dayOf = (real: number): string => new Date(real).toISOString().slice(0, 10);

async function rotate(id: string, { overlap, expires: livesFor }: { overlap: number; expires?: number }): Promise<void> {
  await using ground = await open();
  const { db, clock } = ground;
  const order = { id, overlap, at: clock.now(), livesFor };
  const { key } = await auditedAct(ground, { action: 'keys.rotate', subjects: [id] }, () => rotateApiKey(db, order), idOf);
  console.log(key);
}

async function revoke(id: string): Promise<void> {
  await using ground = await open();
  const { db, clock } = ground;
  await auditedAct(ground, { action: 'keys.revoke', subjects: [id] }, async () => {
    if (!(await revokeApiKey(db, id, clock.now())))
      throw new CliError('badArgument', `No key "${printableLine(id)}" is in use. A key has the form tk_<id>_<secret>.`);
  });
  console.log(`The key ${id} is revoked.`);
}

const idOf = ({ id }: { readonly id: string }): readonly string[] => [id];
