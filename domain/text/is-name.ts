/** Whether a text can be the name of a kind, a field, a page or a model. */
export const isName = (name: string): boolean => /^[a-z][A-Za-z0-9]*$/.test(name);
