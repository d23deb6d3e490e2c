import { encodedUrl } from '../allowed-url.ts';
import type { Expanded, Place } from './expand.ts';
import { addressInAttribute, imageName, type Images } from './images.ts';
import type { ContentProblem } from './problem.ts';
import type { Declared } from './read-entry.ts';
import { tagsOf, withAttribute, withoutTags, type Tag } from './tags.ts';

interface Known {
  readonly variables: Declared['variables'];
  readonly images: Images;
  /** The attributes that `<mj-class name="…">` gives to the tags that name it. */
  readonly classes: ReadonlyMap<string, Tag>;
}

interface Complaint {
  readonly what: string;
  readonly fix: string;
}

/** Tags that mail programs don't show, or that would not do what they seem to. */
const refused: Readonly<Record<string, string>> = {
  'mj-carousel': 'Most mail programs show only its first picture: put the pictures below each other.',
  'mj-include': 'Write {{> name}} for the partial partials/name.mjml.',
  ...Object.fromEntries(
    ['script', 'iframe', 'form', 'object', 'embed', 'video', 'audio', 'base', 'svg'].map((name) => [
      name,
      'Mail programs remove it: link to a page instead.',
    ]),
  ),
};

/** MJML turns these into a share URL that contains the lead's own link: other people's clicks would count as the lead's. */
const sharing = ['facebook', 'twitter', 'x', 'google', 'pinterest', 'linkedin', 'tumblr', 'xing'];

const placeholder = (value: string): string | undefined => /^\{\{([\w.]+)\}\}$/.exec(value)?.[1];
const isUrlVariable = (value: string, { variables }: Known): boolean => variables[placeholder(value) ?? ''] === 'url';

const MAILTO = /^mailto:[^\s@?&{}]+@[^\s@?&{}]+(?:\?[^\s{}]*)?$/i;
const TEL = /^tel:(?:\+?[\d().;=a-z-]+|\{\{rep\.phone\}\})$/i;

function lintLink(value: string, known: Known, tag: Tag): Complaint | undefined {
  if (tag.name === 'mj-font' || tag.name === 'link') {
    const isAddress = encodedUrl(addressInAttribute(value)) !== undefined;
    return isAddress ? undefined : { what: `href="${value}" isn't an address.`, fix: 'Give a full https:// address.' };
  }
  if (/^mailto:/i.test(value))
    return MAILTO.test(value)
      ? undefined
      : { what: `href="${value}" isn't an email address.`, fix: 'Write mailto:name@example.com, with %20 for a space.' };
  if (/^tel:/i.test(value))
    return TEL.test(value) ? undefined : { what: `href="${value}" isn't a phone number.`, fix: 'Write tel:+14105550142.' };
  if (placeholder(value)?.startsWith('links.') || isUrlVariable(value, known)) return undefined;
  return { what: `href="${value}" isn't a declared link.`, fix: 'Declare it under links: and write {{links.<name>}}.' };
}

