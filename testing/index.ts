/** What an app tests its programs with: stories under a virtual clock, on the real workflow code and a real Postgres. */
export { beginStory, type Story } from './story.ts';
export type { StoryOptions } from './story-options.ts';
export type { Person } from './person.ts';
export type { LeadCells } from './lead-cells.ts';
export type { RequestOptions, ReceivedEmail, World } from './world.ts';
export type { Caller } from './caller.ts';
export { loadBundle, VirtualEngine, type EngineOptions, type WorkflowBundle } from './engine.ts';
export { quietReplays, replayAll, ReplayFailed, type HistoryToReplay } from './replay.ts';
