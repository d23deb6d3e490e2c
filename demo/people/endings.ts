/** The ways in which the example's program ends for a lead; the file has people for each. */
export const endings = [
  'won',
  'too few criteria of the profile match',
  'the domain takes no mail',
  'an SDR found that it does not fit',
  'left the company',
  'not relevant to them',
  'unsubscribed',
  'the address does not exist',
  'complained of spam',
  'asked not to be contacted',
  'silent for two rounds and a goodbye',
] as const;
