import { faultOfUrl } from '../worker/url-setting.ts';
import { CliError } from './cli-error.ts';
import { own } from '../domain/text/own.ts';

/** Reads a setting from the environment. @throws CliError when it is missing */
export function required(name: string, example: string, env: NodeJS.ProcessEnv = process.env): string {
  const value = own(env, name);
  if (!value) throw new CliError('missingSetting', `${name} is missing. Example: ${name}=${example}`);
  return value;
}

const DATABASE_EXAMPLE = 'postgres://trellis:password@db.example.com:5432/trellis';

/** @throws CliError when the setting is missing or is not a URL of Postgres */
export function databaseUrl(name: 'DATABASE_URL' | 'TRELLIS_MIGRATE_URL' = 'DATABASE_URL'): string {
  const text = required(name, DATABASE_EXAMPLE);
  const fault = faultOfUrl(['postgres', 'postgresql'], text);
  if (fault) throw new CliError('badArgument', `${name}: ${fault} Example: ${DATABASE_EXAMPLE}`);
  return text;
}
