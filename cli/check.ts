import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { Command } from 'commander';
import { definitionIn } from '../config/load-app.ts';
import { buildContent, formatReport } from '../content/compile.ts';
import { contentOf } from './app-content.ts';
import { appFolder } from './app.ts';
import { CliError } from './cli-error.ts';

export const checkCommand = (): Command =>
  new Command('check')
    .description('Checks that the emails of the app are compiled, and that its types are correct.')
    .action(async () => {
      const sources = contentOf(await definitionIn(appFolder()));
      const report = await buildContent({ ...sources, check: true });
      console.log(formatReport(report));
      const typed = typesAreRight(sources.dir);
      if (typed) console.log('The types are correct.');
      if (!report.ok || !typed) process.exitCode = 1;
    });

/** Runs the app's own compiler, which prints what it finds. */
function typesAreRight(dir: string): boolean {
  const { status } = spawnSync(process.execPath, [compilerOf(dir), '-p', dir], { stdio: 'inherit' });
  return status === 0;
}

/** @throws CliError when the app has none */
function compilerOf(dir: string): string {
  try {
    return join(dirname(createRequire(join(dir, 'package.json')).resolve('typescript/package.json')), 'bin/tsc');
  } catch (cause) {
    throw new CliError('badArgument', `${dir} has no TypeScript. Add it: npm install --save-dev typescript`, cause);
  }
}
