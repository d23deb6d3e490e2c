/** Rows whose names nobody knows yet. */
type Rows = Readonly<Record<`app-${string}`, unknown>>;

// The description of the API is the same for every app, and an app may add any name to these tables.
declare module '../../../domain/register.ts' {
  interface Register {
    channels: Rows;
    dispositions: Rows;
    engagements: Rows;
    pages: Rows;
    personas: Rows;
    recycleReasons: Rows;
    slas: Rows;
    steps: Rows;
  }
}

export {};
