/** What a file of leads can say, and the column names under which files do. The first name is ours. */
export const leadFields = {
  email: { label: 'Email', names: ['email', 'e-mail', 'mail', 'email address', 'work email', 'business email'] },
  firstName: { label: 'First name', names: ['first name', 'given name', 'forename', 'vorname'] },
  lastName: { label: 'Last name', names: ['last name', 'surname', 'family name', 'nachname'] },
  name: { label: 'Full name', names: ['name', 'full name', 'contact', 'contact name'] },
  title: { label: 'Title', names: ['title', 'job title', 'position', 'function'] },
  phone: { label: 'Phone', names: ['phone', 'telephone', 'phone number', 'mobile', 'telefon'] },
  company: {
    label: 'Company',
    names: ['company', 'company name', 'account', 'account name', 'organization', 'organisation', 'firma'],
  },
  domain: { label: 'Domain of the company', names: ['domain', 'website', 'company domain', 'web', 'url'] },
  size: { label: 'Employees', names: ['employees', 'company size', 'size', 'number of employees', 'headcount'] },
  industry: { label: 'Industry', names: ['industry', 'sector', 'branche'] },
  country: { label: 'Country', names: ['country', 'country code', 'land'] },
  state: { label: 'State', names: ['state', 'province', 'state/province', 'bundesland'] },
  region: { label: 'Sales region', names: ['region', 'sales region', 'territory'] },
  zone: { label: 'Time zone', names: ['time zone', 'timezone', 'zone', 'tz'] },
  persona: { label: 'Buying role', names: ['persona', 'buying role', 'role', 'buyer role'] },
  seniority: { label: 'Seniority', names: ['seniority', 'level', 'management level'] },
  relationship: {
    label: 'Customer, competitor or partner',
    names: ['relationship', 'account kind', 'account type', 'company type'],
  },
  consentBasis: { label: 'Consent basis', names: ['consent basis', 'consent', 'legal basis', 'basis', 'opt-in'] },
  consentAt: { label: 'Consent given on', names: ['consent at', 'consent date', 'consent on', 'opt-in date'] },
  confirmedAt: {
    label: 'Consent confirmed on',
    names: ['confirmed at', 'consent confirmed', 'confirmed', 'double opt-in date', 'consent confirmed at'],
  },
  optedOut: { label: 'Opted out', names: ['opted out', 'unsubscribed', 'do not contact', 'opt-out'] },
  source: { label: 'Source', names: ['source', 'lead source', 'origin'] },
} as const satisfies Record<string, { label: string; names: readonly string[] }>;

export type LeadField = keyof typeof leadFields;

/** Which column says what. */
export type Mapping = Partial<Record<LeadField, string>>;
