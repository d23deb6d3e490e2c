import { Command } from 'commander';
import { changing } from './campaign/changing.ts';
import { draftCommand, startCommand } from './campaign/starting.ts';
import { looking } from './campaign/looking.ts';

const examples = `
Examples:
  $ trellis campaign draft "Spring" --program newcomers --audience "source is fair-2027"
  $ trellis campaign draft "March news" --email news --everybody
  $ trellis campaign preview "March news"
  $ trellis campaign start "March news" --expect 12480 --watch
  $ trellis campaign pause "Spring" --because "a wrong price" --account acme.example
  $ trellis campaign results "Spring" --by variant`;

export function campaignCommand(): Command {
  const command = new Command('campaign')
    .description('Drafts, starts, holds and watches campaigns (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .addHelpText('after', examples)
    .addCommand(draftCommand())
    .addCommand(startCommand());
  for (const verb of [...looking(), ...changing()]) command.addCommand(verb);
  return command;
}
