/** A row as Postgres returns it: instants are timestamps. */
export type Dated<T> = {
  readonly [K in keyof T]-?: T[K] extends number ? Date : T[K] extends number | undefined ? Date | null : T[K];
};
