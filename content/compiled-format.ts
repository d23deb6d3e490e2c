import type { Persona } from '../domain/people/persona.ts';
import type { ContentEntry } from './entry.ts';

/** One version of a content, ready to be filled in: four Handlebars templates with only placeholders and `if`. */
export interface CompiledVersion {
  /** Hash of the four templates and the attachments; saved with every touch, to know exactly what was sent. */
  readonly hash: string;
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  /** The links that it uses, including the standard ones. */
  readonly links: readonly string[];
}

/** A file of the app that is attached to an email. */
interface CompiledFile {
  readonly is: 'file';
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

/** An event made for each lead, which begins at a variable's instant. Title and location are templates. */
export interface CompiledEvent {
  readonly is: 'event';
  readonly name: string;
  readonly start: string;
  readonly minutes: number;
  readonly title: string;
  /** Empty for none. */
  readonly location: string;
}

export type CompiledAttachment = CompiledFile | CompiledEvent;

export type VersionName = 'default' | Persona;

export interface CompiledContent {
  /** Its front matter. */
  readonly entry: ContentEntry;
  /** The pictures to host for it: hosted name → file in the app. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly attachments: readonly CompiledAttachment[];
  /** In what the second version differs from the default one, while two are tested: its subject alone, or all of it. */
  readonly versionB?: Pick<CompiledVersion, 'hash' | 'subject'> & Partial<CompiledVersion>;
  readonly versions: Readonly<{ default: CompiledVersion } & Partial<Record<Persona, CompiledVersion>>>;
}

/** An app's `content.gen.json`: content id → its entry and versions. */
export type Compiled = Readonly<Record<string, CompiledContent>>;
