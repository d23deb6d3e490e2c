import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { placed } from './draw/layout.ts';
import { programPage } from './draw/mermaid.ts';
import { pictureOf } from './draw/picture.ts';
import { readProgram } from './draw/read-program.ts';
import { svgOf } from './draw/svg.ts';
import { definePolicy } from '../domain/policy/policy.ts';
import type { RecycleReasons } from '../domain/sales/recycle.ts';
import { definitionIn, DRAWINGS } from '../config/load-app.ts';
import type { Drawing } from '../domain/lead/program-drawing.ts';
import { appFolder } from './app.ts';
import { writeGenerated } from './generated-files.ts';

export const drawCommand = (): Command =>
  new Command('draw')
    .description(
      'Draws every program from its source: into the app’s docs/programs, as a page with a Mermaid diagram and a picture, and into programs.gen.json, for the console.',
    )
    .option('--check', 'write nothing; fail if a drawing does not match its program')
    .action(async ({ check = false }: { check?: boolean }) => {
      const { dir, policy = definePolicy() } = await definitionIn(appFolder());
      console.log(
        await writeGenerated({
          root: dir,
          files: await drawings(join(dir, 'programs'), policy.recycle.reasons),
          check,
          command: 'npm run draw',
        }),
      );
    });

async function drawings(programsFolder: string, reasons: RecycleReasons): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const ofAll: Record<string, Drawing> = {};
  for (const file of (await readdir(programsFolder)).sort()) {
    const graph = await readProgram(join(programsFolder, file), reasons);
    if (!graph) continue;
    files.set(`docs/programs/${graph.id}.md`, programPage(graph));
    const drawing = placed(pictureOf(graph));
    ofAll[graph.id] = drawing;
    files.set(`docs/programs/${graph.id}.svg`, svgOf(`The program ${graph.id}`, drawing));
  }
  files.set(DRAWINGS, `${JSON.stringify(ofAll, null, 1)}\n`);
  return files;
}
