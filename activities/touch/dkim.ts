import { createPrivateKey, type KeyObject } from 'node:crypto';
import { createTransport } from 'nodemailer';

export interface DkimSettings {
  /** The domain that signs; its DNS has `<selector>._domainkey.<domain>`. */
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
    super(`The DKIM key ${because}. Give an RSA key in PEM. Make one: openssl genrsa 2048`);
  }
}

/** What nodemailer signs by default, and the headers that a one-click unsubscribe and a feedback loop rely on. */
const signedHeaders =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:' +
  'List-Id:List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID';

/**
 * What nodemailer needs to sign, with the key parsed once.
 * Proved by a signature: nodemailer sends unsigned, and says nothing, when a key can't sign.
 * @throws DkimKeyUnusable
 */
export const dkimOptions = async ({ domain, selector, privateKey }: DkimSettings) => {
  const options = {
    domainName: domain,
    keySelector: selector,
    // The types know text only; the key goes to crypto.sign as it is, which would otherwise parse the text for every mail.
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
};

const rsaKey = (pem: string): KeyObject => {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new DkimKeyUnusable('is not a private key');
  }
  // An elliptic key would sign too, but as something else than the rsa-sha256 that the header says.
  if (key.asymmetricKeyType !== 'rsa') throw new DkimKeyUnusable(`is of type ${key.asymmetricKeyType}`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < 1024) throw new DkimKeyUnusable(`has ${bits} bits, which nobody accepts`);
  return key;
};
