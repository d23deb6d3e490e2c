import { createHash } from 'node:crypto';
import type { LeadFields } from '../../domain/people/lead-fields.ts';
import type { CompiledAttachment, CompiledVersion } from '../compiled-format.ts';
import { compileMjml, placeOfLine } from './compile-mjml.ts';
import { expand, type Expanded, type Partial } from './expand.ts';
import { findLost } from './find-lost.ts';
import { withHoneypot } from './honeypot.ts';
import type { Images } from './images.ts';
import { inLanguage, isLanguage, LANGUAGE_FIX, languageIn } from './language.ts';
import { lintPlaceholders, placeholdersOf } from './lint-placeholders.ts';
import { lintClosing } from './lint-closing.ts';
import { lintTags } from './lint-tags.ts';
import type { ContentProblem } from './problem.ts';
import { imagesIn, putImages } from './put-images.ts';
import type { Declared, Envelope } from './read-entry.ts';
import type { EmailSource, SourceFile } from './read-sources.ts';
import { missingFromText, textPart } from './text-part.ts';

/** Gmail clips an email at about 102 KB, and the filled-in values need room too. */
const LARGEST_HTML = 90 * 1024;

/** The placeholders that every email must contain. */
const OBLIGATORY = ['sender.address', 'links.unsubscribe', 'pixel'];

interface Order {
  readonly source: EmailSource;
  readonly declared: Declared;
  readonly envelope: Envelope;
  /** The partial `layout-NAME` around the body; by default, that of its sender. */
  readonly layout?: string | undefined;
  readonly images: Images;
  readonly attachments: readonly CompiledAttachment[];
  readonly partials: ReadonlyMap<string, SourceFile>;
  readonly fields: LeadFields;
}

/** `images` are the names of the images that the version shows. */
type Result =
  | { readonly version: CompiledVersion; readonly images: readonly string[] }
  | { readonly problems: readonly ContentProblem[] };

/** Escapes a text for HTML, except its placeholders. */
const asHtml = (text: string): string =>
  text.replaceAll(/\{\{[^}]*\}\}|[&<>]/g, (one) => (one.length > 1 ? one : `&#${one.charCodeAt(0)};`));

function putTogether({ source, declared, envelope, partials, layout: named = declared.from }: Order): {
  expanded?: Expanded;
  problems: readonly ContentProblem[];
} {
  const all = new Map<string, Partial>([...partials].map(([name, { file, text }]) => [name, { text, place: { file, line: 1 } }]));
  all.set('body', { text: source.body, place: { file: source.file, line: source.bodyLine }, ownLines: true });
  all.set('preheader', { text: asHtml(envelope.preheader), place: envelope.preheaderAt });
  const layout = all.get(`layout-${named}`);
  if (!layout)
    return {
      problems: [
        { file: `partials/layout-${named}.mjml`, what: 'is missing.', fix: 'Add it: every email is rendered inside it.' },
      ],
    };
  return expand(layout, all);
}

const lint = ({ declared, envelope, images, fields }: Order, expanded: Expanded): readonly ContentProblem[] => [
  ...lintPlaceholders(expanded.text, expanded.placeOf, { ...declared, images, fields }),
  ...lintTags(expanded, { ...declared, images }),
  ...lintClosing(expanded),
  ...lintPlaceholders(envelope.subject, () => envelope.subjectAt, { variables: declared.variables, links: {}, fields }),
];

/** Puts the pictures into a template, which keeps its lines. */
function withImages(expanded: Expanded, images: Images): Expanded {
  const text = putImages(expanded.text, images);
  return { text, placeOf: (offset) => placeOfLine(expanded, text.slice(0, offset).split('\n').length) };
}

function checkCompiled(file: string, html: string, text: string): readonly ContentProblem[] {
  const missing = missingFromText(html, text);
  const present = placeholdersOf(html);
  const language = languageIn(html);
  return [
    ...(language === undefined || isLanguage(language)
      ? []
      : [{ file, what: `has a layout with lang="${language}".`, fix: LANGUAGE_FIX }]),
    ...OBLIGATORY.filter((path) => !present.has(path)).map((path) => ({
      file,
      what: `lacks {{${path}}}.`,
      fix: 'Every email needs it: put it into the layout.',
    })),
    ...(missing === undefined
      ? []
      : [{ file, what: `${missing} is lost in the text part.`, fix: 'Put it into text, or into the alt text of a picture.' }]),
    ...(Buffer.byteLength(html) <= LARGEST_HTML
      ? []
      : [
          { file, what: `is ${Math.ceil(Buffer.byteLength(html) / 1024)} KB of HTML.`, fix: 'Gmail clips it: stay below 90 KB.' },
        ]),
  ];
}

// One byte per character: a single curly quote would double an email's memory and halve the speed of rendering it.
const inAscii = (html: string): string => html.replace(/[^\p{ASCII}]/gu, (character) => `&#${character.codePointAt(0)};`);

function finish({ declared, envelope, attachments }: Order, compiled: string, text: string): CompiledVersion {
  const html = inAscii(withHoneypot(declared.language === undefined ? compiled : inLanguage(compiled, declared.language)));
  const { subject, preheader } = envelope;
  const used = placeholdersOf(html);
  const links = [...used].filter((path) => path.startsWith('links.')).map((path) => path.slice('links.'.length));
  const hash = createHash('sha256')
    .update(JSON.stringify([subject, preheader, html, text, ...attachments]))
    .digest('hex')
    .slice(0, 16);
  return { hash, subject, preheader, html, text, links: [...links, 'pixel'].sort() };
}

/** Compiles one version of an email, once for all leads, and makes sure that MJML loses nothing. */
export async function compileVersion(order: Order): Promise<Result> {
  const { expanded, problems } = putTogether(order);
  if (!expanded || problems.length > 0) return { problems };
  const found = lint(order, expanded);
  if (found.length > 0) return { problems: found };
  const shown = withImages(expanded, order.images);
  const { html, problems: refused } = await compileMjml(shown);
  if (refused.length > 0) return { problems: refused };
  const lost = findLost(shown, html);
  if (lost) return { problems: [lost] };
  const text = textPart(html);
  const wrong = checkCompiled(order.source.file, html, text);
  return wrong.length > 0 ? { problems: wrong } : { version: finish(order, html, text), images: imagesIn(expanded.text) };
}
