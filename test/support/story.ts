import type { Steps } from '../../domain/lead/step.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { beginStory as begin, type Story as AnyStory, type StoryOptions as AnyOptions } from '../../testing/story.ts';
import { app } from './app.ts';
import { staffOf, type RepName, type SlaModes } from './cast.ts';

export type { RepName } from './cast.ts';
export { START } from '../../testing/virtual-world.ts';

/** A story with the cast in it. */
export type Story = AnyStory<RepName>;

export interface StoryOptions extends SlaModes, Pick<AnyOptions, 'start' | 'program' | 'workerBehind'> {
  /** What the app decides, where it is not its own policy. */
  readonly policy?: Policy;
  /** What programs ask of other systems. */
  readonly steps?: Steps;
  /** The file of the workflows, where they are not the app's own. */
  readonly workflows?: string;
}

/** Begins a story of the app that tests run, with the cast. */
export async function beginStory({
  slaMode,
  dealSlaMode,
  policy = app.policy,
  steps = app.steps,
  workflows = app.workflowsPath,
  ...options
}: StoryOptions = {}): Promise<Story> {
  const staff = await staffOf({ slaMode, dealSlaMode });
  return await begin<RepName>({ app: { ...app, policy, steps, workflowsPath: workflows }, staff, ...options });
}
