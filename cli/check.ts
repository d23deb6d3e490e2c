import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { definitionIn } from '../config/load-app.ts';
import { buildContent, formatReport } from '../content/compile.ts';
import { appFolder } from './app.ts';
import { CliError } from './cli-error.ts';

export const checkCommand = (): Command =>
  new Command('check')
    .description('Checks the app: that its emails are compiled, and that its types are right.')
    .action(async () => {
      const { dir } = await definitionIn(appFolder());
      const report = await buildContent({ dir, check: true });
      console.log(formatReport(report));
      const typed = typesAreRight(dir);
      if (typed) console.log('The types are right.');
      if (!report.ok || !typed) process.exitCode = 1;
    });

/** Runs the app's own compiler, which prints what it finds. @throws CliError when it has none */
function typesAreRight(dir: string): boolean {
  const compiler = findPackageJSON('typescript', pathToFileURL(join(dir, 'package.json')));
  if (compiler === undefined) throw new CliError('badArgument', `${dir} has no TypeScript: npm install --save-dev typescript`);
  const { status } = spawnSync(process.execPath, [join(dirname(compiler), 'bin/tsc'), '-p', dir], { stdio: 'inherit' });
  return status === 0;
}
