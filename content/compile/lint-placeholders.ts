import { suggestion } from '../../domain/text/did-you-mean.ts';
import type { ContentEntry } from '../entry.ts';
import { fieldPlaceholders, standardLinks, standardPlaceholders } from '../standard-values.ts';
import type { LeadFields } from '../../domain/people/lead-fields.ts';
import type { Place } from './expand.ts';
import type { ContentProblem } from './problem.ts';
import { templateEvents, TemplateSyntaxError, type TemplateEvent } from './template-events.ts';
import { own } from '../../domain/text/own.ts';

interface Vocabulary extends Pick<ContentEntry, 'variables' | 'links'> {
  readonly images?: object;
  /** The fields of the app. */
  readonly fields?: LeadFields;
}

const canBeEmpty = (path: string): boolean => path.startsWith('lead.fields.') || own(standardPlaceholders, path)?.empty === true;

const writtenLinks = Object.entries(standardLinks).flatMap(([name, { written }]) => (written ? [name] : []));

const allKnown = ({ variables, links, images = {}, fields = {} }: Vocabulary): string[] => [
  ...Object.keys(standardPlaceholders),
  ...fieldPlaceholders(fields),
  ...Object.keys(variables),
  ...[...Object.keys(links), ...writtenLinks].map((name) => `links.${name}`),
  ...Object.keys(images).map((name) => `images.${name}`),
  'pixel',
];

/** An open block: its placeholder certainly has a value in the `if` half, or in the `else` of an `unless`. */
interface Open {
  readonly path: string;
  filled: boolean;
}

function track(open: Open[], event: TemplateEvent): void {
  if (event.type === 'open') open.push({ path: event.path, filled: event.helper === 'if' });
  if (event.type === 'close') open.pop();
  const last = open.at(-1);
  if (event.type === 'else' && last) last.filled = !last.filled;
}

/** Reads a template; if it can't be parsed, reports that. */
function readEvents(text: string, placeOf: (offset: number) => Place, problems: ContentProblem[]): readonly TemplateEvent[] {
  try {
    return templateEvents(text);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    problems.push({ ...placeOf(0), what: error.message, fix: error.fix });
    return [];
  }
}

/**
 * Finds placeholders that are not declared, that may be empty and are not inside an `if`, or that are more than a placeholder.
 * Handlebars' strict mode alone accepts a misspelt `{{#if}}`.
 */
export function lintPlaceholders(
  text: string,
  placeOf: (offset: number) => Place,
  vocabulary: Vocabulary,
): readonly ContentProblem[] {
  const known = allKnown(vocabulary);
  const open: Open[] = [];
  const problems: ContentProblem[] = [];
  for (const event of readEvents(text, placeOf, problems)) {
    track(open, event);
    if (event.type === 'unsupported') {
      problems.push({
        ...placeOf(event.offset),
        what: `${event.what} can't be used in an email or a text.`,
        fix: 'Use {{name}}, {{#if name}} and {{#unless name}} only.',
      });
    }
    if (event.type !== 'value' && event.type !== 'open') continue;
    const place = placeOf(event.offset);
    if (!known.includes(event.path)) {
      problems.push({
        ...place,
        what: `"${event.path}" isn't declared.`,
        fix: event.path.startsWith('lead.')
          ? `${suggestion(event.path, known)} Fields of leads are declared in the policy.`
          : `${suggestion(event.path, known)} Or declare it under variables:, links: or images:.`,
      });
    } else if (
      event.type === 'value' &&
      canBeEmpty(event.path) &&
      !open.some(({ path, filled }) => filled && path === event.path)
    ) {
      problems.push({
        ...place,
        what: `"${event.path}" can be empty.`,
        fix: `Write {{#if ${event.path}}}…{{else}}…{{/if}} around it.`,
      });
    }
  }
  return problems;
}

/** The placeholders of a template, each once; those in conditions too. */
export const placeholdersOf = (text: string): ReadonlySet<string> =>
  new Set(templateEvents(text).flatMap((event) => (event.type === 'value' || event.type === 'open' ? [event.path] : [])));
