import Handlebars from 'handlebars';

type Node = hbs.AST.Node;

/** An element of a template, in the order of the source. */
export type TemplateEvent =
  | { readonly type: 'value'; readonly path: string; readonly offset: number }
  | { readonly type: 'open'; readonly helper: string; readonly path: string; readonly offset: number }
  | { readonly type: 'else' }
  | { readonly type: 'close' }
  | {
      readonly type: 'partial';
      readonly name: string;
      readonly values: ReadonlyMap<string, string>;
      readonly offset: number;
      readonly end: number;
    }
  | { readonly type: 'comment'; readonly offset: number; readonly end: number }
  | { readonly type: 'unsupported'; readonly what: string; readonly offset: number };

/** The template can't be parsed. `line` counts from 1 in the given text. */
export class TemplateSyntaxError extends Error {
  readonly line: number;
  readonly fix: string;
  constructor(line: number, message: string, fix: string) {
    super(message);
    this.name = 'TemplateSyntaxError';
    this.line = line;
    this.fix = fix;
  }
}

/** What helps, by how the parser's message ends. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/got 'EOF'|doesn't match/, 'Close every {{#if}} with {{/if}}, in the same file.'],
  [
    /got '(?:OPEN_ENDBLOCK|INVERSE|OPEN_INVERSE|OPEN_INVERSE_CHAIN)'/,
    'Open it with {{#if name}} before, in the same file, or drop it.',
  ],
  [/(?:)/, 'Write {{name}}: one name, with two braces on each side.'],
];

const is = <T extends Node>(node: Node, type: string): node is T => node.type === type;

function parse(text: string): hbs.AST.Program {
  try {
    return Handlebars.parseWithoutProcessing(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, fix = ''] = remedies.find(([ends]) => ends.test(message)) ?? [];
    const line = /line (\d+)/.exec(message) ?? / - (\d+):\d+$/.exec(message);
    throw new TemplateSyntaxError(Number(line?.[1] ?? 1), message.split('\n').slice(0, 3).join(' ').trim(), fix);
  }
}

function stringValues(hash: hbs.AST.Hash | undefined): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  for (const { key, value } of hash?.pairs ?? []) {
    if (!is<hbs.AST.StringLiteral>(value, 'StringLiteral')) return undefined;
    values.set(key, value.value);
  }
  return values;
}

/**
 * Reads a template. A content may use values, `if`, `unless`, and partials with quoted values; everything else is `unsupported`.
 * @throws TemplateSyntaxError
 */
export function templateEvents(text: string): readonly TemplateEvent[] {
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  const offsetOf = ({ line, column }: hbs.AST.Position): number => (lineStarts[line - 1] ?? 0) + column;
  const events: TemplateEvent[] = [];

  const visit = (node: Node): void => {
    const offset = offsetOf(node.loc.start);
    const end = offsetOf(node.loc.end);
    const unsupported = (what: string): void => void events.push({ type: 'unsupported', what, offset });
    if (is<hbs.AST.ContentStatement>(node, 'ContentStatement')) return;
    if (is<hbs.AST.CommentStatement>(node, 'CommentStatement')) return void events.push({ type: 'comment', offset, end });
    if (is<hbs.AST.MustacheStatement>(node, 'MustacheStatement')) {
      if (!node.escaped || !is<hbs.AST.PathExpression>(node.path, 'PathExpression')) return unsupported(text.slice(offset, end));
      if (node.params.length > 0 || node.hash) return unsupported(text.slice(offset, end));
      return void events.push({ type: 'value', path: node.path.original, offset });
    }
    if (is<hbs.AST.PartialStatement>(node, 'PartialStatement')) {
      const values = stringValues(node.hash);
      if (!values || node.params.length > 0 || !is<hbs.AST.PathExpression>(node.name, 'PathExpression'))
        return unsupported(text.slice(offset, end));
      return void events.push({ type: 'partial', name: node.name.original, values, offset, end });
    }
    if (is<hbs.AST.BlockStatement>(node, 'BlockStatement')) {
      const [path] = node.params;
      const helper = node.path.original;
      if (
        (helper !== 'if' && helper !== 'unless') ||
        node.params.length !== 1 ||
        node.hash ||
        !path ||
        !is<hbs.AST.PathExpression>(path, 'PathExpression')
      ) {
        return unsupported(`{{#${helper} …}}`);
      }
      events.push({ type: 'open', helper, path: path.original, offset });
      node.program.body.forEach(visit);
      if (node.inverse) {
        events.push({ type: 'else' });
        node.inverse.body.forEach(visit);
      }
      return void events.push({ type: 'close' });
    }
    unsupported(text.slice(offset, end).slice(0, 60));
  };
  parse(text).body.forEach(visit);
  return events;
}
