/** What a failure is called, at its root. Its message could hold something personal. */
export const codeOf = (error: unknown): string => {
  const { cause, type, name } = error as { cause?: unknown; type?: string; name?: string };
  return cause === undefined ? (type ?? name ?? 'unknown') : codeOf(cause);
};
