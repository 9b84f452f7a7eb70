/**
 * What the modem's own HTTP codes mean, what to do, and whether another try may help.
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
    means: 'the response does not fit in the memory of the modem',
    look: 'ask for it in parts with a Range header field',
    transient: false,
  },
  603: {
    means: 'the name could not be resolved',
    look: 'check the host name and the bearer',
    transient: false,
  },
  604: { means: 'the HTTP service of the modem is busy', look: 'try again in a moment', transient: true },
  605: {
    means: 'TLS could not be established',
    look: 'check which TLS versions the server accepts',
    transient: false,
  },
  606: {
    means: 'TLS ended with a fatal alert',
    look: 'check which TLS versions the server accepts',
    transient: false,
  },
  701: { means: 'TLS alert', look: 'check which TLS versions the server accepts', transient: false },
  702: { means: 'unknown error', look: 'try again, then restart the module', transient: false },
  703: { means: 'the service is busy', look: 'try again in a moment', transient: true },
  704: { means: 'the connection was closed', look: 'try again', transient: true },
  705: {
    means: 'the server did not answer in time',
    look: 'check the server, or allow more time',
    transient: true,
  },
  706: {
    means: 'sending or receiving failed',
    look: 'check signal and APN, and whether the response is too large for the modem',
    transient: true,
  },
  707: {
    means: 'the file does not exist, or memory ran out',
    look: 'check the file and the free space on the modem',
    transient: false,
  },
  708: { means: 'invalid parameter', look: 'check URL and header fields', transient: false },
  709: { means: 'network error', look: 'check signal, registration and APN', transient: true },
  710: {
    means: 'a TLS session could not be started',
    look: 'check the certificates and the key that the request names',
    transient: false,
  },
  711: { means: 'wrong state', look: 'try again, then restart the module', transient: false },
  712: {
    means: 'no socket could be created',
    look: 'close other connections of the modem',
    transient: false,
  },
  713: {
    means: 'the name could not be resolved',
    look: 'check the host name, then the network',
    transient: true,
  },
  714: { means: 'the server could not be reached', look: 'check host and port', transient: true },
  715: {
    means: 'the TLS handshake failed',
    look: 'check which TLS versions the server accepts, and leave SNI on',
    transient: false,
  },
  716: {
    means: 'the connection could not be closed',
    look: 'try again, then restart the module',
    transient: false,
  },
  717: { means: 'no network', look: 'check registration and the PDP context', transient: false },
  718: { means: 'sending took too long', look: 'check the signal', transient: false },
  719: {
    means: 'the CA certificate is missing',
    look: 'store it on the modem with certificates.put',
    transient: false,
  },
  720: {
    means: 'the server did not answer in time',
    look: 'check the server, or allow more time',
    transient: true,
  },
};
