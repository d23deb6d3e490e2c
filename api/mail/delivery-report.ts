import { addressesIn } from './addresses.ts';
import { groupsOfFields, keywordOf, valueOf, type Fields } from './fields.ts';
import { own } from '../../domain/text/own.ts';

/** What became of a mail at one recipient, as a mail server reports it. */
export interface DeliveryReport {
  /** The recipient, as far as the report names them: the final and the original one. */
  readonly addresses: readonly string[];
  readonly action: DeliveryAction;
  /** The enhanced code of the report (RFC 3463); empty without one. */
  readonly status: string;
  /** What the last server answered, in full; empty when the report does not say. */
  readonly answer: string;
}

/** `failed`: it came back. `delayed`: its server still tries. `delivered`: it, or the next server, has it. */
export type DeliveryAction = 'failed' | 'delayed' | 'delivered';

const actions: ReadonlyMap<string, DeliveryAction> = new Map<string, DeliveryAction>([
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['delayed', 'delayed'],
  ['delivered', 'delivered'],
  ['relayed', 'delivered'],
  ['expanded', 'delivered'],
]);

/** Reads a part message/delivery-status (RFC 3464) or message/global-delivery-status (RFC 6533): one report a recipient. */
export const readDeliveryStatus = (text: string): DeliveryReport[] =>
  groupsOfFields(text)
    .filter((fields) =>
      ['final-recipient', 'original-recipient', 'action', 'status', 'diagnostic-code'].some((name) => fields.has(name)),
    )
    .map(reportOf);

const reportOf = (fields: Fields): DeliveryReport => {
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(valueOf(fields, 'status'))?.[0] ?? '';
  const addresses = ['final-recipient', 'original-recipient', 'x-actual-recipient'].flatMap((name) =>
    addressesIn(valueOf(fields, name)),
  );
  const answer = (fields.get('diagnostic-code') ?? []).join('\n');
  return { addresses, action: actionOf(fields, status), status, answer };
};

/** Without an action, the class of the status tells: some servers leave it out. */
const actionOf = (fields: Fields, status: string): DeliveryAction => {
  const [word = ''] = keywordOf(fields, 'action').split(/\s/);
  const byStatus = { 2: 'delivered', 4: 'delayed', 5: 'failed' } as const;
  return actions.get(word) ?? own(byStatus, status.slice(0, 1)) ?? 'failed';
};
