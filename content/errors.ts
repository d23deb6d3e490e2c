import { nearest, suggestion } from '../domain/text/did-you-mean.ts';

/** A fault of a content. Sending it again can't help, so none of these errors is retryable. */
export class ContentError extends Error {
  readonly code: string;
  readonly retryable = false;
  constructor(code: string, message: string) {
    super(message);
    this.name = code[0]?.toUpperCase() + code.slice(1);
    this.code = code;
  }
}

/** The catalog has no content with this name. */
export class ContentMissing extends ContentError {
  readonly id: string;
  /** The name that was probably meant. */
  readonly near: string | undefined;
  constructor(id: string, known: readonly string[]) {
    super(
      'contentMissing',
      `There is no content "${id}". ${suggestion(id, known)} Each content is a file of the app, in emails or in the folder of its channel.`,
    );
    this.id = id;
    this.near = nearest(id, known);
  }
}

/** A variable is missing, unknown, or of another type than the content declares. The message never contains its value. */
export class VariableRefused extends ContentError {
  constructor(content: string, variable: string, because: string) {
    super('variableRefused', `Variable "${variable}" of content "${content}" ${because}`);
  }
}

/** A link doesn't lead to an https URL. The message never contains the URL, which may identify a person. */
export class UrlRefused extends ContentError {
  constructor(content: string, link: string) {
    super(
      'urlRefused',
      `"${link}" of content "${content}" isn't an allowed address. Give a full https:// one (http:// only for localhost and 127.0.0.1).`,
    );
  }
}

/** A picture has changed since the emails were compiled. */
export class PictureChanged extends ContentError {
  constructor(path: string) {
    super(
      'pictureChanged',
      `content/${path} has changed since the emails were compiled. Run "trellis content" and commit what it writes.`,
    );
  }
}
