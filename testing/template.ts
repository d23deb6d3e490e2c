/** The migrated database that tests copy. */
export const TEMPLATE = 'trellis_template';
