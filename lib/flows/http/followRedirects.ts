import { serviceOf } from '../../dialects/serviceOf';
import { concat, defer, EMPTY, type Observable, takeWhile } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { TransferEvent } from '../../../operators/transferEvent';
import type { Profile } from '../../dialects/profile';
import { begunBody } from './begunBody';
import { hasCredentials, isRedirect, MAX_REDIRECTS, redirected, tooMany } from './redirected';
import type { HttpProgress } from './httpProgress';
import type { HttpRequest } from './httpRequest';

/** Where a request that follows redirects is: the request of its last hop, that one's progress, and how many were followed. */
export interface Hops {
  request: HttpRequest;
  progress: HttpProgress;
  followed: number;
}

/**
 * Whether a request's redirects are followed by asking again. The modem follows by itself only where it can, and where it can't
 * break the rule of `redirected`: it is not told what another origin may see, so plain GET and HEAD without credentials.
 */
export const asksAgain = (profile: Profile, request: HttpRequest): boolean => {
  const { redirect, url, method = 'GET', headers } = request;
  if (redirect !== 'follow') return false;
  const isPlain = /^http:/i.test(String(url)) && ['GET', 'HEAD'].includes(method) && !hasCredentials(headers);
  return !(serviceOf(profile, 'http').followsRedirects && isPlain);
};

/** The request as it is made: with its redirects given as they are, where they are followed by asking again. */
export const singleHop = (profile: Profile, request: HttpRequest): HttpRequest =>
  asksAgain(profile, request) ? { ...request, redirect: 'manual' } : request;

/**
 * Follows redirects by asking again: leaves a response that is one at its head, and asks where it points.
 *
 *     first     --h            302, Location: /next
 *     second      ------h-c-c--|
 *     result    --------h-c-c--|
 *
 * Fails as `redirected` does, with `invalid-argument` named `redirect` after `maxRedirects`, and with `http-status` where a
 * redirect that says no place is no accepted status.
 */
export const followRedirects = (
  ask: (request: HttpRequest, progress: HttpProgress) => Observable<TransferEvent>,
  hops: Hops,
): Observable<TransferEvent> =>
  defer(() => {
    const { request, progress } = hops;
    const { accepts = (status) => status < 400, maxRedirects = MAX_REDIRECTS } = request;
    let next: HttpRequest | undefined;
    const asked: HttpRequest = {
      ...request,
      redirect: 'manual',
      accepts: (status) => isRedirect(status) || accepts(status),
    };
    const response = ask(asked, progress).pipe(
      takeWhile((event) => {
        if (event.kind !== 'head') return true;
        next = redirected(request, event);
        if (!next && !accepts(event.status))
          throw new ModemError({ kind: 'http-status', head: event, body: new Uint8Array(0) });
        return next === undefined;
      }),
    );
    const further = defer(() => {
      if (!next) return EMPTY;
      if (hops.followed >= maxRedirects) return tooMany(maxRedirects);
      Object.assign(hops, {
        request: next,
        progress: begunBody.progressOf(next),
        followed: hops.followed + 1,
      } satisfies Hops);
      return followRedirects(ask, hops);
    });
    return concat(response, further);
  });
