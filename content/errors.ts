import { suggestion } from './did-you-mean.ts';

/** What went wrong with a content. Sending it again can't help, so none of these is worth a retry. */
export class ContentError extends Error {
  readonly code: string;
  readonly retryable = false;
  constructor(code: string, message: string) {
    super(message);
    this.name = code[0]?.toUpperCase() + code.slice(1);
    this.code = code;
  }
}

/** The catalog has no content of this name. */
export class ContentMissing extends ContentError {
  constructor(id: string, known: readonly string[]) {
    super('contentMissing', `There is no content "${id}". ${suggestion(id, known)} Contents are the files in content/emails.`);
  }
}

/** A variable is missing, unknown, or not of the type that the content declares. Names it, never its value. */
export class VariableRefused extends ContentError {
  constructor(content: string, variable: string, because: string) {
    super('variableRefused', `Variable "${variable}" of content "${content}" ${because}`);
  }
}

/** A link doesn't lead to an https address. Names the link, never the address: it may identify a person. */
export class UrlRefused extends ContentError {
  constructor(content: string, link: string) {
    super(
      'urlRefused',
      `"${link}" of content "${content}" isn't an allowed address. Give a full https:// one (http:// only for localhost and 127.0.0.1).`,
    );
  }
}

/** A picture was changed after the emails were compiled. */
export class PictureChanged extends ContentError {
  constructor(path: string) {
    super(
      'pictureChanged',
      `content/${path} isn't the picture that the emails were compiled with. Run "trellis content" and commit what it writes.`,
    );
  }
}
