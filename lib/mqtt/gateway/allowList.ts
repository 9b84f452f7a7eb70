/**
 * What jobs may do. A job that is not allowed fails with `not-allowed`, and nothing is written to a modem.
 */
export interface AllowList {
  /** Servers by their names, `*.example.com` for all below one, `*` for all. Default `*`. */
  readonly hosts?: readonly string[];
  /** `http`, `ftp`, or one way of them: `http:GET`, `ftp:put`. Default `http` and `ftp`. */
  readonly verbs?: readonly string[];
  /** Raw commands by their names: `+CSQ`, `+COPS`; `*` for all, several on one line among them. Default none. */
  readonly commands?: readonly string[];
}
