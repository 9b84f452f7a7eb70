import { ask } from '../../dialects/ask';
import type { IdentityDialect } from '../../dialects/identityDialect';
import { identityLine } from './identityLine';
import { manufacturer, model, serialNumber, subscriber } from './identityCommands';

/** What a family asks in its own words, and how its names look among other lines. */
type OwnIdentity = Pick<IdentityDialect, 'revision' | 'iccid'> & { readonly likely: RegExp };

/** The identity of a modem by 27.007 § 5: bare lines, except the questions that a family spells itself. */
export const standardIdentity = ({ revision, iccid, likely }: OwnIdentity): IdentityDialect =>
  Object.freeze({
    manufacturer: ask(manufacturer(), (_, all) =>
      identityLine(
        all.map(({ text }) => text),
        likely,
      ),
    ),
    model: ask(model(), (_, all) =>
      identityLine(
        all.map(({ text }) => text),
        likely,
      ),
    ),
    revision,
    imei: ask(serialNumber(), ({ imei }) => imei),
    imsi: ask(subscriber(), ({ imsi }) => imsi),
    iccid,
  });
