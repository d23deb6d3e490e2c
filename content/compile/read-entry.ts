import { funnelPositions, type EngagementKind } from '../../domain/scoring/engagement.ts';
import type { Persona } from '../../domain/people/persona.ts';
import { hasEntity } from '../allowed-url.ts';
import type { CompiledAttachment } from '../compiled-format.ts';
import { suggestion } from '../../domain/text/did-you-mean.ts';
import { own } from '../../domain/text/own.ts';
import { senders, variableKinds, type AbTest, type ContentEntry, type VariableKind } from '../entry.ts';
import { standardPlaceholders } from '../standard-values.ts';
import { readFrontMatter, shown, type FrontMatter } from './front-matter.ts';
import { readImages, type Images } from './images.ts';
import { readLanguage } from './language.ts';
import { readAttachments } from './read-attachments.ts';
import type { ContentProblem } from './problem.ts';
import type { EmailSource, Sources, Words } from './read-sources.ts';
import { readLinks } from './read-links.ts';

/** The subject line and the preheader, and their places in the source. */
export interface Envelope {
  readonly subject: string;
  readonly preheader: string;
  readonly subjectAt: { readonly file: string; readonly line: number };
  readonly preheaderAt: { readonly file: string; readonly line: number };
}

export type Declared = Omit<ContentEntry, 'versions'>;

/** The keys whose value is the author's own words; every other value names something that exists. */
const ownWords = ['topic', 'callToAction', 'subject', 'subjectB', 'preheader'] as const;
const texts = [...ownWords, 'track'] as const;
export const ofContent = {
  ownWords,
  known: [
    ...texts,
    'language',
    'position',
    'goal',
    'from',
    'personas',
    'spare',
    'subjectTest',
    'variables',
    'links',
    'images',
    'attachments',
  ],
  texts,
};
const ofVersion = { known: ['subject', 'preheader'], texts };
const ofVersionB = { known: [...ofVersion.known, 'layout'], texts };
/** Only what a person does on purpose can be a goal, so an open can't. */
const goalsIn = ({ engagements }: Words): EngagementKind[] =>
  Object.entries(engagements).flatMap(([kind, { human }]) => (human ? [kind as EngagementKind] : []));

function readVariables(matter: FrontMatter): Readonly<Record<string, VariableKind>> {
  const variables: Record<string, VariableKind> = {};
  const taken = new Set([
    'links',
    'pixel',
    'images',
    'pictures',
    ...Object.keys(standardPlaceholders).map((path) => path.split('.')[0]),
  ]);
  for (const [name, kind] of Object.entries(matter.map('variables'))) {
    const found = variableKinds.find((one) => one === kind);
    if (!/^[a-z][A-Za-z0-9]*$/.test(name) || taken.has(name))
      matter.complain(
        'variables',
        `"${name}" can't be the name of a variable.`,
        'Use letters and digits; lead, rep, sender, links, images, pictures and pixel are reserved.',
        name,
      );
    if (found) variables[name] = found;
    else
      matter.complain(
        'variables',
        `Variable "${name}" has the type "${shown(kind)}".`,
        suggestion(shown(kind), variableKinds),
        name,
      );
  }
  return variables;
}

/** A text that goes into the email as it is. */
function plainText(matter: FrontMatter, key: 'subject' | 'subjectB' | 'preheader'): string | undefined {
  const text = matter.text(key);
  if (text === undefined || !hasEntity(text)) return text;
  matter.complain(key, `${key} holds an HTML entity.`, 'It is plain text: write the character itself, such as & for &amp;.');
  return undefined;
}

/** The limits of what a test may say, and what it says by default. */
const testNumbers = { percent: [1, 99, 50], atLeast: [30, 1_000_000, 200] } as const;

/** The second version of an email, and how it is tested. @param second its file, if it has one */
function readTest(
  matter: FrontMatter,
  second: VersionB | undefined,
): (Omit<AbTest, 'subject'> & { readonly subject?: string }) | undefined {
  const test = matter.map('subjectTest');
  const keys = Object.keys(testNumbers);
  for (const unknown of Object.keys(test).filter((name) => !keys.includes(name)))
    matter.complain('subjectTest', `doesn't know "${unknown}".`, suggestion(unknown, keys), unknown);
  const numberIn = (name: keyof typeof testNumbers): number => {
    const [least, most, usual] = testNumbers[name];
    const said = Number(own(test, name) ?? usual);
    if (!Number.isInteger(said) || said < least || said > most) {
      const fix = `Write a whole number, such as "${name}: ${usual}".`;
      matter.complain('subjectTest', `${name} is not from ${least} to ${most}.`, fix, name);
    }
    return said;
  };
  const numbers = { percent: numberIn('percent'), atLeast: numberIn('atLeast') };
  if (second) {
    if (matter.has('subjectB'))
      matter.complain('subjectB', `there is a second version, too: ${second.file}.`, 'Test one thing: delete one of them.');
    return { of: second.layout === undefined || second.hasBody ? 'text' : 'format', subject: second.own.subject, ...numbers };
  }
  if (matter.has('subjectTest') && !matter.has('subjectB'))
    matter.complain('subjectTest', 'subjectTest has no second subject.', 'Add a line "subjectB: …".');
  const subject = matter.has('subjectB') ? plainText(matter, 'subjectB') : undefined;
  return subject === undefined ? undefined : { of: 'subject', subject, ...numbers };
}

