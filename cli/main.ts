import { Command } from 'commander';
import { commands } from './commands.ts';
import { ownPackage } from './own-package.ts';
import { reportError } from './report-error.ts';

// A reader may stop early, as in `trellis report emails --csv | head`. The command drops the rest and goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const [first, second] = process.argv.slice(2);
const asked = first === 'help' ? second : first;

const trellis = new Command('trellis')
  .description('Lead nurture as code: each lead runs its program as a durable Temporal workflow.')
  .version(ownPackage.version)
  .configureHelp({ sortSubcommands: false })
  .showHelpAfterError();

try {
  // Loads only the requested command, so that the list of commands appears at once.
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = name === asked ? await load() : new Command(name);
    trellis.addCommand(command.summary(summary));
  }

  await trellis.parseAsync();
} catch (error) {
  if (error !== process.stdout.errored) process.exitCode = reportError(error);
}
