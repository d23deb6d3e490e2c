import { counts, type CountedInput, type ReportName } from './counts.ts';
import { leadSources } from '../../db/leads/sources.ts';
import { wasProgram } from '../../db/campaigns/programs.ts';
import { programNamed } from '../leads/program-input.ts';
import { unknownName } from '../procedures/refusal.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { ReportDeps } from './input.ts';
import { saved } from './saved.ts';

type Deps = ReportDeps & Pick<ApiDeps, 'log' | 'settings'>;
type Answer<N extends ReportName> = Awaited<ReturnType<(typeof counts)[N]>>;
type Counts = { readonly [N in ReportName]: (deps: ReportDeps, input: CountedInput<N>) => Promise<Answer<N>> };

/** @throws Refusal for a program that the app does not have, and for a source that no lead comes from */
async function mustBeOfApp(deps: Deps, { program, source }: { readonly program?: string; readonly source?: string }) {
  if (program !== undefined && !(await wasProgram(deps.db, program))) programNamed(deps, program);
  const sources = source === undefined ? [] : await leadSources(deps.db);
  if (source !== undefined && !sources.includes(source)) throw unknownName('source', source, sources);
}

/**
 * The answer of a report: a saved one if counting takes long and nobody asks to recount.
 * @throws Refusal for a program or a source that does not exist
 */
export async function report<N extends ReportName>(
  deps: Deps,
  name: N,
  input: CountedInput<N> & { readonly anew?: boolean | undefined },
): Promise<Answer<N> & { readonly countedAt: string }> {
  const { anew, ...question } = input;
  await mustBeOfApp(deps, question);
  const count: Counts[N] = (counts as Counts)[name];
  return await saved(deps, name, question, async () => await count(deps, input), anew);
}
