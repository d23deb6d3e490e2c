/**
 * What an app registers, so that the compiler knows its names: a file that `trellis content` writes in the app adds to this
 * interface. Without it, the names are plain texts.
 */
export interface Register {}
