import type { Command } from 'commander';
import { reportError } from './report-error.ts';

/** Runs a command that stands alone, outside `trellis`; an error ends in a message and an exit code. */
export async function run(command: Command): Promise<void> {
  try {
    await command.parseAsync();
  } catch (error) {
    process.exitCode = reportError(error);
  }
}
