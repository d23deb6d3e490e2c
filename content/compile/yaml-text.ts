import { CST, Lexer } from 'yaml';

/** `key: value` on a line of its own; not quoted, not a block (`|`, `>`), not continued on an indented line. */
const PLAIN = /^([A-Za-z]+):[ \t]+(?![ \t"']|[|>][-+\d]*[ \t]*$)(.*\S)[ \t]*$(?!\n(?:[ \t]*\n)*[ \t]+\S)/gm;
/** A hash that stands alone begins a comment, even to people. `#1` is text. */
const COMMENT = /(?:^|\s)#(?:\s|$)/;

/**
 * A YAML block in which the values of some keys are texts: what stands behind the colon is the value, whatever YAML would make
 * of a `#`, a colon, a star or a brace in it. What is quoted, or goes on below, is left to YAML.
 */
export const withPlainTexts = (yaml: string, keys: readonly string[]): string =>
  yaml.replace(PLAIN, (line, key: string, value: string) =>
    keys.includes(key) && !COMMENT.test(value) ? `${key}: '${value.replaceAll("'", "''")}'` : line,
  );

interface Comment {
  readonly offset: number;
  readonly comment: string;
}

/** Everything that YAML drops as a comment, unless its line begins with it. */
export const commentsBehindValues = (yaml: string): readonly Comment[] => {
  const found: Comment[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(yaml)) {
    // The marks of the lexer stand for nothing in the source.
    const type = isScalar ? 'scalar' : CST.tokenType(lexeme);
    isScalar = lexeme === CST.SCALAR;
    if (isScalar || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END) continue;
    if (type === 'comment' && offset > 0 && yaml[offset - 1] !== '\n') found.push({ offset, comment: lexeme });
    offset += lexeme.length;
  }
  return found;
};
