import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Compiled } from '../content/compiled-format.ts';
import { definePolicy, type Policy } from '../domain/policy/policy.ts';
import { inputFaults } from '../domain/input/program-input.ts';
import type { Drawings } from '../domain/lead/program-drawing.ts';
import { providerFaults } from '../domain/lead/provider.ts';
import { questionFaults } from '../domain/lead/question.ts';
import { formFaults, standardForms } from '../domain/lead/form.ts';
import { websiteFaults } from '../domain/lead/website.ts';
import type { App, AppDefinition } from './app.ts';
import { nameFaults } from './name-faults.ts';
import { staffIn } from './staff-file.ts';

/** An app can't be loaded; the message says what to do. */
export class BadApp extends Error {
  override readonly name = 'BadApp';
  readonly code = 'badApp';
}

/** The file in which `trellis draw` saves the diagrams of an app's programs. */
export const DRAWINGS = 'programs.gen.json';

/** The file in which an app describes itself. */
export const CONFIG = 'trellis.config.ts';

/**
 * Loads the app from a folder with a `trellis.config.ts`.
 * @throws BadApp when the file is missing or incomplete, or names teams or fields that the app does not have
 */
export async function loadApp(folder: string): Promise<App> {
  return await appOf(await definitionIn(folder));
}

/** The definition of the app in a folder; does not need compiled emails. @throws BadApp */
export async function definitionIn(folder: string): Promise<AppDefinition> {
  const path = resolve(folder, CONFIG);
  if (!existsSync(path))
    throw new BadApp(
      `${path} is missing: start Trellis in the folder of your app, or set TRELLIS_APP to it. \`trellis init\` creates an app.`,
    );
  const { default: definition } = (await import(pathToFileURL(path).href)) as { default?: AppDefinition };
  if (definition?.dir === undefined || definition.programs === undefined)
    throw new BadApp(`${path}: expected \`export default defineTrellis({ dir: import.meta.dirname, programs: [...] })\`.`);
  return definition;
}

/** Completes an app's definition with the files next to it. @throws BadApp */
async function appOf({
  dir,
  programs,
  policy: given,
  steps = {},
  providers = [],
  sinks = {},
  forms = standardForms,
  website,
  channels = [],
  sender,
}: AppDefinition): Promise<App> {
  const workflowsPath = join(dir, 'workflows.ts');
  if (!existsSync(workflowsPath))
    throw new BadApp(
      `${workflowsPath} is missing: it must contain \`export const { leadLifecycle } = lifecycle({ programs })\`, which the worker runs.`,
    );
  await mustAgree(workflowsPath, given);
  const policy = given ?? definePolicy();
  const faults = [
    ...formFaults(forms, policy),
    ...websiteFaults(website),
    ...questionFaults(forms, policy.fields),
    ...programs.flatMap((program) => inputFaults(program).map((fault) => `program ${program.id}: ${fault}`)),
    ...providerFaults(providers),
    ...nameFaults({ programs, steps, sinks, forms, policy, staff: await staffIn(dir) }),
  ];
  if (faults.length > 0) throw new BadApp([`${join(dir, CONFIG)}:`, ...faults].join('\n  '));
  return {
    dir,
    programs: Object.fromEntries(programs.map((program) => [program.id, program])),
    policy,
    steps,
    providers,
    sinks,
    forms,
    website,
    channels,
    sender,
    content: await compiledIn(dir),
    drawings: await drawingsIn(dir),
    workflowsPath,
  };
}

/** The compiled emails of an app, from `trellis content`. @throws BadApp */
export async function compiledIn(dir: string): Promise<Compiled> {
  const path = join(dir, 'content.gen.json');
  if (!existsSync(path)) throw new BadApp(`${path} is missing: run \`trellis content\`, which compiles the emails.`);
  return JSON.parse(await readFile(path, 'utf8')) as Compiled;
}

/** The diagrams of an app's programs, from `trellis draw`; an app that was never drawn has none. */
async function drawingsIn(dir: string): Promise<Drawings> {
  const path = join(dir, DRAWINGS);
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Drawings) : {};
}

/** Leads and the rest of Trellis must follow the same policy. @throws BadApp */
async function mustAgree(workflowsPath: string, policy: Policy | undefined): Promise<void> {
  const { leadLifecycle } = (await import(pathToFileURL(workflowsPath).href)) as { leadLifecycle?: { policy?: Policy } };
  if (!leadLifecycle)
    throw new BadApp(`${workflowsPath}: expected \`export const { leadLifecycle } = lifecycle({ programs })\`.`);
  if (policy && leadLifecycle.policy !== policy)
    throw new BadApp(`${workflowsPath}: expected \`lifecycle({ programs, policy })\` with the policy of ${CONFIG}.`);
}
