/** What a service rides on. */
export interface Access {
  /** Access point name; the modem's own where missing. */
  readonly apn?: string;
  readonly user?: string;
  readonly password?: string;
}
