/** What a status of HTTP means (RFC 9110 § 15, RFC 6585), and what the client does next. */
export interface HttpStatusRow {
  readonly means: string;
  readonly look: string;
}

const REDIRECT = 'ask for the URL in the Location field, or let redirects be followed';
const LATER = 'try again later';

/** The statuses that have advice of their own. The others get that of their class: see `httpStatusRow`. */
export const HTTP_STATUSES: Readonly<Record<number, HttpStatusRow>> = {
  300: { means: 'multiple choices', look: 'ask for one of the URLs that the response names' },
  301: { means: 'moved permanently', look: REDIRECT },
  302: { means: 'found elsewhere', look: REDIRECT },
  303: { means: 'see another URL', look: REDIRECT },
  304: {
    means: 'not modified',
    look: 'use the copy that you have, or leave out the conditional header fields',
  },
  305: { means: 'use a proxy', look: 'ask through the proxy that the response names' },
  307: { means: 'temporary redirect', look: REDIRECT },
  308: { means: 'permanent redirect', look: REDIRECT },
  400: { means: 'bad request', look: 'check the URL, the header fields and the body' },
  401: { means: 'unauthorized', look: 'send an Authorization header field, or check the one that was sent' },
  402: { means: 'payment required', look: 'check the account at the server' },
  403: { means: 'forbidden', look: 'check that the user may do this at this URL' },
  404: { means: 'not found', look: 'check the path in the URL' },
  405: { means: 'method not allowed', look: 'use a method that the URL allows' },
  406: { means: 'not acceptable', look: 'check the Accept header fields' },
  407: { means: 'proxy authentication required', look: 'send a Proxy-Authorization header field' },
  408: {
    means: 'request timeout',
    look: 'check the signal and try again, since the request came too slowly',
  },
  409: { means: 'conflict', look: 'read the current state from the server, then try again' },
  410: { means: 'gone', look: 'remove the URL, since the server will not have it again' },
  411: { means: 'length required', look: 'send the request with a body of known length' },
  412: {
    means: 'precondition failed',
    look: 'read the current version, then check the conditional header fields',
  },
  413: { means: 'content too large', look: 'send a smaller body, or send it in parts' },
  414: { means: 'URI too long', look: 'shorten the URL, or send its data in a body' },
  415: { means: 'unsupported media type', look: 'check the Content-Type header field' },
  416: {
    means: 'range not satisfiable',
    look: 'check the Range header field, since the file may be shorter now',
  },
  417: { means: 'expectation failed', look: 'leave out the Expect header field' },
  421: { means: 'misdirected request', look: 'check the host in the URL' },
  422: { means: 'unprocessable content', look: 'check the content of the body' },
  423: { means: 'locked', look: LATER },
  425: { means: 'too early', look: LATER },
  426: { means: 'upgrade required', look: 'use https, or the protocol that the response names' },
  428: { means: 'precondition required', look: 'send an If-Match header field with the current ETag' },
  429: { means: 'too many requests', look: 'send fewer requests, and wait as long as Retry-After says' },
  431: { means: 'header fields too large', look: 'send fewer or shorter header fields' },
  451: { means: 'unavailable for legal reasons', look: 'ask the operator of the server' },
  500: { means: 'internal server error', look: 'try again later, and look at the log of the server' },
  501: { means: 'not implemented', look: 'use another method, since the server does not have this one' },
  502: { means: 'bad gateway', look: 'try again later, since a server behind this one failed' },
  503: {
    means: 'service unavailable',
    look: 'try again later, since the server is overloaded or in maintenance',
  },
  504: { means: 'gateway timeout', look: 'try again later, since a server behind this one did not answer' },
  505: {
    means: 'HTTP version not supported',
    look: 'use another server, since a modem can not change its version',
  },
  507: { means: 'insufficient storage', look: 'free space on the server' },
  511: { means: 'network authentication required', look: 'check the APN and the account at the operator' },
};

const CLASSES: Readonly<Record<number, HttpStatusRow>> = {
  1: { means: 'informational', look: 'try again, since the final response is missing' },
  2: { means: 'success', look: 'let the accepts of the request accept this status' },
  3: { means: 'redirection', look: REDIRECT },
  4: { means: 'client error', look: 'check the request, and read the body of the response' },
  5: { means: 'server error', look: 'try again later, and look at the log of the server' },
};

const OTHER: HttpStatusRow = { means: 'not a status of HTTP', look: 'check that it is a web server' };

/** Gives what a status means and what to do: its own row, or that of its class. */
export const httpStatusRow = (status: number): HttpStatusRow =>
  HTTP_STATUSES[status] ?? CLASSES[Math.floor(status / 100)] ?? OTHER;
