import { Command, InvalidArgumentError } from 'commander';
import { own } from '../domain/text/own.ts';
import { ContentMissing } from '../content/errors.ts';
import { ownContent } from './app-content.ts';
import { interrupts } from './interrupts.ts';
import { startPreview } from './preview/server.ts';

export const previewCommand = (): Command =>
  new Command('preview')
    .description(
      'Shows the emails of the app in a browser: each version on a desktop and a phone, light and dark, with its text part, subject and variables. The page reloads when a file changes.',
    )
    .argument('[email]', 'the email to show first (default: the list of all emails)')
    .option('--port <port>', 'the port of the page on this machine; 0 takes a free one', port, 8090)
    .action(async (email: string | undefined, options: { port: number }) => {
      using interrupted = interrupts();
      const { content, dir } = await ownContent();
      if (email !== undefined && !own(content, email)) throw new ContentMissing(email, Object.keys(content));
      await using preview = await startPreview({ dir, port: options.port, read: ownContent });
      console.log(`The emails are at ${preview.url}/${email ?? ''}\nCtrl-C stops the page.`);
      await new Promise((resolve) => interrupted.signal.addEventListener('abort', resolve));
    });

function port(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError('Expected a port, from 0 to 65535.');
  return value;
}
