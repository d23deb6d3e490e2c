/** Audiences of the leads in a file, by the id of its import. */
export const leadsIn = (id: string): string => `in import ${id}`;
export const newIn = (id: string): string => `new in import ${id}`;
export const knownIn = (id: string): string => `in import ${id} and not new in import ${id}`;
/** Those who are still held. */
export const heldIn = (id: string): string => `in import ${id} and held is yes`;

/** Where the page of an import lists what was rejected. */
export const REJECTIONS = 'rejections';
/** Where it lists the rows of people who are in an earlier row, too. */
export const TWICE = 'twice';
