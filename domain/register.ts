/**
 * Holds the names that an app registers, so that the compiler knows them: the contents, which `trellis content` writes, and the
 * rows that its policy adds to Trellis's tables. By default, contents are plain strings, and a table has only the standard names.
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

/** The names in a table: the standard ones, and those that the app has registered. */
export type NamesOf<Table extends string, Standard extends string> =
  | Standard
  | (Register extends { readonly [T in Table]: infer Rows } ? Extract<keyof Rows, string> : never);
