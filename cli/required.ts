import { CliError } from './cli-error.ts';
import { own } from '../domain/own.ts';

/** A setting of the environment. @throws CliError when it is missing */
export function required(name: string, example: string, env: NodeJS.ProcessEnv = process.env): string {
  const value = own(env, name);
  if (!value) throw new CliError('missingSetting', `${name} is missing. Example: ${name}=${example}`);
  return value;
}

export const databaseUrl = (): string => required('DATABASE_URL', 'postgres://trellis:password@db.example.com:5432/trellis');
