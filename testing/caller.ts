import type { createCaller } from '../api/router.ts';

/** The API without HTTP, as the holder of a key sees it. */
export type Caller = ReturnType<typeof createCaller>;
