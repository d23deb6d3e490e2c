interface Filter {
  /** As the address of the page has it; missing for everything. */
  readonly name?: string;
  readonly label: string;
  /** Where the lines are saved. */
  readonly places?: readonly string[];
}

/** What a story can be narrowed to. */
export const filters: readonly Filter[] = [
  { label: 'Everything' },
  { name: 'emails', label: 'Emails', places: ['touches', 'singles'] },
  { name: 'acts', label: 'Acts', places: ['engagements', 'answers'] },
  { name: 'tasks', label: 'Tasks', places: ['tasks', 'dispositions', 'notes'] },
  { name: 'slas', label: 'SLAs', places: ['slaEvents'] },
  { name: 'consent', label: 'Consent', places: ['consents', 'suppressions', 'brakes'] },
  { name: 'program', label: 'Program', places: ['transitions', 'steps', 'events'] },
];

/** The filter of a name; everything, if there is none. */
export const filterOf = (name: string | undefined): Filter => filters.find((filter) => filter.name === name) ?? filters[0]!;