const at = (matter: FrontMatter, source: EmailSource, key: string) => ({ file: source.file, line: matter.line(key) });

/** The front matter of a content. */
interface Entry {
  readonly declared: Declared;
  readonly envelope: Envelope;
  readonly images: Images;
  readonly attachments: readonly CompiledAttachment[];
  readonly problems: readonly ContentProblem[];
}

/** Reads what every content says about itself. */
export function readDeclared(matter: FrontMatter, words: Words, variables = readVariables(matter)): Declared | undefined {
  const [topic, callToAction] = (['topic', 'callToAction'] as const).map((key) => matter.text(key));
  const track = matter.oneOf('track', words.tracks);
  const position = matter.oneOf('position', funnelPositions);
  const from = matter.oneOf('from', senders);
  const goal = matter.listOf('goal', goalsIn(words));
  const everybody = Object.keys(words.personas) as Persona[];
  const personas = matter.has('personas') ? matter.listOf('personas', everybody) : everybody;
  const language = readLanguage(matter);
  const rest = { spare: matter.flag('spare'), variables, links: readLinks(matter, words), ...(language && { language }) };
  if (!topic || !track || !callToAction || !position || !from || !goal || !personas) return undefined;
  return { topic, track, position, goal, callToAction, personas, from, ...rest };
}

/** Reads the front matter of a content's default version. */
export function readEntry(
  source: EmailSource,
  { files, words }: Pick<Sources, 'files' | 'words'>,
  second?: VersionB,
): Entry | { problems: readonly ContentProblem[] } {
  const matter = readFrontMatter(source, ofContent);
  const [subject, preheader] = [plainText(matter, 'subject'), plainText(matter, 'preheader')];
  const test = readTest(matter, second);
  const variables = readVariables(matter);
  const declared = readDeclared(matter, words, variables);
  const images = readImages(matter, files);
  const attachments = readAttachments(matter, source.file, { files, variables });
  const { problems } = matter;
  if (!declared || !subject || !preheader) return { problems };
  return {
    declared: { ...declared, abTest: test && { ...test, subject: test.subject ?? subject } },
    envelope: { subject, preheader, subjectAt: at(matter, source, 'subject'), preheaderAt: at(matter, source, 'preheader') },
    images,
    attachments,
    problems,
  };
}

/** The file of a second version, which is tested. */
export interface VersionB {
  readonly file: string;
  /** What differs from the default version. */
  readonly own: Partial<Envelope>;
  /** The partial `layout-NAME` around its body; undefined for the one of the default version. */
  readonly layout: string | undefined;
  /** Without a body of its own, it has that of the default version. */
  readonly hasBody: boolean;
  readonly problems: readonly ContentProblem[];
}

/** Reads the front matter of a second version. */
export function readVersionB(source: EmailSource): VersionB {
  const { file } = source;
  const matter = readFrontMatter(source, ofVersionB);
  const layout = matter.has('layout') ? matter.text('layout') : undefined;
  return { file, own: overridesIn(matter, source), layout, hasBody: source.body.trim() !== '', problems: matter.problems };
}

/** Reads the front matter of a persona's version: what differs from the default. */
export function readOverrides(source: EmailSource): { own: Partial<Envelope>; problems: readonly ContentProblem[] } {
  const matter = readFrontMatter(source, ofVersion);
  return { own: overridesIn(matter, source), problems: matter.problems };
}

function overridesIn(matter: FrontMatter, source: EmailSource): Partial<Envelope> {
  const [subject, preheader] = (['subject', 'preheader'] as const).map((key) =>
    matter.has(key) ? plainText(matter, key) : undefined,
  );
  return {
    ...(subject !== undefined && { subject, subjectAt: at(matter, source, 'subject') }),
    ...(preheader !== undefined && { preheader, preheaderAt: at(matter, source, 'preheader') }),
  };
}
