/** What a `<url>` is to the verbs of HTTP. */
export const HTTP_URL = 'where it is: http://… or https://…';

/** What a `<url>` is to the verbs of FTP. */
export const FTP_URL =
  'ftp://USER:PASSWORD@HOST:PORT/PATH, or ftps://…; the password may come from RXMODEM_FTP_PASSWORD';
