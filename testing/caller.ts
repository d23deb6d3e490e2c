import type { createCaller } from '../api/router.ts';

/** The API without HTTP, as somebody with a key sees it. */
export type Caller = ReturnType<typeof createCaller>;
