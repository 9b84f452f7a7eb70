import { type Observable, switchMap, take } from 'rxjs';
import { emulator, type Emulator, type EmulatorSettings, type Site, simulatedWeb } from '../../lib/emulator';
import { collect, openModem, type OpenModemOptions, http, type HttpRequest, type Profile } from '../../lib';
import type { HttpResponse } from '../../operators/collect';
import type { Modem } from '../../lib/modem/modem';

/** The page that is asked for. */
export const PAGE = 'http://example.com/page';

/** A virtual modem on the desk, and what one does with it. */
export interface Desk {
  readonly virtual: Emulator;
  readonly profile: Profile;
  /** The command lines that it heard. */
  readonly heard: readonly string[];
  readonly connected: (options?: OpenModemOptions) => Observable<Modem>;
  /** Connects, gets a page, leaves. */
  readonly get: (request?: Partial<HttpRequest>, options?: OpenModemOptions) => Observable<HttpResponse>;
}

/** Puts a virtual modem of a family on the desk: it answers at once unless the knobs say otherwise. */
export const desk = (
  profile: Profile,
  page: Site,
  knobs: Partial<EmulatorSettings> = {},
  more: Readonly<Record<string, Site>> = {},
): Desk => {
  const origin = simulatedWeb({ [PAGE]: page, ...more });
  const virtual = emulator({ family: profile.name, origin, latencyMs: 0, ...knobs });
  const heard: string[] = [];
  virtual.heard.subscribe((line) => heard.push(line));
  const connected: Desk['connected'] = (options) => openModem(virtual.transport, profile, options);
  return {
    virtual,
    profile,
    heard,
    connected,
    get: (request, options) =>
      connected(options).pipe(
        take(1),
        switchMap((modem) => http.get(modem, { url: PAGE, ...request })),
        collect(),
      ),
  };
};
