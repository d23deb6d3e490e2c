import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildContent, type ContentReport } from '../../content/compile.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import type { TextChannel } from '../../domain/contact/text-channel.ts';
import type { Compiled } from '../../content/compiled-format.ts';

/** The content folder of the app that tests run. */
const contentDir = fileURLToPath(new URL('../app', import.meta.url));

/** A content folder of its own, with the partials of that app and the given emails. */
export interface Workshop extends AsyncDisposable {
  readonly dir: string;
  write(file: string, text: string | Uint8Array): Promise<void>;
  build(check?: boolean): Promise<ContentReport>;
  compiled(): Promise<Compiled>;
  /** The source of the catalog. */
  catalog(): Promise<string>;
}

export async function workshop(
  emails: Readonly<Record<string, string>>,
  policy = definePolicy(),
  channels: readonly TextChannel[] = [],
): Promise<Workshop> {
  const dir = await mkdtemp(join(tmpdir(), 'trellis-content-'));
  await mkdir(join(dir, 'emails'));
  await cp(join(contentDir, 'partials'), join(dir, 'partials'), { recursive: true });
  const write = async (file: string, text: string | Uint8Array) => {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  };
  for (const [name, text] of Object.entries(emails)) await write(`emails/${name}.mjml`, text);
  return {
    dir,
    write,
    build: (check = false) =>
      buildContent({ dir, policy, channels, check, programs: ['sample-program'], tracks: ['connect', 'educate', 'offer'] }),
    compiled: async () => JSON.parse(await readFile(join(dir, 'content.gen.json'), 'utf8')) as Compiled,
    catalog: () => readFile(join(dir, 'content.gen.ts'), 'utf8'),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true }),
  };
}

const section = (text: string): string => `<mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section>`;

interface Parts {
  readonly matter?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly body?: string;
  readonly text?: string;
}

/** An email that is right in everything but what the test gives. Its body begins on the line after the front matter. */
export const email = ({ matter = '', subject = 'A subject', from = 'marketing', body, text = 'Good day.' }: Parts = {}): string =>
  `---
topic: A topic
track: educate
position: top
goal: [clicked]
callToAction: Click
from: ${from}
subject: "${subject}"
preheader: A preheader
${matter}
---
${body ?? section(text)}
`;
