/** Types a table of kinds: its keys stay literal, and each row has the spec's type, so that optional fields can simply be read. */
export const kinds =
  <Spec>() =>
  <const K extends string>(table: Readonly<Record<K, Spec>>): Readonly<Record<K, Spec>> =>
    table;

/** The kinds of a table, in its order: all of them, or those whose row passes. */
export const kindsOf = <K extends string, Spec>(
  table: Readonly<Record<K, Spec>>,
  passes: (row: Spec) => unknown = () => true,
): readonly K[] => (Object.keys(table) as K[]).filter((kind) => passes(table[kind]));
