import { imageSize } from 'image-size';
import { hostedName, isPictureType, pictureTypes } from '../picture.ts';

/** The properties of a picture file that an email needs. */
export interface PictureFile {
  /** The name under which it is hosted. */
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

interface Refusal {
  readonly what: string;
  readonly fix: string;
}

/** Bytes. A phone loads the picture with the email. */
const LARGEST = 1024 * 1024;
/** Pixels. An email is 600 pixels wide, or twice as many on a good screen. */
const WIDEST = 4000;

const shownTypes = Object.keys(pictureTypes).join(', ');

function measured(bytes: Uint8Array): { type?: string | undefined; width: number; height: number } {
  try {
    // A copy: `imageSize` reads beyond the end of a view, into whatever lies behind it in memory.
    const { type, width, height, orientation = 1 } = imageSize(Uint8Array.from(bytes));
    // From 5 on, the camera was held upright, and programs turn the picture.
    return orientation < 5 ? { type, width, height } : { type, width: height, height: width };
  } catch {
    return { width: 0, height: 0 };
  }
}

/** Reads a picture file; returns a problem if an email can't contain it. */
export function readPicture(bytes: Uint8Array): PictureFile | Refusal {
  const { type = 'no picture', width, height } = measured(bytes);
  if (type === 'svg') return { what: 'is SVG.', fix: 'Mail programs do not show it: make it a PNG.' };
  if (!isPictureType(type)) return { what: `is ${type}.`, fix: `Mail programs show ${shownTypes}.` };
  if (width < 1 || height < 1 || width > WIDEST || height > WIDEST)
    return { what: `is ${width} × ${height} pixels.`, fix: `Make it ${WIDEST} wide and high at most; 1200 are enough.` };
  if (bytes.byteLength > LARGEST)
    return { what: `has ${Math.ceil(bytes.byteLength / 1024)} KB.`, fix: 'Make it smaller than 1 MB; 200 KB are enough.' };
  return { name: hostedName(bytes, type), width, height };
}
