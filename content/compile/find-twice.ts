import type { CompiledEmail } from './compile-emails.ts';
import type { ContentProblem } from './problem.ts';

/** Names that two contents of different channels have. */
export const findTwice = (contents: readonly CompiledEmail[]): ContentProblem[] =>
  [...Map.groupBy(contents, ({ id }) => id)].flatMap(([id, same]) =>
    same.length < 2
      ? []
      : [
          {
            file: id,
            what: `is a name used by several channels: ${same.map(({ entry }) => entry.channel ?? 'email').join(' and ')}.`,
            fix: 'Rename all but one: programs, stories and reports identify content by its name.',
          },
        ],
  );