function lintPicture(attribute: string, value: string, known: Known): Complaint | undefined {
  const name = imageName(value);
  if (name !== undefined || value === '{{pixel}}' || isUrlVariable(value, known)) return undefined;
  const address = addressInAttribute(value);
  if (/\.svgz?(?:[?#]|$)/i.test(address))
    return { what: `${attribute}="${value}" is SVG.`, fix: 'Mail programs do not show it: make it a PNG.' };
  if (encodedUrl(address) !== undefined) return undefined;
  return {
    what: `${attribute}="${value}" isn't a picture.`,
    fix: 'Declare it under images: and write {{images.<name>}}, or give a full https:// address. A link used as a picture counts a click each time it is shown.',
  };
}

const lintPictures = (attribute: string, value: string, known: Known): Complaint | undefined =>
  value
    .split(/,\s+/)
    .map((candidate) => lintPicture(attribute, candidate.trim().split(/\s+/)[0] ?? '', known))
    .find((one) => one !== undefined);

type LintAttribute = (attribute: string, value: string, known: Known, tag: Tag) => Complaint | undefined;

const one: LintAttribute = (attribute, value, known) => lintPicture(attribute, value, known);
const never: LintAttribute = (attribute) => ({ what: `has the attribute ${attribute}.`, fix: 'Give each link its own href.' });
const words: LintAttribute = () => undefined;

/** Checks of attributes that contain a URL or words. In any other attribute, a placeholder can't be filled in safely. */
const attributes = new Map<string, LintAttribute>([
  ['href', (_, value, known, tag) => lintLink(value, known, tag)],
  ...['src', 'background', 'background-url', 'thumbnails-src', 'icon-wrapped-url', 'icon-unwrapped-url'].map(
    (name) => [name, one] as const,
  ),
  ['srcset', (attribute, value, known) => lintPictures(attribute, value, known)],
  ...['action', 'base-url', 'ping'].map((name) => [name, never] as const),
  ...['alt', 'title', 'aria-label'].map((name) => [name, words] as const),
]);

/** Whether a tag shows a picture without alt text, from the tag, its class, or images:. */
function lacksAlt(tag: Tag, { images, classes }: Known): boolean {
  const sources = [tag, ...(tag.attributes.get('mj-class') ?? '').split(/\s+/).flatMap((name) => classes.get(name) ?? [])];
  const valueOf = (name: string): string | undefined =>
    sources.map(({ attributes: given }) => given.get(name)).find((one) => one !== undefined);
  if (valueOf('alt') !== undefined) return false;
  if (tag.name === 'mj-social-element') return tag.isSelfClosing && valueOf('href') !== undefined;
  const src = valueOf('src');
  return (tag.name === 'mj-image' || tag.name === 'img') && src !== undefined && images[imageName(src) ?? '']?.alt === undefined;
}

function lintTag(tag: Tag, known: Known): Complaint[] {
  const because = Object.hasOwn(refused, tag.name) ? refused[tag.name] : undefined;
  if (because !== undefined) return [{ what: `<${tag.name}> can't be used in an email.`, fix: because }];
  const complaints: (Complaint | undefined)[] = [];
  let rest = tag.text;
  for (const [name, value] of tag.attributes) {
    const lint = attributes.get(name);
    if (!lint) continue;
    complaints.push(lint(name, value, known, tag));
    rest = withAttribute({ ...tag, text: rest }, name, () => '');
  }
  if (tag.name === 'mj-social-element' && tag.attributes.has('href') && sharing.includes(tag.attributes.get('name') ?? ''))
    complaints.push({
      what: `<mj-social-element name="${tag.attributes.get('name')}"> shares the personal link of the reader.`,
      fix: `Write name="${tag.attributes.get('name')}-noshare", and link to your page on that network.`,
    });
  if (lacksAlt(tag, known))
    complaints.push({
      what: `<${tag.name}> has no alt text.`,
      fix: 'Say what the picture shows: alt="…", here or under images:. Use alt="" for a mere ornament.',
    });
  if (rest.includes('{{'))
    complaints.push({
      what: `${tag.text} has a placeholder where it can't be filled in safely.`,
      fix: 'Use placeholders in text, href, src, alt and title.',
    });
  return complaints.filter((one) => one !== undefined);
}

/**
 * Finds faults in tags: a URL that isn't a checked link or picture (a placeholder there could become `javascript:`, and clicks on a
 * fixed URL aren't counted), or a placeholder in an attribute that doesn't contain words.
 */
export function lintTags({ text, placeOf }: Expanded, declared: Omit<Known, 'classes'>): readonly ContentProblem[] {
  const tags = tagsOf(text);
  const classes = tags.filter(({ name }) => name === 'mj-class').map((tag) => [tag.attributes.get('name') ?? '', tag] as const);
  const known = { ...declared, classes: new Map(classes) };
  const at = (place: Place, complaints: readonly Complaint[]) => complaints.map((complaint) => ({ ...place, ...complaint }));
  const stray = /\{\{images\.\w+\}\}/.exec(withoutTags(text))?.[0];
  return [
    ...tags.flatMap((tag) => at(placeOf(tag.offset), lintTag(tag, known))),
    ...(stray === undefined
      ? []
      : at(placeOf(text.indexOf(stray)), [{ what: `${stray} is in text.`, fix: 'Put it into src="…".' }])),
  ];
}
