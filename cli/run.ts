import type { Command } from 'commander';
import { reportError } from './report-error.ts';

/** Runs a command that is not part of `trellis`; prints an error and sets the exit code. */
export async function run(command: Command): Promise<void> {
  try {
    await command.parseAsync();
  } catch (error) {
    process.exitCode = reportError(error);
  }
}
