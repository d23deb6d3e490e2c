export { defineTrellis } from './define-trellis.ts';
export type { AppDefinition, Sender } from './app.ts';
