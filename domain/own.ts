/** What an object itself has under a text from outside; undefined for what every object inherits, such as `constructor`. */
export const own = <V>(object: Readonly<Record<string, V>>, key: string): V | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;
