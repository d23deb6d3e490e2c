/** The API as a library: to serve it next to other routes, or to use its type. */
export { createApi } from './server.ts';
export type { ApiDeps } from './procedures/context.ts';
export type { AppRouter } from './router.ts';
