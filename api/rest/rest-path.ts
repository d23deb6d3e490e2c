/** The path of a procedure: `/api/v1/leads/add` for `leads.add`. */
export const restPath = (name: string): string => `/api/v1/${name.replace('.', '/')}`;

/** The procedure at such a path; none at another one. */
export function procedureAt(path: string): string[] {
  const [, noun, verb] = /^\/api\/v1\/(\w+)\/(\w+)$/.exec(path) ?? [];
  return noun && verb ? [`${noun}.${verb}`] : [];
}

/** Paths that other systems know by heart. */
const short: ReadonlyMap<string, readonly string[]> = new Map([['events.record', ['/events']]]);

export const shortPaths = (name: string): readonly string[] => short.get(name) ?? [];
