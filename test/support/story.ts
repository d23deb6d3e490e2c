import type { Steps } from '../../domain/lead/step.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { StoryOptions as AnyOptions } from '../../testing/story-options.ts';
import { beginStory as begin, type Story as AnyStory } from '../../testing/story.ts';
import type { Program } from '../../workflows/program.ts';
import { app } from './app.ts';
import { staffOf, type RepName, type SlaModes } from './cast.ts';

export type { RepName } from './cast.ts';
export { START } from '../../testing/virtual-world.ts';

/** A story with the cast in it. */
export type Story = AnyStory<RepName>;

export interface StoryOptions extends SlaModes, Pick<AnyOptions, 'start' | 'program' | 'workerBehind' | 'reports' | 'input'> {
  /** What the app decides, where it is not its own policy. */
  readonly policy?: Policy;
  /** What programs ask of other systems. */
  readonly steps?: Steps;
  /** The file of the workflows, where they are not the app's own. */
  readonly workflows?: string;
  /** Their programs, where they take input or have knobs. */
  readonly programs?: readonly Program[];
}

/** Begins a story of the app that tests run, with the cast. */
export async function beginStory({
  slaMode,
  dealSlaMode,
  policy = app.policy,
  steps = app.steps,
  workflows = app.workflowsPath,
  programs,
  ...options
}: StoryOptions = {}): Promise<Story> {
  const staff = await staffOf({ slaMode, dealSlaMode });
  const named = programs && Object.fromEntries(programs.map((program) => [program.id, program]));
  const told = { ...app, policy, steps, workflowsPath: workflows, programs: named ?? app.programs };
  return await begin<RepName>({ app: told, staff, ...options });
}
