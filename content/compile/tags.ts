/** A tag of MJML or HTML, with its attributes in order. */
export interface Tag {
  /** In lower case. */
  readonly name: string;
  readonly text: string;
  readonly offset: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly isSelfClosing: boolean;
}

// A `>` inside quotes does not end a tag; an unclosed quote must not hide one.
const TAG = /<([a-z][\w-]*)(?:"[^"]*"|'[^']*'|[^>"'])*>|<([a-z][\w-]*)[^>]*>/gi;
const ATTRIBUTE = /([a-z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

function tagOf(match: RegExpExecArray): Tag {
  const [text, name = match[2] ?? ''] = match;
  const attributes = [...text.matchAll(ATTRIBUTE)].map(
    ([, key = '', double, single, bare]) => [key.toLowerCase(), double ?? single ?? bare ?? ''] as const,
  );
  // As in HTML, the first of two attributes with one name wins.
  return {
    name: name.toLowerCase(),
    text,
    offset: match.index,
    attributes: new Map(attributes.reverse()),
    isSelfClosing: text.endsWith('/>'),
  };
}

/** The opening tags of a text. */
export const tagsOf = (text: string): readonly Tag[] => [...text.matchAll(TAG)].map(tagOf);

/** A text with each opening tag changed. */
export function mapTags(text: string, change: (tag: Tag) => string): string {
  let done = 0;
  let changed = '';
  for (const tag of tagsOf(text)) {
    changed += text.slice(done, tag.offset) + change(tag);
    done = tag.offset + tag.text.length;
  }
  return changed + text.slice(done);
}

/** The text between the tags. */
export const withoutTags = (text: string): string => mapTags(text, () => ' ');

/** A tag with the value of one of its attributes changed. */
export const withAttribute = ({ text }: Tag, name: string, change: (value: string) => string): string =>
  text.replaceAll(ATTRIBUTE, (whole, key: string, double?: string, single?: string, bare?: string) =>
    key.toLowerCase() === name ? `${key}="${change(double ?? single ?? bare ?? '')}"` : whole,
  );

/** A tag with attributes that it doesn't have yet. */
export function withMissing({ text, name, attributes }: Tag, wanted: Readonly<Record<string, string | undefined>>): string {
  const missing = Object.entries(wanted).filter(([key, value]) => value !== undefined && !attributes.has(key));
  const added = missing.map(([key, value]) => ` ${key}="${value}"`).join('');
  return `${text.slice(0, name.length + 1)}${added}${text.slice(name.length + 1)}`;
}
