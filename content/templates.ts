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

/** The four templates of a version as functions. HTML is escaped, the others aren't: their values are cleaned before. */
export const compileTemplates = (version: CompiledVersion): Templates => {
  const plain = (source: string): Template => Handlebars.compile(source, { ...strict, noEscape: true });
  const [subject, preheader, text] = [plain(version.subject), plain(version.preheader), plain(version.text)];
  return {
    subject: (view) => oneLine(subject(view)),
    preheader: (view) => oneLine(preheader(view)),
    text: (view) => tidy(text(view)),
    html: Handlebars.compile(version.html, strict),
  };
};
