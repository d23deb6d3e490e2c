/** Looks up a text from outside in an object; undefined for what every object inherits, such as `constructor`. */
export const own = <V>(object: Readonly<Record<string, V>>, key: string): V | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** The label of a row; the key itself if the table lacks it, because another version wrote it. */
export const labelOf = (table: Readonly<Record<string, { readonly label: string }>>, key: string): string =>
  own(table, key)?.label ?? key;
