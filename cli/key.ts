import { Argument, Command } from 'commander';
import { createApiKey, revokeApiKey } from '../db/api-keys.ts';
import { loadClock } from '../db/clock.ts';
import type { ApiRole } from '../db/columns.ts';
import { openDatabase } from '../db/database.ts';
import { CliError } from './cli-error.ts';
import { databaseUrl } from './required.ts';

const roles = ['admin', 'marketer', 'rep', 'manager', 'intake'] as const satisfies readonly ApiRole[];

export const keyCommand = (): Command =>
  new Command('key')
    .description('Makes and revokes API keys, in the database of DATABASE_URL.')
    .addCommand(
      new Command('create')
        .description('Makes a key and prints it, this once: only its hash is kept.')
        .addArgument(new Argument('<role>', 'what it may do').choices(roles))
        .argument('<name>', 'whose it is, as the audit log shall name them')
        .option('--rep <id>', 'the rep who uses it; for the roles rep and manager')
        .action(create),
    )
    .addCommand(
      new Command('revoke')
        .description('From now on nobody gets in with the key.')
        .argument('<id>', 'the part of the key between the underscores')
        .action(revoke),
    );

async function create(role: ApiRole, principal: string, { rep }: { rep?: string }): Promise<void> {
  await using db = openDatabase(databaseUrl());
  const clock = await loadClock(db);
  const { key } = await createApiKey(db, { role, principal, ...(rep && { repId: rep }), at: clock.now() });
  console.log(key);
}

async function revoke(id: string): Promise<void> {
  await using db = openDatabase(databaseUrl());
  const clock = await loadClock(db);
  if (!(await revokeApiKey(db, id, clock.now()))) {
    throw new CliError('badArgument', `No key "${id}" is in use. A key reads tk_<id>_<secret>.`);
  }
  console.log(`The key ${id} is revoked.`);
}
