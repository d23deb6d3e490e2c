import { compileContent } from '../content/compile.ts';
import type { Compiled } from '../content/compiled-format.ts';
import type { ContentProblem } from '../content/compile/problem.ts';
import { definitionIn } from '../config/load-app.ts';
import type { AppDefinition } from '../config/app.ts';
import { definePolicy, type Policy } from '../domain/policy/policy.ts';
import { appFolder } from './app.ts';

/** An app's contents as its files say now, whatever `trellis content` wrote. */
export interface AppContent {
  readonly dir: string;
  readonly sender: AppDefinition['sender'];
  readonly policy: Policy;
  /** The contents without a problem. */
  readonly content: Compiled;
  readonly problems: readonly ContentProblem[];
}

/** Compiles the contents of the app that the command works on; writes nothing. @throws BadApp */
export async function ownContent(): Promise<AppContent> {
  const definition = await definitionIn(appFolder());
  const { dir, policy, ...sources } = contentOf(definition);
  const { contents, problems } = await compileContent({ dir, policy, ...sources });
  return {
    dir,
    sender: definition.sender,
    policy,
    problems,
    content: Object.fromEntries(contents.map(({ id, compiled }) => [id, compiled])),
  };
}

/** What an app's contents are compiled from. */
export const contentOf = ({ dir, programs, policy = definePolicy(), channels }: AppDefinition) => ({
  dir,
  policy,
  channels,
  programs: programs.map(({ id }) => id),
  tracks: [...new Set(programs.flatMap(({ tracks }) => Object.keys(tracks)))],
});
