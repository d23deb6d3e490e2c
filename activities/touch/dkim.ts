import { createPrivateKey, type KeyObject } from 'node:crypto';
import { createTransport } from 'nodemailer';

export interface DkimSettings {
  /** The signing domain; its DNS has `<selector>._domainkey.<domain>`. */
  readonly domain: string;
  readonly selector: string;
  /** PEM, RSA with 2048 bits or more. */
  readonly privateKey: string;
}

/** A key that can't sign. */
export class DkimKeyUnusable extends Error {
  override readonly name = 'DkimKeyUnusable';
  readonly code = 'dkimKeyUnusable';
  readonly retryable = false;
  constructor(because: string) {
    super(`The DKIM key ${because}. Provide an RSA key in PEM format. To create one: openssl genrsa 2048`);
  }
}

/** The headers that nodemailer signs by default, and those that one-click unsubscribe and feedback loops rely on. */
const signedHeaders =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:' +
  'List-Id:List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID';

/**
 * Builds the signing options of nodemailer, with the key parsed once. It signs a test message as proof: with an unusable key,
 * nodemailer would silently send unsigned.
 * @throws DkimKeyUnusable
 */
export async function dkimOptions({ domain, selector, privateKey }: DkimSettings) {
  const options = {
    domainName: domain,
    keySelector: selector,
    // The types allow only text. The parsed key reaches crypto.sign unchanged, so the text need not be parsed for every email.
    privateKey: rsaKey(privateKey) as unknown as string,
    headerFieldNames: signedHeaders,
  };
  const transport = createTransport({ streamTransport: true, buffer: true, dkim: options });
  const { message } = await transport.sendMail({
    from: `proof@${domain}`,
    to: `proof@${domain}`,
    subject: 'Proof',
    text: 'Proof',
  });
  if (!(message as Buffer).toString('latin1').startsWith('DKIM-Signature:')) throw new DkimKeyUnusable('does not sign');
  return options;
}

function rsaKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new DkimKeyUnusable('is not a private key');
  }
  // An elliptic-curve key would also sign, but the header claims rsa-sha256.
  if (key.asymmetricKeyType !== 'rsa') throw new DkimKeyUnusable(`is of type ${key.asymmetricKeyType}`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < 1024) throw new DkimKeyUnusable(`has ${bits} bits, which email servers do not accept`);
  return key;
}
