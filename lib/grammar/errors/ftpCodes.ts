/** What the SIM800's own FTP codes mean, what to do, and whether another try may help. Source: SIM800 AT manual V1.09 § 12, SSL note V1.00 § 2 (80–84). */
export const FTP_CODES: Readonly<
  Record<number, { readonly means: string; readonly look: string; readonly transient: boolean }>
> = {
  61: {
    means: 'network error',
    look: 'check signal, registration and bearer',
    transient: true,
  },
  62: {
    means: 'the name could not be resolved',
    look: 'check the host name, then the bearer',
    transient: false,
  },
  63: {
    means: 'the server could not be reached',
    look: 'check host, port and firewall',
    transient: true,
  },
  64: {
    means: 'the server did not answer in time',
    look: 'check the signal, or allow more time',
    transient: true,
  },
  65: {
    means: 'the server reported an error',
    look: 'look at the log of the server',
    transient: true,
  },
  66: {
    means: 'operation not allowed now',
    look: 'wait until the transfer under way has ended, and try again',
    transient: false,
  },
  70: {
    means: 'the server sent a reply that FTP does not have',
    look: 'check that it is an FTP server',
    transient: true,
  },
  71: {
    means: 'the server refused the user',
    look: 'check the user name',
    transient: false,
  },
  72: {
    means: 'the server refused the password',
    look: 'check the password',
    transient: false,
  },
  73: {
    means: 'the server refused the transfer type',
    look: 'use a server that accepts binary transfers (TYPE I)',
    transient: false,
  },
  74: {
    means: 'the server can not resume a transfer',
    look: 'get the whole file',
    transient: false,
  },
  75: {
    means: 'passive mode failed',
    look: 'use active mode, or a server with a reachable address',
    transient: true,
  },
  76: {
    means: 'active mode failed',
    look: 'use passive mode',
    transient: false,
  },
  77: {
    means: 'the file or directory does not exist',
    look: 'check the path',
    transient: false,
  },
  78: {
    means: 'the upload failed',
    look: 'check the permissions and the free space on the server',
    transient: false,
  },
  79: {
    means: 'the download failed',
    look: 'try again, since what came is kept',
    transient: true,
  },
  80: {
    means: 'TLS could not be established',
    look: 'check that the server speaks FTPS on this port',
    transient: false,
  },
  81: {
    means: 'TLS ended with a fatal alert',
    look: 'check which TLS versions the server accepts, since old firmware has TLS 1.0 only',
    transient: false,
  },
  82: {
    means: 'the server refused AUTH',
    look: 'use implicit FTPS or plain FTP',
    transient: false,
  },
  83: {
    means: 'the server refused PBSZ',
    look: 'use plain FTP',
    transient: false,
  },
  84: {
    means: 'the server refused PROT',
    look: 'use plain FTP',
    transient: false,
  },
  85: {
    means: "the modem's file system failed",
    look: 'check the file name and the free space on the modem',
    transient: false,
  },
  86: {
    means: 'the session was ended',
    look: 'start it again if it is still needed',
    transient: false,
  },
};
