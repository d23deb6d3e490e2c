import { fileURLToPath } from 'node:url';
import { loadApp } from '../../config/load-app.ts';
import type { StoryOptions } from '../../testing/story-options.ts';
import { beginStory, type Story } from '../../testing/story.ts';
import { staffOf, type SlaModes } from './cast.ts';

/** The example, for what only it proves: `frame/company.test.ts` lists the tests that run it. */
export const example = await loadApp(fileURLToPath(new URL('../../example', import.meta.url)));

/** Begins a story of the example, with its own people. */
export async function beginExampleStory({
  workflows = example.workflowsPath,
  program,
  input,
  ...modes
}: SlaModes & Pick<StoryOptions, 'program' | 'input'> & { readonly workflows?: string } = {}): Promise<Story> {
  return await beginStory({
    program,
    input,
    app: { ...example, workflowsPath: workflows },
    staff: await staffOf(modes, example),
  });
}
