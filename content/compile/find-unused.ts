import type { CompiledAttachment, CompiledVersion } from '../compiled-format.ts';
import type { ContentEntry } from '../entry.ts';
import type { Images } from './images.ts';
import type { ContentProblem } from './problem.ts';

interface Declared extends Pick<ContentEntry, 'links' | 'variables'> {
  readonly images: Images;
  readonly attachments: readonly CompiledAttachment[];
}

interface Used {
  readonly versions: readonly CompiledVersion[];
  /** The names of the images that any version shows. */
  readonly images: ReadonlySet<string>;
}

const textsOf = (attachment: CompiledAttachment): string =>
  attachment.is === 'event' ? `{{${attachment.start}}}${attachment.title}${attachment.location}` : '';

/** Declared names that no version uses, perhaps because of a misspelling. */
export function findUnused(file: string, declared: Declared, used: Used): readonly ContentProblem[] {
  const links = new Set(used.versions.flatMap((version) => version.links));
  const templates = used.versions.map(({ subject, preheader, html, text }) => subject + preheader + html + text);
  const text = [...templates, ...declared.attachments.map(textsOf)].join('');
  const mentions = (name: string): boolean => new RegExp(String.raw`\{\{(#\w+ )?${name}\}\}`).test(text);
  const unused = (what: string, names: object, isUsed: (name: string) => boolean): string[] =>
    Object.keys(names)
      .filter((name) => !isUsed(name))
      .map((name) => `${what} "${name}"`);
  return [
    ...unused('Link', declared.links, (name) => links.has(name)),
    ...unused('Variable', declared.variables, mentions),
    ...unused('Image', declared.images, (name) => used.images.has(name)),
  ].map((what) => ({ file, what: `${what} is declared but not used.`, fix: 'Use it or remove it.' }));
}
