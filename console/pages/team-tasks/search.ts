/** What the address of the page carries: whose tasks, and due when. */
export interface TeamTasksSearch {
  /** A rep's id, or nobody; without it, the whole team. */
  readonly rep?: string | undefined;
  readonly due?: 'now' | 'today' | undefined;
}

/** Instead of a rep: the tasks that nobody has. */
export const NOBODY = 'nobody';

export const teamTasksSearch = ({ rep, due }: Readonly<Record<string, unknown>>): TeamTasksSearch => ({
  rep: typeof rep === 'string' && rep !== '' ? rep : undefined,
  due: due === 'now' || due === 'today' ? due : undefined,
});
