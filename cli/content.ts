import { Command } from 'commander';
import type { Compiled } from '../content/compiled-format.ts';
import { buildContent, formatReport } from '../content/compile.ts';
import { writePreviews } from '../content/preview.ts';
import { definitionIn, compiledIn } from '../config/load-app.ts';
import { contentOf } from './app-content.ts';
import { appFolder } from './app.ts';

export const contentCommand = (): Command =>
  new Command('content')
    .description('Compiles the app’s emails, and writes the types that check names and variables in programs and stories.')
    .option('--check', 'write nothing; fail if the generated files are out of date')
    .option('--previews <folder>', 'write every version of every email to this folder, as HTML and as text, with its pictures')
    .action(async ({ check = false, previews }: { check?: boolean; previews?: string }) => {
      const definition = await definitionIn(appFolder());
      const sources = contentOf(definition);
      const report = await buildContent({ ...sources, check });
      console.log(formatReport(report));
      if (!report.ok) process.exitCode = 1;
      if (!report.ok || !previews) return;
      const { dir, policy } = sources;
      const { sender } = definition;
      const compiled: Compiled = await compiledIn(dir);
      const company = sender && { name: sender.name, address: sender.postalAddress };
      const written = await writePreviews(compiled, dir, previews, company, policy.fields);
      console.log(`Wrote ${written.length} previews to ${previews}.`);
    });
