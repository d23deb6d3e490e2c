/** The audience of a company’s people. */
export const peopleAt = (company: string): string => `company has "${company.replaceAll(/["\\]/g, '\\$&')}"`;
