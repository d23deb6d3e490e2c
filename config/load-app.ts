import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Compiled } from '../content/compiled-format.ts';
import { definePolicy } from '../domain/policy/policy.ts';
import { standardForms } from '../domain/lead/form.ts';
import type { App, AppDefinition } from './app.ts';

/** Why an app can't be loaded; the message says what to do. */
export class BadApp extends Error {
  override readonly name = 'BadApp';
  readonly code = 'badApp';
}

/** The file in which an app describes itself. */
export const CONFIG = 'trellis.config.ts';

/**
 * Loads the app whose `trellis.config.ts` is in a folder.
 * @throws BadApp when there is none, or when it isn't complete
 */
export async function loadApp(folder: string): Promise<App> {
  return await appOf(await definitionIn(folder));
}

/** The definition of the app in a folder; its emails need not be compiled. @throws BadApp */
export async function definitionIn(folder: string): Promise<AppDefinition> {
  const path = resolve(folder, CONFIG);
  if (!existsSync(path))
    throw new BadApp(
      `${path} is not there: start Trellis in the folder of your app, or name it by TRELLIS_APP. \`trellis init\` makes one.`,
    );
  const { default: definition } = (await import(pathToFileURL(path).href)) as { default?: AppDefinition };
  if (definition?.dir === undefined || definition.programs === undefined)
    throw new BadApp(`${path}: expected \`export default defineTrellis({ dir: import.meta.dirname, programs: [...] })\`.`);
  return definition;
}

/** Completes an app's definition with what stands beside it. @throws BadApp */
async function appOf({ dir, programs, policy = definePolicy(), forms = standardForms, sender }: AppDefinition): Promise<App> {
  const workflowsPath = join(dir, 'workflows.ts');
  if (!existsSync(workflowsPath))
    throw new BadApp(
      `${workflowsPath} is not there: it says \`export const { leadLifecycle } = lifecycle({ programs })\`, and the worker runs it.`,
    );
  return {
    dir,
    programs: Object.fromEntries(programs.map((program) => [program.id, program])),
    policy,
    forms,
    sender,
    content: await compiledIn(dir),
    workflowsPath,
  };
}

/** The emails of an app, as `trellis content` compiled them. @throws BadApp */
export async function compiledIn(dir: string): Promise<Compiled> {
  const path = join(dir, 'content.gen.json');
  if (!existsSync(path)) throw new BadApp(`${path} is not there: run \`trellis content\`, which compiles the emails.`);
  return JSON.parse(await readFile(path, 'utf8')) as Compiled;
}
