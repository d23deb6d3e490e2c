import type { Policy } from '../../domain/policy/policy.ts';
import type { SlaMode } from '../../domain/sales/sla.ts';
import { beginStory as begin, type Story as AnyStory, type StoryOptions as AnyOptions } from '../../testing/story.ts';
import { app } from './app.ts';
import { staffOf, type RepName } from './cast.ts';

export type { RepName } from './cast.ts';
export { START } from '../../testing/virtual-world.ts';

/** A story with the cast in it. */
export type Story = AnyStory<RepName>;

export interface StoryOptions extends Pick<AnyOptions, 'start' | 'program' | 'workerBehind'> {
  /** Whether inside sales is held to its SLA. */
  readonly slaMode?: SlaMode;
  /** Whether field sales is. */
  readonly fieldSlaMode?: SlaMode;
  /** What they decide, where it is not what the example decides. */
  readonly policy?: Policy;
  /** The file of the workflows, where they are not the app's own. */
  readonly workflows?: string;
}

const sender = {
  name: 'Baywright',
  address: 'hello@mail.example.com',
  postalAddress: 'Baywright, 12 Quay Street, Rotterdam',
};

/** Begins a story of the app that tests run, with the cast. */
export const beginStory = ({
  slaMode = 'enforce',
  fieldSlaMode = 'enforce',
  policy = app.policy,
  workflows = app.workflowsPath,
  ...options
}: StoryOptions = {}): Promise<Story> =>
  begin<RepName>({
    app: { ...app, policy, sender, workflowsPath: workflows },
    staff: staffOf({ 'inside-sales': slaMode, 'field-sales': fieldSlaMode }),
    program: 'b2b-software',
    ...options,
  });
