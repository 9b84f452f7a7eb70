import { manufacturer, model, serialNumber, subscriber } from '../standard/identityCommands';
import { identityLine } from './identityLine';
import { ask } from '../../dialects/ask';
import type { IdentityDialect } from '../../dialects/identityDialect';

/** The identity of a SIMCom modem: bare lines in all families (27.007 § 5), except the questions that a family spells itself. */
export const simcomIdentity = ({
  revision,
  iccid,
}: Pick<IdentityDialect, 'revision' | 'iccid'>): IdentityDialect =>
  Object.freeze({
    manufacturer: ask(manufacturer(), (_, all) => identityLine(all.map(({ text }) => text))),
    model: ask(model(), (_, all) => identityLine(all.map(({ text }) => text))),
    revision,
    imei: ask(serialNumber(), ({ imei }) => imei),
    imsi: ask(subscriber(), ({ imsi }) => imsi),
    iccid,
  });
