import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { WorkflowBundle } from '@temporalio/worker';
import { bundleForReplay } from '../../cli/replay/bundle-for-replay.ts';
import type { HistoryToReplay } from '../../testing/replay.ts';
import type { ProgramSource } from './sites.ts';

/** One bundle in which each version of a program has an id of its own. */
export async function bundleOfVersions(
  folder: string,
  workflowsPath: string,
  file: string,
  sources: readonly string[],
): Promise<WorkflowBundle> {
  await mkdir(folder, { recursive: true });
  for (const [n, source] of sources.entries()) await writeFile(join(folder, `v${n}.ts`), placed(source, file));
  const entry = [
    "import { lifecycle } from 'trellis';",
    `import { leadLifecycle as own } from '${workflowsPath}';`,
    ...sources.map((_, n) => `import * as v${n} from './v${n}.ts';`),
    `const programs = [${sources.map((_, n) => `v${n}`).join(', ')}].flatMap((module) => Object.values(module));`,
    'export const { leadLifecycle } = lifecycle({ programs, policy: own.policy });',
  ];
  await writeFile(join(folder, 'workflows.ts'), entry.join('\n'));
  return await bundleForReplay(join(folder, 'workflows.ts'));
}

/** The source with imports that hold in another folder. */
const placed = (source: string, file: string): string =>
  source.replaceAll(/from '(\.[^']+)'/g, (_, path: string) => `from '${resolve(dirname(file), path)}'`);

/** The source under the id of a version. */
export const named = ({ id }: ProgramSource, source: string, n: number): string =>
  source.replace(`program('${id}'`, `program('${id}#${n}'`);

/** The same history, of a lead in a version of its program. */
export function inVersion({ history, workflowId }: HistoryToReplay, n: number): HistoryToReplay {
  const [first, ...rest] = history.events ?? [];
  const started = first!.workflowExecutionStartedEventAttributes!;
  const [payload] = started.input!.payloads!;
  const input = JSON.parse(Buffer.from(payload!.data!).toString()) as { readonly program: string };
  const data = Buffer.from(JSON.stringify({ ...input, program: `${input.program}#${n}` }));
  const attributes = { ...started, input: { payloads: [{ ...payload, data }] } };
  return { workflowId, history: { events: [{ ...first, workflowExecutionStartedEventAttributes: attributes }, ...rest] } };
}
