import type { FastifyInstance } from 'fastify';

/** Collects the routes that are added from now on. @returns the methods that a path answers to */
export function methodsOfRoutes(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => void routes.push({ path: patternOf(url), methods: [method].flat() }));
  return (path) => {
    const methods = routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  };
}

/** `/f/:form` and `/console/*` as regular expressions. */
const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replaceAll(/[.+?()[\]{}|^$\\]/g, String.raw`\$&`)
      .replaceAll(/:\w+/g, '[^/]+')
      .replaceAll('*', '.*')}$`,
  );
