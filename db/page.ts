/** Where a page of a list begins, and how long it is. */
export interface PageAfter<Key = string> {
  /** The cursor of the last item on the previous page. */
  readonly after?: Key | undefined;
  readonly limit: number;
}
