import type { Persona } from '../domain/people/persona.ts';
import type { ContentEntry } from './entry.ts';

/** One version of a content, ready to be filled in: four Handlebars templates that hold placeholders and `if` only. */
export interface CompiledVersion {
  /** Of the four templates and what is attached; kept with every touch, so that it can be said what exactly was sent. */
  readonly hash: string;
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  /** The links that it uses, the standard ones included. */
  readonly links: readonly string[];
}

/** A file of the app that a mail carries. */
interface CompiledFile {
  readonly is: 'file';
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

/** An event that is made for each lead: it begins at a variable's instant. Title and location are templates. */
export interface CompiledEvent {
  readonly is: 'event';
  readonly name: string;
  readonly start: string;
  readonly minutes: number;
  readonly title: string;
  /** Empty: none. */
  readonly location: string;
}

export type CompiledAttachment = CompiledFile | CompiledEvent;

export type VersionName = 'default' | Persona;

export interface CompiledContent {
  /** What its front matter says. */
  readonly entry: ContentEntry;
  /** The pictures that we host for it: the name under which each is hosted → its file in the app. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly attachments: readonly CompiledAttachment[];
  readonly versions: Readonly<{ default: CompiledVersion } & Partial<Record<Persona, CompiledVersion>>>;
}

/** An app's `content.gen.json`: content id → its entry and versions. */
export type Compiled = Readonly<Record<string, CompiledContent>>;
