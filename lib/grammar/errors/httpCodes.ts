/**
 * What the modem's own HTTP codes mean, and what to look at next.
 *
 * Sources: SIM800 AT manual V1.09 page 261 (600–604), SIM800 SSL note V1.00 pages 7–9 (605, 606), A76XX AT manual V1.09
 * page 368 (701–719), SIM7500/7600 AT manual V3.00 (720).
 */
export const HTTP_CODES: Readonly<
  Record<number, { readonly means: string; readonly look: string; readonly transient: boolean }>
> = {
  600: {
    means: 'the server did not answer in HTTP',
    look: 'check the port and the scheme',
    transient: false,
  },
  601: { means: 'network error', look: 'check signal, registration and bearer', transient: true },
  602: {
    means: 'the modem has not the memory for this response',
    look: 'ask for a part of it',
    transient: false,
  },
  603: {
    means: 'the name could not be resolved',
    look: 'check the host name and the bearer',
    transient: false,
  },
  604: { means: 'the stack is busy', look: 'try again in a moment', transient: true },
  605: {
    means: 'TLS could not be established',
    look: 'check the TLS versions that the server takes',
    transient: false,
  },
  606: {
    means: 'TLS ended with a fatal alert',
    look: 'check the TLS versions that the server takes',
    transient: false,
  },
  701: { means: 'TLS alert', look: 'check the TLS versions that the server takes', transient: false },
  702: { means: 'unknown error', look: 'try again; then restart the module', transient: false },
  703: { means: 'the service is busy', look: 'try again in a moment', transient: true },
  704: { means: 'the connection was closed', look: 'try again', transient: true },
  705: {
    means: 'the server did not answer in time',
    look: 'check the server, then CONNECTTO and RECVTO',
    transient: true,
  },
  706: {
    means: 'sending or receiving failed',
    look: 'check signal and APN; the response may be too large',
    transient: true,
  },
  707: {
    means: 'the file is not there, or memory ran out',
    look: 'check the file and the free space',
    transient: false,
  },
  708: { means: 'invalid parameter', look: 'check URL and header fields', transient: false },
  709: { means: 'network error', look: 'check signal, registration and APN', transient: true },
  710: { means: 'a TLS session could not be started', look: 'check the TLS context', transient: false },
  711: { means: 'wrong state', look: 'end the HTTP session and begin again', transient: false },
  712: { means: 'no socket could be created', look: 'close other connections', transient: false },
  713: {
    means: 'the name could not be resolved',
    look: 'check the host name, then the network',
    transient: true,
  },
  714: { means: 'the server could not be reached', look: 'check host and port', transient: true },
  715: { means: 'the TLS handshake failed', look: 'turn on SNI, check the TLS versions', transient: false },
  716: { means: 'the connection could not be closed', look: 'end the HTTP session', transient: false },
  717: { means: 'no network', look: 'check registration and the PDP context', transient: false },
  718: { means: 'sending took too long', look: 'check the signal', transient: false },
  719: {
    means: 'no certificate of the authority',
    look: 'load the CA certificate onto the modem',
    transient: false,
  },
  720: { means: 'the server did not answer in time', look: 'check the server', transient: true },
};
