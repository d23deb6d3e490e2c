import type { CompiledContent, CompiledVersion } from '../compiled-format.ts';
import type { Persona } from '../../domain/people/persona.ts';
import type { ContentEntry } from '../entry.ts';
import { compileVersion } from './compile-version.ts';
import { LANGUAGE } from '../format.ts';
import { findUnused } from './find-unused.ts';
import type { Images } from './images.ts';
import { languageIn } from './language.ts';
import type { ContentProblem } from './problem.ts';
import { readEntry, readOverrides, withSubjectB } from './read-entry.ts';
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

async function compileEmail(base: EmailSource, versions: readonly EmailSource[], sources: Sources): Promise<Result> {
  const read = readEntry(base, sources);
  const overrides = new Map(versions.map((source) => [source, readOverrides(source)]));
  const faults = [...read.problems, ...[...overrides.values()].flatMap((version) => version.problems)];
  if (!('declared' in read) || faults.length > 0) return { problems: faults };
  const { declared, envelope, images, attachments } = read;
  const shown = new Set<string>();
  const problems: ContentProblem[] = [];
  const done: Partial<Record<'default' | Persona, CompiledVersion>> = {};
  let subjectB: CompiledContent['subjectB'];
  for (const source of [base, ...versions]) {
    // A version may differ in the subject alone.
    const body = source.body.trim() === '' ? base : source;
    const order = { source: body, declared, images, attachments, partials: sources.partials, fields: sources.words.fields };
    const result = await compileVersion({ ...order, envelope: { ...envelope, ...overrides.get(source)?.own } });
    problems.push(...('problems' in result ? result.problems : []));
    if (!('version' in result)) continue;
    done[source.persona ?? 'default'] = result.version;
    if (source === base && declared.subjectTest) {
      const other = await compileVersion({ ...order, envelope: withSubjectB(envelope, declared.subjectTest) });
      if ('problems' in other) problems.push(...other.problems);
      else subjectB = { hash: other.version.hash, subject: other.version.subject };
    }
    result.images.forEach((name) => shown.add(name));
  }
  const personas = versions.flatMap(({ persona }) => (persona ? [persona] : []));
  const language = languageIn(done.default?.html ?? '') ?? LANGUAGE;
  const entry: ContentEntry = { ...declared, ...(language !== LANGUAGE && { language }), versions: personas };
  if (!done.default || problems.length > 0) return { problems };
  const vain = findUnused(base.file, { ...entry, images, attachments }, { versions: Object.values(done), images: shown });
  if (vain.length > 0) return { problems: vain };
  return {
    email: {
      id: base.id,
      entry,
      compiled: {
        entry,
        pictures: hosted(images),
        attachments,
        subjectB,
        versions: { ...done, default: done.default },
      },
    },
  };
}

/** Compiles every email with all its versions. */
export async function compileEmails(
  sources: Sources,
): Promise<{ emails: readonly CompiledEmail[]; problems: readonly ContentProblem[] }> {
  const bases = sources.emails.filter(({ persona }) => !persona);
  const orphans = sources.emails.filter(({ persona, id }) => persona && !bases.some((base) => base.id === id));
  const results: Result[] = [];
  for (const base of bases) {
    const versions = sources.emails.filter(({ id, persona }) => id === base.id && persona);
    results.push(await compileEmail(base, versions, sources));
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
