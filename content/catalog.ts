import type { Channel } from '../domain/contact/suppression.ts';
import type { EngagementKind } from '../domain/scoring/engagement.ts';
import type { Moment } from '../domain/time/moment.ts';
import type { Register } from '../domain/register.ts';
import type { VariableKind, VariableTypes } from './entry.ts';

/** What the compiler knows about a content. */
interface ContentTypes {
  /** The channel by which it goes out; email if there is none. */
  readonly channel?: string;
  readonly goal: EngagementKind;
  readonly links: string;
  readonly variables: Readonly<Record<string, VariableKind>>;
}

/** The contents that the app has registered. */
type Contents = Register extends { contents: infer C extends Readonly<Record<keyof C, ContentTypes>> }
  ? C
  : Readonly<Record<string, ContentTypes>>;

/** The name of a content, which is one file in the app's folder of emails, or of texts. */
export type ContentId = Extract<keyof Contents, string>;

/** A program may pass a moment for an instant: the email shows the instant that the moment has when it is sent. */
type GivenAs = Omit<VariableTypes, 'instant'> & { instant: Moment };
/** A channel by which contents go out. An app that has registered no contents may name any. */
export type ContentChannel = string extends ContentId ? string : Channel;

/** The contents of a channel. An app that has registered none may name any. */
export type ContentOf<C extends ContentChannel> = string extends ContentId
  ? ContentId
  : { [Id in ContentId]: C extends ChannelOf<Contents[Id]> ? Id : never }[ContentId];

type ChannelOf<Types> = Types extends { readonly channel: infer C } ? C : 'email';

/** The variables that a program must pass to a content, as its front matter declares them. */
export type VariablesOf<Id extends ContentId> = {
  readonly [K in keyof Contents[Id]['variables']]: GivenAs[Extract<Contents[Id]['variables'][K], VariableKind>];
};

/** The arguments after the id: none for a content without variables, otherwise exactly its variables. */
export type VariableArguments<Id extends ContentId> = keyof Contents[Id]['variables'] extends never
  ? []
  : string extends keyof Contents[Id]['variables']
    ? [variables?: VariablesOf<Id>]
    : [variables: VariablesOf<Id>];

/** The names of a content's own links. @public for stories */
export type LinkOf<Id extends ContentId> = Contents[Id]['links'];

/** The goals of a content, as a union of engagement kinds. */
export type GoalOf<Id extends ContentId> = Contents[Id]['goal'];
