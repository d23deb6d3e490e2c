import { isInstant } from '../domain/time/clock.ts';
import { dateOf, dayAt } from '../domain/time/local-time.ts';
import Handlebars from 'handlebars';
import { encodedUrl, isAllowedUrl } from './allowed-url.ts';
import { cleanText } from './clean-text.ts';
import type { CompiledContent, CompiledVersion } from './compiled-format.ts';
import type { VariableKind } from './entry.ts';
import { suggestion } from '../domain/text/did-you-mean.ts';
import { UrlRefused, VariableRefused } from './errors.ts';
import { isHarmlessName } from '../domain/people/harmless-name.ts';
import { fieldValue, type FieldKind, type FieldValue, type LeadFields } from '../domain/people/lead-fields.ts';
import { LANGUAGE, type DateReader, type Formats } from './format.ts';
import type { StandardValues } from './standard-values.ts';
import { own } from '../domain/text/own.ts';

/** The standard values, and the variables that the program passed. */
export interface RenderValues extends StandardValues {
  readonly variables?: Readonly<Record<string, string | number>>;
}

interface Order {
  readonly contentId: string;
  readonly content: CompiledContent;
  readonly version: CompiledVersion;
  readonly values: RenderValues;
  readonly linkFor: (link: string) => string;
  readonly formats: Formats;
  readonly fields: LeadFields;
}

/** What the templates read. */
type View = Record<string, unknown>;

const optional = (value: string | null): string => (value === null ? '' : cleanText(value));

/** A URL in an attribute, in which only the ampersand needs an escape; Handlebars would also rewrite `=`. */
const attribute = (url: string): Handlebars.SafeString => new Handlebars.SafeString(url.replaceAll('&', '&amp;'));

const wanted: Record<VariableKind, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  instant: isInstant,
  url: (value) => typeof value === 'string',
};

function address({ contentId }: Order, name: string, value: string): string {
  const url = encodedUrl(value);
  if (url === undefined) throw new UrlRefused(contentId, name);
  return url;
}

const languageOf = ({ content }: Order): string => content.entry.language ?? LANGUAGE;

const readerOf = (order: Order): DateReader => ({ language: languageOf(order), country: order.values.lead.country });

/** Checks a variable's type, and writes it as an email shows it. */
function written(order: Order, name: string, kind: VariableKind): string {
  const value = own(order.values.variables ?? {}, name);
  if (value === undefined) throw new VariableRefused(order.contentId, name, 'is missing: the program must pass it.');
  if (!wanted[kind](value)) throw new VariableRefused(order.contentId, name, `must be a value of the type ${kind}.`);
  if (kind === 'url') return address(order, name, String(value));
  if (typeof value === 'string') return cleanText(value);
  return kind === 'instant'
    ? order.formats.instant(value, order.values.lead.timeZone, readerOf(order))
    : order.formats.number(value, languageOf(order));
}

/**
 * How a field of the app is written. One that is false is as one that nobody knows: a template asks for it with `if`. A stranger
 * may have typed a text: one that reads as a message stays out of the email, as such a name does.
 */
const writtenFields: Record<FieldKind, (value: FieldValue, formats: Formats, reader: DateReader) => string> = {
  text: (value) => (isHarmlessName(String(value)) ? cleanText(String(value)) : ''),
  choice: (value) => cleanText(String(value)),
  number: (value, formats, { language }) => formats.number(Number(value), language),
  date: (value, formats, reader) => formats.day(String(value), reader),
  boolean: (value) => (value === true ? 'yes' : ''),
};

const fieldsOf = (order: Order): Record<string, string> =>
  Object.fromEntries(
    Object.entries(order.fields).map(([name, spec]) => {
      const value = fieldValue(spec, order.values.lead.fields ?? {}, name);
      return [name, value === undefined ? '' : writtenFields[spec.kind](value, order.formats, readerOf(order))];
    }),
  );

function refuseUnknown({ contentId, content, values }: Order): void {
  for (const name in values.variables) {
    if (Object.hasOwn(content.entry.variables, name)) continue;
    const known = Object.keys(content.entry.variables);
    throw new VariableRefused(contentId, name, `isn't declared in its front matter. ${suggestion(name, known)}`);
  }
}

function addLinks(order: Order, plain: View, html: View): void {
  const plainLinks: Record<string, string> = {};
  const htmlLinks: Record<string, Handlebars.SafeString> = {};
  for (const name of order.version.links) {
    const url = order.linkFor(name);
    if (!isAllowedUrl(url)) throw new UrlRefused(order.contentId, name);
    plainLinks[name] = url;
    htmlLinks[name] = attribute(url);
  }
  plain.links = plainLinks;
  html.links = htmlLinks;
  plain.pixel = plainLinks.pixel;
  html.pixel = htmlLinks.pixel;
}

/** Where a consent comes from; `form/demo` is a form on the website. */
const sourceInWords = (source: string): string => cleanText(source.replace(/^form\//, 'our form '));

/** A file may have its sources from strangers, by way of a link's tags. `Website: guide` is harmless, but for its colon. */
const isHarmlessSource = (source: string): boolean => isHarmlessName(source.replaceAll(': ', ' '));

const consentOf = (order: Order, { consent, lead }: StandardValues): View => ({
  source: consent && isHarmlessSource(consent.source) ? sourceInWords(consent.source) : '',
  // Not every template shows it, and formatting a date takes a while.
  get date() {
    return consent ? order.formats.day(dateOf(dayAt(lead.timeZone, consent.at)), readerOf(order)) : '';
  },
});

/** Makes what the templates read, once for subject and text and once for HTML: checked, cleaned and formatted. */
export function fillIn(order: Order): { plain: View; html: View } {
  const { lead, rep, sender } = order.values;
  const plain: View = {
    lead: { firstName: optional(lead.firstName), company: optional(lead.company), fields: fieldsOf(order) },
    rep: { name: cleanText(rep.name), title: optional(rep.title), phone: optional(rep.phone) },
    consent: consentOf(order, order.values),
    sender: { name: cleanText(sender.name), address: cleanText(sender.address) },
  };
  refuseUnknown(order);
  for (const name in order.content.entry.variables)
    plain[name] = written(order, name, order.content.entry.variables[name] ?? 'text');
  const html = { ...plain };
  for (const name in order.content.entry.variables) {
    if (order.content.entry.variables[name] === 'url') html[name] = attribute(String(plain[name]));
  }
  html.pictures = attribute(order.values.pictures);
  addLinks(order, plain, html);
  return { plain, html };
}
