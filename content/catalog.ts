import type { catalog, ContentId } from './catalog.gen.ts';
import type { VariableKind, VariableTypes } from './entry.ts';

export type { ContentId } from './catalog.gen.ts';

type NoVariables = Record<string, never>;

type Values<V extends Readonly<Record<string, VariableKind>>> = keyof V extends never
  ? NoVariables
  : { readonly [K in keyof V]: VariableTypes[V[K]] };

/** The variables that a program must pass to a content, as its front matter declares them. */
export type VariablesOf<Id extends ContentId> = Values<(typeof catalog)[Id]['variables']>;

/** The arguments after the id: none for a content without variables, else exactly its variables. */
export type VariableArguments<Id extends ContentId> = keyof (typeof catalog)[Id]['variables'] extends never
  ? []
  : [variables: VariablesOf<Id>];

/** The names of a content's own links. @public for stories */
export type LinkOf<Id extends ContentId> = keyof (typeof catalog)[Id]['links'] & string;

/** What a content must reach, as a union of engagement kinds. */
export type GoalOf<Id extends ContentId> = (typeof catalog)[Id]['goal'][number];
