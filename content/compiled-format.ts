import type { Persona } from '../domain/persona.ts';
import type { VariableKind } from './entry.ts';

/** One version of a content, ready to be filled in: four Handlebars templates that hold placeholders and `if` only. */
export interface CompiledVersion {
  /** Of the four templates; kept with every touch, so that it can be said what exactly was sent. */
  readonly hash: string;
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  /** The links that it uses, the standard ones included. */
  readonly links: readonly string[];
}

export type VersionName = 'default' | Persona;

export interface CompiledContent {
  readonly variables: Readonly<Record<string, VariableKind>>;
  /** The pictures that we host for it: the name under which each is hosted → its file in the app. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly versions: Readonly<{ default: CompiledVersion } & Partial<Record<Persona, CompiledVersion>>>;
}

/** `content/compiled.gen.json`: content id → its versions. */
export type Compiled = Readonly<Record<string, CompiledContent>>;
