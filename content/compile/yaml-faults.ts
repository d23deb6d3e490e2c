import { isAlias, isScalar, visit, type Document } from 'yaml';
import { commentsBehindValues } from './yaml-text.ts';

/** What YAML would read differently from how it was written. */
export interface YamlFault {
  readonly offset: number;
  readonly what: string;
  readonly fix: string;
}

const QUOTE = 'Put the whole value into quotes.';
/** Escapes that double quotes turn into other characters, such as a tab. Only the plain ones are certainly intended. */
const ESCAPE = /\\(?:\\|"|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})|(\\)/gi;

/** Finds what YAML would read as something other than text. */
function riddles(document: Document, text: string): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Node: (_, node) => {
      const [offset, end] = node.range ?? [0, 0];
      const fault = (what: string, fix = QUOTE): void => void faults.push({ offset, what, fix });
      if (isAlias(node)) return fault(`has "*${node.source}", which YAML reads as a reference.`);
      if (node.anchor !== undefined) fault(`has "&${node.anchor}", which YAML reads as a name.`);
      if (node.tag !== undefined) fault(`has "${node.tag}", which YAML reads as a type.`);
      if (isScalar(node) && node.type === 'QUOTE_DOUBLE' && [...text.slice(offset, end).matchAll(ESCAPE)].some(([, odd]) => odd))
        fault('has a backslash, which means something else in double quotes.', 'Put the value into single quotes.');
    },
  });
  return faults;
}

/** YAML's own errors, and everything that it would read differently from how it was written. */
export const yamlFaults = (document: Document, text: string): YamlFault[] => [
  ...[...document.errors, ...document.warnings].map(({ pos: [offset], message }) => ({
    offset,
    what: `isn't valid YAML: ${message.split('\n')[0] ?? ''}`,
    fix: 'Put values with a colon, a quote or a brace into quotes.',
  })),
  ...commentsBehindValues(text).map(({ offset, comment }) => ({
    offset,
    what: `has "${comment}", which YAML reads as a comment.`,
    fix: 'Put the whole value into quotes. Write comments only at the start of a line.',
  })),
  ...riddles(document, text),
];
