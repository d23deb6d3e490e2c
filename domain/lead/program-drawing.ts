/** A lead `goes` at once, `rests` first, is `interrupted`, or starts a track `beside` its own. */
export type WayKind = 'goes' | 'rests' | 'interrupted' | 'beside';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box without a position. */
export interface PictureBox {
  /** The name of the track; of a place outside the tracks, a name that no track has. */
  readonly id: string;
  readonly kind: 'marketing' | 'sales' | 'place';
  readonly title: string;
  /** What the track may send, and how long it waits. */
  readonly lines: readonly string[];
  /** How leads leave the program here or start over, in words. */
  readonly exits: readonly string[];
}

/** A line between two boxes, without a position. */
export interface PictureLine {
  readonly from: string;
  readonly to: string;
  readonly kind: WayKind;
  readonly label: readonly string[];
}

/** A box with the position of its centre. */
export interface Box extends PictureBox, Point {
  readonly width: number;
  readonly height: number;
}

export interface Line extends PictureLine {
  readonly points: readonly Point[];
  /** The centre of the label. */
  readonly labelAt: Point;
}

/** The diagram of a program, in pixels: `trellis draw` makes it from the source. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

/** The diagrams of an app's programs, by their names. */
export type Drawings = Readonly<Record<string, Drawing>>;
