/**
 * What an app registers, so that the compiler knows its names: the contents, which `trellis content` writes, and the rows that
 * its policy adds to a table of Trellis. Without it, contents are plain texts, and a table has the names of the standard.
 * @example
 * const pages = { calculator: { label: 'savings calculator', position: 'middle' } } as const;
 *
 * declare module 'trellis' {
 *   interface Register {
 *     pages: typeof pages;
 *   }
 * }
 *
 * export const policy = definePolicy({ pages });
 */
export interface Register {}

/** The names in a table: those that Trellis has itself, and those that the app has added. */
export type NamesOf<Table extends string, Standard extends string> =
  | Standard
  | (Register extends { readonly [T in Table]: infer Rows } ? Extract<keyof Rows, string> : never);
