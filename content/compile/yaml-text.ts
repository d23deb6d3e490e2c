import { CST, Lexer } from 'yaml';

/** `key: value` on its own line, without quotes, a block (`|`, `>`) or an indented continuation. */
const PLAIN = /^([A-Za-z]+):[ \t]+(?![ \t"']|[|>][-+\d]*[ \t]*$)(.*\S)[ \t]*$(?!\n(?:[ \t]*\n)*[ \t]+\S)/gm;
/** A hash followed by a blank begins a comment, for people too. `#1` is text. */
const COMMENT = /(?:^|\s)#(?:\s|$)/;

/**
 * Quotes the values of some keys in a YAML block: the value is what follows the colon, whatever a `#`, a colon, a star or a brace in
 * it would mean to YAML. Quoted values, and those that continue below, stay as they are.
 */
export const withPlainTexts = (yaml: string, keys: readonly string[]): string =>
  yaml.replace(PLAIN, (line, key: string, value: string) =>
    keys.includes(key) && !COMMENT.test(value) ? `${key}: '${value.replaceAll("'", "''")}'` : line,
  );

interface Comment {
  readonly offset: number;
  readonly comment: string;
}

/** Everything that YAML drops as a comment, unless it begins its line. */
export function commentsBehindValues(yaml: string): readonly Comment[] {
  const found: Comment[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(yaml)) {
    // The lexer's own marks are not in the source.
    const type = isScalar ? 'scalar' : CST.tokenType(lexeme);
    isScalar = lexeme === CST.SCALAR;
    if (isScalar || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END) continue;
    if (type === 'comment' && offset > 0 && yaml[offset - 1] !== '\n') found.push({ offset, comment: lexeme });
    offset += lexeme.length;
  }
  return found;
}
