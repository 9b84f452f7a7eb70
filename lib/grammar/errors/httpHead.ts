/** The start of an HTTP response: status, length, and the header fields where the modem tells them. */
export interface HttpHead {
  /** HTTP status code. */
  readonly status: number;
  /** Bytes of the body, as the modem counted them. */
  readonly length: number;
  /** Header fields by lower-case name; a field that came several times is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
}
