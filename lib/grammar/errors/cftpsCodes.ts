/**
 * What the A76XX's own FTP(S) codes mean, what to do, and whether another try may help. The SIM800's 61–86 are another
 * number space.
 *
 * Source: A76XX AT manual V1.09 pages 392–393.
 */
export const CFTPS_CODES: Readonly<
  Record<number, { readonly means: string; readonly look: string; readonly transient: boolean }>
> = {
  0: {
    means: 'success',
    look: 'report it with a recording, since this code means success',
    transient: false,
  },
  1: { means: 'TLS alert', look: 'check which TLS versions the server accepts', transient: false },
  2: { means: 'unknown error', look: 'try again, then restart the module', transient: false },
  3: { means: 'the service is busy', look: 'try again in a moment', transient: true },
  4: { means: 'the server closed the connection', look: 'try again, which logs in anew', transient: true },
  5: { means: 'the server did not answer in time', look: 'check signal and server', transient: true },
  6: { means: 'the transfer failed', look: 'check the signal, then try again', transient: true },
  7: {
    means: 'the file does not exist on the modem, or memory ran out',
    look: 'check the file and the free space on the modem',
    transient: false,
  },
  8: { means: 'invalid parameter', look: 'check path, user and password', transient: false },
  9: { means: 'the server refused the request', look: 'check user, password and path', transient: false },
  10: { means: 'network error', look: 'check signal, registration and APN', transient: true },
  11: { means: 'wrong state', look: 'try again, then restart the module', transient: false },
  12: {
    means: 'the name could not be resolved',
    look: 'check the host name, then the network',
    transient: false,
  },
  13: { means: 'no socket could be created', look: 'close other connections of the modem', transient: true },
  14: {
    means: 'a connection could not be made',
    look: 'check host and port, then passive and active mode',
    transient: true,
  },
  15: {
    means: 'the connection could not be closed',
    look: 'try again, then restart the module',
    transient: false,
  },
  16: { means: 'the TLS session was closed', look: 'try again, which logs in anew', transient: true },
  17: {
    means: "the modem's file system failed",
    look: 'check the file and the free space on the modem',
    transient: false,
  },
  421: { means: 'the server logged the user out', look: 'try again, which logs in anew', transient: true },
};
