/** The name, in the description of the API, of the schema of what a procedure answers. */
export const answerName = (procedure: string): string => `${procedure}.answer`;
