import Handlebars from 'handlebars';
import type { CompiledVersion } from './compiled-format.ts';

type Template = (view: object) => string;

export interface Templates {
  readonly subject: Template;
  readonly preheader: Template;
  readonly html: Template;
  readonly text: Template;
}

// Strict: a placeholder without a value throws. `if` and `unless` are the only helpers that a content may use.
const strict: CompileOptions = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { if: true, unless: true, each: false, with: false, lookup: false, log: false },
  data: false,
};

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Blocks that were left out leave blank lines behind. */
const tidy = (text: string): string => text.replace(/\n{3,}/g, '\n\n').trim() + '\n';

/** A template whose values are text. They aren't escaped: they were cleaned before. */
export function plainTemplate(source: string): Template {
  const template: Template = Handlebars.compile(source, { ...strict, noEscape: true });
  return (view) => oneLine(template(view));
}

/** The four templates of a version as functions. HTML is escaped, the others aren't. */
export function compileTemplates(version: CompiledVersion): Templates {
  const text: Template = Handlebars.compile(version.text, { ...strict, noEscape: true });
  return {
    subject: plainTemplate(version.subject),
    preheader: plainTemplate(version.preheader),
    text: (view) => tidy(text(view)),
    html: Handlebars.compile(version.html, strict),
  };
}
