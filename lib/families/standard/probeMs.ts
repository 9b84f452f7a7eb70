/**
 * After which silence a command that waits for the network is asked about with `AT`. Its limit is that of a slow network; most modems
 * answer within two seconds. A modem that is at work takes the `AT` when it has ended.
 */
export const PROBE_MS = 10_000;
