import { concat, defer, EMPTY, type Observable, takeWhile, throwError } from 'rxjs';
import { http, type HttpRequest, type Modem, type TransferEvent } from 'rxmodem';
import { CliError } from './cliError';
import { redirected } from './redirected';

const MOST_REDIRECTS = 10;

/**
 * Follows redirects for a modem that does not: leaves a response that is one at its head, and asks again where it points.
 *
 *     first     --h            302, Location: /next
 *     second      ------h-c-c--|
 *     result    --------h-c-c--|
 *
 * Fails with `redirects` where they do not come to an end.
 */
export const followed = (
  modem: Modem,
  request: HttpRequest,
  most = MOST_REDIRECTS,
): Observable<TransferEvent> =>
  defer(() => {
    let next: HttpRequest | undefined;
    const response = http.request(modem, request).pipe(
      takeWhile((event) => {
        if (event.kind === 'head') next = redirected(request, event);
        return next === undefined;
      }),
    );
    const further = defer(() => {
      if (next === undefined) return EMPTY;
      const endless = () => new CliError({ kind: 'redirects', most: MOST_REDIRECTS });
      return most === 0 ? throwError(endless) : followed(modem, next, most - 1);
    });
    return concat(response, further);
  });
