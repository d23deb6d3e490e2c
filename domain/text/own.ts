/** What an object itself has under a text from outside; undefined for what every object inherits, such as `constructor`. */
export const own = <V>(object: Readonly<Record<string, V>>, key: string): V | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** The label of a row; the key itself where a newer or older version has written one that there is not. */
export const labelOf = (table: Readonly<Record<string, { readonly label: string }>>, key: string): string =>
  own(table, key)?.label ?? key;
