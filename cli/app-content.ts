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
  const { dir, sender, policy = definePolicy(), channels } = await definitionIn(appFolder());
  const { contents, problems } = await compileContent({ dir, policy, channels });
  return { dir, sender, policy, problems, content: Object.fromEntries(contents.map(({ id, compiled }) => [id, compiled])) };
}
