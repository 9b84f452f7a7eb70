/** How much a job may take. */
export interface GatewayLimits {
  /** Bytes of the message that asks for it, its body among them. Default 512 KiB. */
  readonly jobBytes?: number;
  /** Bytes of the body that is answered. Default 64 MiB. */
  readonly bodyBytes?: number;
  /** Bytes of a body that are told in one message. Default 16 KiB. */
  readonly chunkBytes?: number;
  /** How long a job may take that says nothing of it. Default five minutes. */
  readonly deadlineMs?: number;
  /** How long it is remembered that a job was done. Default ten minutes. */
  readonly recordSeconds?: number;
}

/** Limits with nothing missing. */
export const gatewayLimits = (given: GatewayLimits = {}): Required<GatewayLimits> => ({
  jobBytes: 524_288,
  bodyBytes: 67_108_864,
  chunkBytes: 16_384,
  deadlineMs: 300_000,
  recordSeconds: 600,
  ...given,
});

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
