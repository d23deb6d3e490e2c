/** What the address of the page carries: whose tasks, and due when. */
export interface TeamTasksSearch {
  readonly rep?: string | undefined;
  readonly due?: 'now' | 'today' | undefined;
}

export const teamTasksSearch = ({ rep, due }: Readonly<Record<string, unknown>>): TeamTasksSearch => ({
  rep: typeof rep === 'string' && rep !== '' ? rep : undefined,
  due: due === 'now' || due === 'today' ? due : undefined,
});
