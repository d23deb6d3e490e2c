import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import type { importSuppressions } from '../api/suppressions/import.ts';
import { quantity } from '../domain/text/words.ts';
import { sendToApi } from './api-client.ts';
import { asJson } from './listed.ts';
import { printableLine } from './printable.ts';

type Imported = Awaited<ReturnType<typeof importSuppressions>>;

interface ImportOptions {
  readonly reason?: string;
  readonly ignore?: string[];
  readonly everybodyThere?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

export const suppressionsCommand = (): Command =>
  new Command('suppressions')
    .description('Imports and exports lists of who must not be contacted (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .addCommand(
      new Command('import')
        .description(
          'Closes channels for everybody on a CSV list. It adds no leads, and also applies to people who become leads later.',
        )
        .argument('<file>', 'with a column email, phone, domain or sha256; reason, channel and until are optional; - for stdin')
        .option('--reason <reason>', 'the reason for lines without one (default: the usual one for the column)')
        .option('--ignore <columns...>', 'a column that says nothing about who may be contacted')
        .option('--everybody-there', 'also close domains that many share, such as gmail.com')
        .option('--dry-run', 'print the expected result, and save nothing')
        .option('--json', 'print the answer as JSON')
        .action(async (file: string, { json, ...options }: ImportOptions) => {
          const answer = JSON.parse(await text(await sendToApi(`/suppressions?${queryOf(options)}`, file))) as Imported;
          console.log(json ? asJson(answer) : importedText(answer));
        }),
    )
    .addCommand(
      new Command('export')
        .description('Writes all addresses, numbers and domains that must not be contacted, as CSV.')
        .argument('[file]', 'the file to write (default: standard output)')
        .option('--hashed', 'write the SHA-256 of each address instead of the address')
        .action(async (file: string | undefined, { hashed }: { hashed?: true }) => {
          const answer = await sendToApi(`/suppressions.csv${hashed ? '?hashed=true' : ''}`);
          await pipeline(answer, file === undefined ? process.stdout : createWriteStream(file), { end: file !== undefined });
        }),
    );

function queryOf({ reason, ignore = [], everybodyThere, dryRun }: ImportOptions): string {
  const query = new URLSearchParams(ignore.map((column): [string, string] => ['ignore', column]));
  if (reason !== undefined) query.set('reason', reason);
  if (everybodyThere) query.set('everybodyThere', 'true');
  if (dryRun) query.set('dryRun', 'true');
  return query.toString();
}

function importedText({ rows, closed, leads, bad, rejected, unused, next }: Imported): string {
  return [
    `${quantity(rows, 'line')}: ${closed} closed, ${quantity(leads, 'lead')} known, ${bad} bad`,
    ...rejected.map(({ line, reason }) => printableLine(`  line ${line}: ${reason}`)),
    ...(unused.length > 0 ? [printableLine(`Not used: ${unused.join(', ')}`)] : []),
    next,
  ].join('\n');
}
