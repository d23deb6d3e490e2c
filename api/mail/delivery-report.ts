import { addressesIn } from './addresses.ts';
import { groupsOfFields, keywordOf, valueOf, type Fields } from './fields.ts';
import { own } from '../../domain/text/own.ts';

/** What an email server reports about an email to one recipient. */
export interface DeliveryReport {
  /** The recipient, as far as the report names them: the final and the original one. */
  readonly addresses: readonly string[];
  readonly action: DeliveryAction;
  /** The enhanced status code of the report (RFC 3463), or an empty string. */
  readonly status: string;
  /** The last server's full answer, or an empty string. */
  readonly answer: string;
}

/** `failed`: it bounced. `delayed`: its server keeps trying. `delivered`: the recipient's or the next server has accepted it. */
export type DeliveryAction = 'failed' | 'delayed' | 'delivered';

const actions: ReadonlyMap<string, DeliveryAction> = new Map<string, DeliveryAction>([
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['delayed', 'delayed'],
  ['delivered', 'delivered'],
  ['relayed', 'delivered'],
  ['expanded', 'delivered'],
]);

/** Reads a part message/delivery-status (RFC 3464) or message/global-delivery-status (RFC 6533): one report for each recipient. */
export const readDeliveryStatus = (text: string): DeliveryReport[] =>
  groupsOfFields(text)
    .filter((fields) =>
      ['final-recipient', 'original-recipient', 'action', 'status', 'diagnostic-code'].some((name) => fields.has(name)),
    )
    .map(reportOf);

function reportOf(fields: Fields): DeliveryReport {
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(valueOf(fields, 'status'))?.[0] ?? '';
  const addresses = ['final-recipient', 'original-recipient', 'x-actual-recipient'].flatMap((name) =>
    addressesIn(valueOf(fields, name)),
  );
  const answer = (fields.get('diagnostic-code') ?? []).join('\n');
  return { addresses, action: actionOf(fields, status), status, answer };
}

/** Some servers leave out the action; the class of the status then decides. */
function actionOf(fields: Fields, status: string): DeliveryAction {
  const [word = ''] = keywordOf(fields, 'action').split(/\s/);
  const byStatus = { 2: 'delivered', 4: 'delayed', 5: 'failed' } as const;
  return actions.get(word) ?? own(byStatus, status.slice(0, 1)) ?? 'failed';
}
