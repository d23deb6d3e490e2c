import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Channel } from '../../domain/contact/suppression.ts';
import type { TextChannel } from '../../domain/contact/text-channel.ts';
import type { CompiledContent, CompiledVersion, VersionName } from '../compiled-format.ts';
import { purposeOf, type ContentEntry } from '../entry.ts';
import { previewText } from '../preview.ts';
import type { CompiledEmail } from './compile-emails.ts';
import { findUnused } from './find-unused.ts';
import { readFrontMatter } from './front-matter.ts';
import { lintText } from './lint-text.ts';
import { placeholdersOf } from './lint-placeholders.ts';
import type { ContentProblem } from './problem.ts';
import { readDeclared } from './read-entry.ts';
import { isProblem, parseSource, readFolder, type EmailSource, type Words } from './read-sources.ts';

const texts = ['topic', 'track', 'callToAction'];
const ofText = { known: [...texts, 'position', 'goal', 'from', 'personas', 'language', 'variables', 'links'], texts };
/** A persona's version differs in its words alone. */
const ofVersion = { known: [], texts: [] };

interface Texts {
  readonly contents: readonly CompiledEmail[];
  readonly problems: readonly ContentProblem[];
}

/** Compiles the texts of a channel: the files NAME.txt in the app's folder of the channel's name. */
export async function compileTexts(dir: string, channel: TextChannel, words: Words): Promise<Texts> {
  if (!existsSync(join(dir, channel.id))) return { contents: [], problems: [] };
  const read = await readFolder(dir, channel.id, '.txt');
  const parsed = read.map((one) => (isProblem(one) ? one : parseSource(one, words)));
  const sources = parsed.filter((one): one is EmailSource => 'id' in one);
  const results = [...Map.groupBy(sources, ({ id }) => id).values()].map((versions) => compileText(versions, channel, words));
  return {
    contents: results.flatMap((result) => ('content' in result ? [result.content] : [])),
    problems: [
      ...parsed.filter((one): one is ContentProblem => 'what' in one),
      ...results.flatMap((result) => ('problems' in result ? result.problems : [])),
    ],
  };
}

type Result = { readonly content: CompiledEmail } | { readonly problems: readonly ContentProblem[] };

function compileText(versions: readonly EmailSource[], channel: TextChannel, words: Words): Result {
  const base = versions.find(({ persona }) => !persona);
  if (!base) {
    const [{ file, id } = { file: channel.id, id: '' }] = versions;
    const fix = `Add ${channel.id}/${id}.txt.`;
    return { problems: [{ file, what: 'is a version of a text that does not exist.', fix }] };
  }
  const matter = readFrontMatter(base, ofText);
  const declared = readDeclared(matter, words);
  const others = versions.filter(({ persona }) => persona);
  const problems = [...matter.problems, ...others.flatMap((source) => readFrontMatter(source, ofVersion).problems)];
  if (!declared || problems.length > 0) return { problems };
  const personas = others.flatMap(({ persona }) => (persona ? [persona] : []));
  const entry: ContentEntry = { channel: channel.id as Channel, ...declared, versions: personas };
  const faults = versions.flatMap((source) => lintText(source, entry, words.fields));
  if (faults.length > 0) return { problems: faults };
  const compiled: CompiledContent = {
    entry,
    pictures: {},
    attachments: [],
    versions: {
      ...Object.fromEntries(others.map((source) => [source.persona!, versionOf(source)])),
      default: versionOf(base),
    },
  };
  const unused = findUnused(base.file, { ...entry, images: {}, attachments: [] }, usedBy(compiled));
  const wrong = versions.flatMap((source) => channelFaults(source, compiled, channel, words));
  return unused.length + wrong.length > 0 ? { problems: [...unused, ...wrong] } : { content: { id: base.id, entry, compiled } };
}

const usedBy = ({ versions }: CompiledContent) => ({ versions: Object.values(versions), images: new Set<string>() });

function versionOf({ body }: EmailSource): CompiledVersion {
  const text = body.trim();
  const links = [...placeholdersOf(text)].flatMap((path) => (path.startsWith('links.') ? [path.slice('links.'.length)] : []));
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { hash, subject: '', preheader: '', html: '', text, links: links.sort() };
}

/** What the channel itself finds wrong with a version, filled with sample values. */
function channelFaults(source: EmailSource, compiled: CompiledContent, channel: TextChannel, words: Words): ContentProblem[] {
  const version: VersionName = source.persona ?? 'default';
  const text = previewText(compiled, version, words.fields);
  return channel
    .faultsIn({ text, purpose: purposeOf(compiled.entry) })
    .map((fault) => ({ file: source.file, line: source.bodyLine, ...fault }));
}
