/** The answers of a call without which no lead is handed over. */
export const guide = {
  fit: 'Right size and region',
  interest: 'Wants to see it soon',
  contactData: 'Right',
  willingToMeet: 'Yes',
} as const;
