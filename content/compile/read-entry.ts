import { engagementKinds, type EngagementKind } from '../../domain/engagement.ts';
import { personas as allPersonas, type Persona } from '../../domain/persona.ts';
import { suggestion } from '../did-you-mean.ts';
import { funnelPositions, senders, variableKinds, type ContentEntry, type VariableKind } from '../entry.ts';
import { standardPlaceholders } from '../standard-values.ts';
import { readFrontMatter, shown, type FrontMatter } from './front-matter.ts';
import type { ContentProblem } from './problem.ts';
import type { EmailSource } from './read-sources.ts';
import { readLinks } from './read-links.ts';

/** What the subject line and the preview beside it say, and where that stands. */
export interface Envelope {
  readonly subject: string;
  readonly preheader: string;
  readonly subjectAt: { readonly file: string; readonly line: number };
  readonly preheaderAt: { readonly file: string; readonly line: number };
}

export type Declared = Omit<ContentEntry, 'versions'>;

const required = ['topic', 'track', 'position', 'goal', 'callToAction', 'from', 'subject', 'preheader'] as const;
const known = [...required, 'personas', 'spare', 'variables', 'links'];
const overridable = ['subject', 'preheader'];
const personas = Object.keys(allPersonas).filter((one): one is Persona => Object.hasOwn(allPersonas, one));
/** Only what a person does on purpose can be a goal; an open is not. */
const goals = Object.keys(engagementKinds).filter((kind): kind is EngagementKind =>
  Object.entries(engagementKinds).some(([name, { human }]) => name === kind && human),
);

const readVariables = (matter: FrontMatter): Readonly<Record<string, VariableKind>> => {
  const variables: Record<string, VariableKind> = {};
  const taken = new Set(['links', 'pixel', ...Object.keys(standardPlaceholders).map((path) => path.split('.')[0])]);
  for (const [name, kind] of Object.entries(matter.map('variables'))) {
    const found = variableKinds.find((one) => one === kind);
    if (!/^[a-z][A-Za-z0-9]*$/.test(name) || taken.has(name)) {
      matter.complain(
        'variables',
        `"${name}" can't be the name of a variable.`,
        'Use letters and digits; lead, rep, sender, links and pixel are taken.',
      );
    } else if (found) variables[name] = found;
    else matter.complain('variables', `Variable "${name}" is of type "${shown(kind)}".`, suggestion(shown(kind), variableKinds));
  }
  return variables;
};

const at = (matter: FrontMatter, source: EmailSource, key: string) => ({ file: source.file, line: matter.line(key) });

/** The front matter of a content's default version. */
export const readEntry = (
  source: EmailSource,
): { declared: Declared; envelope: Envelope; problems: readonly ContentProblem[] } | { problems: readonly ContentProblem[] } => {
  const matter = readFrontMatter(source, known);
  const [topic, track, callToAction, subject, preheader] = (
    ['topic', 'track', 'callToAction', 'subject', 'preheader'] as const
  ).map((key) => matter.text(key));
  const position = matter.oneOf('position', funnelPositions);
  const from = matter.oneOf('from', senders);
  const goal = matter.listOf('goal', goals);
  const forPersonas = matter.raw('personas') === undefined ? personas : matter.listOf('personas', personas);
  const declared = { spare: matter.flag('spare'), variables: readVariables(matter), links: readLinks(matter) };
  const { problems } = matter;
  if (!topic || !track || !callToAction || !subject || !preheader || !position || !from || !goal || !forPersonas)
    return { problems };
  return {
    declared: { topic, track, position, goal, callToAction, personas: forPersonas, from, ...declared },
    envelope: { subject, preheader, subjectAt: at(matter, source, 'subject'), preheaderAt: at(matter, source, 'preheader') },
    problems,
  };
};

/** The front matter of a persona's version: what it says otherwise than the default. */
export const readOverrides = (
  source: EmailSource,
  base: Envelope,
): { envelope: Envelope; problems: readonly ContentProblem[] } => {
  const matter = readFrontMatter(source, overridable);
  const has = (key: string): boolean => matter.raw(key) !== undefined;
  return {
    envelope: {
      ...base,
      ...(has('subject') && { subject: matter.text('subject') ?? base.subject, subjectAt: at(matter, source, 'subject') }),
      ...(has('preheader') && {
        preheader: matter.text('preheader') ?? base.preheader,
        preheaderAt: at(matter, source, 'preheader'),
      }),
    },
    problems: matter.problems,
  };
};
