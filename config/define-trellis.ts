import type { AppDefinition } from './app.ts';

/**
 * Describes an app; the default export of its `trellis.config.ts`. Programs and the policy are the ones that `workflows.ts` has.
 * @example
 * export default defineTrellis({
 *   dir: import.meta.dirname,
 *   programs: [welcome],
 *   policy,
 *   sender: { name: 'Acme', address: 'hello@mail.acme.example', postalAddress: 'Acme, 1 Main Street, Springfield' },
 * });
 */
export const defineTrellis = (definition: AppDefinition): AppDefinition => definition;
