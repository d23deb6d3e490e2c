import type { AppDefinition } from './app.ts';

/**
 * Describes an app; the default export of its `trellis.config.ts`.
 * @example
 * export default defineTrellis({
 *   dir: import.meta.dirname,
 *   programs: [welcome],
 *   sender: { name: 'Acme', address: 'hello@mail.acme.example', postalAddress: 'Acme, 1 Main Street, Springfield' },
 * });
 */
export const defineTrellis = (definition: AppDefinition): AppDefinition => definition;
