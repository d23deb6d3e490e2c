/** A postal address without the name of the sender before it: emails write the name themselves. */
export const withoutSender = (postalAddress: string, sender: string): string =>
  postalAddress.startsWith(`${sender},`) ? postalAddress.slice(sender.length + 1).trim() : postalAddress;
