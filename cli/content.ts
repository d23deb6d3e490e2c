import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { buildContent, formatReport } from '../content/compile.ts';
import { writePreviews } from '../content/preview.ts';

const dir = fileURLToPath(new URL('../content', import.meta.url));

export const contentCommand = (): Command =>
  new Command('content')
    .description('Compiles the emails in content/emails, and writes the catalog that programs are checked against.')
    .option('--check', 'write nothing; fail when the generated files do not match the emails')
    .option('--previews <folder>', 'write every version of every email there, as HTML and as text, with its pictures')
    .action(async ({ check = false, previews }: { check?: boolean; previews?: string }) => {
      const report = await buildContent({ dir, check });
      console.log(formatReport(report));
      if (!report.ok) process.exitCode = 1;
      if (!report.ok || !previews) return;
      const { compiled } = await import('../content/compiled.ts'); // not before it has been written
      console.log(`Wrote ${(await writePreviews(compiled, dir, previews)).length} previews to ${previews}.`);
    });
