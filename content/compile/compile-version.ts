import { createHash } from 'node:crypto';
import mjml2html from 'mjml';
import type { CompiledVersion } from '../compiled-format.ts';
import { expand, type Expanded, type Partial } from './expand.ts';
import { findLost } from './find-lost.ts';
import { withHoneypot } from './honeypot.ts';
import { lintPlaceholders, placeholdersOf } from './lint-placeholders.ts';
import { lintTags } from './lint-tags.ts';
import type { ContentProblem } from './problem.ts';
import type { Declared, Envelope } from './read-entry.ts';
import type { EmailSource, SourceFile } from './read-sources.ts';
import { TemplateSyntaxError } from './template-events.ts';
import { missingFromText, textPart } from './text-part.ts';

/** Gmail clips a mail at about 102 KB; the values that are filled in need room as well. */
const LARGEST_HTML = 90 * 1024;

/** What every mail must show, whoever sends it. */
const OBLIGATORY = ['sender.address', 'links.unsubscribe', 'pixel'];

interface Order {
  readonly source: EmailSource;
  readonly declared: Declared;
  readonly envelope: Envelope;
  readonly partials: ReadonlyMap<string, SourceFile>;
}

type Result = { readonly version: CompiledVersion } | { readonly problems: readonly ContentProblem[] };

/** A text as it stands in HTML; what is in a placeholder stays. */
const asHtml = (text: string): string =>
  text.replaceAll(/\{\{[^}]*\}\}|[&<>]/g, (one) => (one.length > 1 ? one : `&#${one.charCodeAt(0)};`));

const putTogether = ({
  source,
  declared,
  envelope,
  partials,
}: Order): { expanded?: Expanded; problems: readonly ContentProblem[] } => {
  const all = new Map<string, Partial>([...partials].map(([name, { file, text }]) => [name, { text, place: { file, line: 1 } }]));
  all.set('body', { text: source.body, place: { file: source.file, line: source.bodyLine }, ownLines: true });
  all.set('preheader', { text: asHtml(envelope.preheader), place: envelope.preheaderAt });
  const layout = all.get(`layout-${declared.from}`);
  if (!layout)
    return {
      problems: [{ file: `partials/layout-${declared.from}.mjml`, what: 'is missing.', fix: 'Every mail stands in it.' }],
    };
  return expand(layout, all);
};

const lint = ({ declared, envelope }: Order, expanded: Expanded): readonly ContentProblem[] => [
  ...lintPlaceholders(expanded.text, expanded.placeOf, declared),
  ...lintTags(expanded, declared.variables),
  ...lintPlaceholders(envelope.subject, () => envelope.subjectAt, { variables: declared.variables, links: {} }),
];

const compileMjml = async (expanded: Expanded): Promise<{ html: string; problems: readonly ContentProblem[] }> => {
  const { html, errors } = await mjml2html(expanded.text, { validationLevel: 'soft', keepComments: false, ignoreIncludes: true });
  const lines = expanded.text.split('\n');
  const offsetOf = (line: number): number => lines.slice(0, line - 1).join('\n').length + 1;
  return {
    // MJML indents its output: half of a mail would be blanks.
    html: html.replace(/\s*\n\s*/g, '\n').trim() + '\n',
    problems: errors.map(({ line, message }) => ({
      ...expanded.placeOf(offsetOf(line)),
      what: `${message}.`,
      fix: 'See documentation.mjml.io.',
    })),
  };
};

const checkCompiled = (file: string, html: string, text: string): readonly ContentProblem[] => {
  const body = html.slice(html.indexOf('<body')).replace(/<div class="html-only"[\s\S]*?<\/div>/g, '');
  const missing = missingFromText(body, text);
  const present = placeholdersOf(html);
  return [
    ...OBLIGATORY.filter((path) => !present.has(path)).map((path) => ({
      file,
      what: `lacks {{${path}}}.`,
      fix: 'The law asks for it: put it into the layout.',
    })),
    ...(missing === undefined
      ? []
      : [{ file, what: `${missing} is lost in the text part.`, fix: 'Put it into text, not only into an image.' }]),
    ...(Buffer.byteLength(html) <= LARGEST_HTML
      ? []
      : [
          { file, what: `is ${Math.ceil(Buffer.byteLength(html) / 1024)} KB of HTML.`, fix: 'Gmail clips it: stay below 90 KB.' },
        ]),
  ];
};

// One byte a character: a single curly quote would double the memory of a mail and halve the speed of rendering it.
const inAscii = (html: string): string => html.replace(/[^\p{ASCII}]/gu, (character) => `&#${character.codePointAt(0)};`);

const finish = (envelope: Envelope, compiled: string, text: string): CompiledVersion => {
  const html = inAscii(withHoneypot(compiled));
  const { subject, preheader } = envelope;
  const used = placeholdersOf(html);
  const links = [...used].filter((path) => path.startsWith('links.')).map((path) => path.slice('links.'.length));
  const hash = createHash('sha256')
    .update(JSON.stringify([subject, preheader, html, text]))
    .digest('hex')
    .slice(0, 16);
  return { hash, subject, preheader, html, text, links: [...links, 'pixel'].sort() };
};

const compileChecked = async (order: Order): Promise<Result> => {
  const { expanded, problems } = putTogether(order);
  if (!expanded || problems.length > 0) return { problems };
  const found = lint(order, expanded);
  if (found.length > 0) return { problems: found };
  const { html, problems: refused } = await compileMjml(expanded);
  const lost = findLost(expanded, html);
  if (refused.length > 0 || lost) return { problems: [...refused, ...(lost ? [lost] : [])] };
  const text = textPart(html);
  const wrong = checkCompiled(order.source.file, html, text);
  return wrong.length > 0 ? { problems: wrong } : { version: finish(order.envelope, html, text) };
};

/** Compiles one version of an email: MJML once, with the placeholders in place, and nothing lost on the way. */
export const compileVersion = async (order: Order): Promise<Result> => {
  try {
    return await compileChecked(order);
  } catch (error) {
    // Layout, body and preheader have been parsed before, with their own lines: it is the subject.
    if (!(error instanceof TemplateSyntaxError)) throw error;
    return { problems: [{ ...order.envelope.subjectAt, what: error.message, fix: 'Close every {{#if}} with {{/if}}.' }] };
  }
};
