/**
 * What an app registers, so that the compiler knows its names: a file that `trellis content` writes in the app adds to this
 * interface. Without it, the names are plain texts.
 */
export interface Register {}

/** The names in a part of the app's policy, which it registers: `interface Register { policy: typeof policy }`; else the standard's. */
export type Registered<Part extends string, Standard extends string> = Register extends {
  readonly policy: { readonly [P in Part]: infer Rows };
}
  ? keyof Rows & string
  : Standard;
