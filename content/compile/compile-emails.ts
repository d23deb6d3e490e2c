import type { CompiledContent, CompiledVersion } from '../compiled-format.ts';
import type { Persona } from '../../domain/people/persona.ts';
import type { ContentEntry } from '../entry.ts';
import { compileVersion } from './compile-version.ts';
import { LANGUAGE } from '../format.ts';
import { findUnused } from './find-unused.ts';
import type { Images } from './images.ts';
import { languageIn } from './language.ts';
import type { ContentProblem } from './problem.ts';
import { readEntry, readOverrides, readVersionB } from './read-entry.ts';
import type { EmailSource, Sources } from './read-sources.ts';

export interface CompiledEmail {
  readonly id: string;
  readonly entry: ContentEntry;
  readonly compiled: CompiledContent;
}

type Result = { readonly email: CompiledEmail } | { readonly problems: readonly ContentProblem[] };

/** The pictures to host for a content: hosted name → file in the app. */
const hosted = (images: Images): Record<string, string> =>
  Object.fromEntries(Object.values(images).flatMap(({ file }) => (file ? [[file.name, file.path]] : [])));

interface Files {
  readonly base: EmailSource;
  readonly versions: readonly EmailSource[];
  /** The second version, if there is a test of more than the subject. */
  readonly second: EmailSource | undefined;
}

async function compileEmail({ base, versions, second }: Files, sources: Sources): Promise<Result> {
  const b = second && readVersionB(second);
  const read = readEntry(base, sources, b);
  const overrides = new Map(versions.map((source) => [source, readOverrides(source)]));
  const faults = [...read.problems, ...[...overrides.values()].flatMap((version) => version.problems), ...(b?.problems ?? [])];
  if (!('declared' in read) || faults.length > 0) return { problems: faults };
  const { declared, envelope, images, attachments } = read;
  const shown = new Set<string>();
  const problems: ContentProblem[] = [];
  const done: Partial<Record<'default' | Persona, CompiledVersion>> = {};
  let versionB: CompiledContent['versionB'];
  for (const source of [base, ...versions]) {
    // A version may differ in the subject alone.
    const body = source.body.trim() === '' ? base : source;
    const order = { source: body, declared, images, attachments, partials: sources.partials, fields: sources.words.fields };
    const result = await compileVersion({ ...order, envelope: { ...envelope, ...overrides.get(source)?.own } });
    problems.push(...('problems' in result ? result.problems : []));
    if (!('version' in result)) continue;
    done[source.persona ?? 'default'] = result.version;
    if (source === base && declared.abTest) {
      const { subject } = declared.abTest;
      const other = await compileVersion({
        ...order,
        source: b?.hasBody && second ? second : base,
        layout: b?.layout,
        envelope: { ...envelope, ...(b ? b.own : { subject }) },
      });
      if ('problems' in other) problems.push(...other.problems);
      else {
        const { hash } = other.version;
        versionB = b ? other.version : { hash, subject };
        other.images.forEach((name) => shown.add(name));
      }
    }
    result.images.forEach((name) => shown.add(name));
  }
  const personas = versions.flatMap(({ persona }) => (persona ? [persona] : []));
  const language = languageIn(done.default?.html ?? '') ?? LANGUAGE;
  const entry: ContentEntry = { ...declared, ...(language !== LANGUAGE && { language }), versions: personas };
  if (!done.default || problems.length > 0) return { problems };
  const vain = findUnused(
    base.file,
    { ...entry, images, attachments },
    { versions: [...Object.values(done), ...(versionB ? [{ ...done.default, ...versionB }] : [])], images: shown },
  );
  if (vain.length > 0) return { problems: vain };
  return {
    email: {
      id: base.id,
      entry,
      compiled: {
        entry,
        pictures: hosted(images),
        attachments,
        versionB,
        versions: { ...done, default: done.default },
      },
    },
  };
}

/** Compiles every email with all its versions. */
export async function compileEmails(
  sources: Sources,
): Promise<{ emails: readonly CompiledEmail[]; problems: readonly ContentProblem[] }> {
  const bases = sources.emails.filter(({ persona, isB }) => !persona && !isB);
  const orphans = sources.emails.filter(({ persona, isB, id }) => (persona || isB) && !bases.some((base) => base.id === id));
  const results: Result[] = [];
  for (const base of bases) {
    const versions = sources.emails.filter(({ id, persona }) => id === base.id && persona);
    const second = sources.emails.find(({ id, isB }) => id === base.id && isB);
    results.push(await compileEmail({ base, versions, second }, sources));
  }
  return {
    emails: results.flatMap((result) => ('email' in result ? [result.email] : [])),
    problems: [
      ...sources.problems,
      ...orphans.map(({ file, id }) => ({
        file,
        what: 'is a version of an email that does not exist.',
        fix: `Add emails/${id}.mjml.`,
      })),
      ...results.flatMap((result) => ('problems' in result ? result.problems : [])),
    ],
  };
}
