/** What an app tests its programs with: stories under a virtual clock, on the real workflow code and a real Postgres. */
export { beginStory, type Story } from './story.ts';
export type { StoryOptions } from './story-options.ts';
export type { RequestOptions, LeadCells, ReceivedEmail, Person, World } from './person.ts';
export type { Caller } from './caller.ts';
export { loadBundle, VirtualEngine, type EngineOptions, type WorkflowBundle } from './engine.ts';
export { quietReplays, replayAll, ReplayFailed, type HistoryToReplay } from './replay.ts';
