import { ftp, type FtpWay, type Profile } from '../../lib';
import type { EmulatorSettings, FtpSite } from '../../lib/emulator';
import { joinBytes } from '../../operators/joinBytes';
import type { TransferEvent } from '../../operators/transferEvent';
import type { Watched } from '../modem/watch';
import { ftpDesk, type FtpDesk, server } from './ftpDesk';

/** The file that contracts of FTP download, and the one that they upload behind it. */
export const PATH = '/logs/a.bin';
export const UPLOADED = '/logs/b.bin';

export const ways: readonly (FtpWay | undefined)[] = ['windows', 'bulk', undefined];

type Body = readonly [name: string, bytes: Uint8Array];

/** Every body in every way. */
export const casesOf = (bodies: readonly Body[]) =>
  bodies.flatMap(([name, body]) => ways.map((way) => [name, way, body] as const));

/** How a modem behaves, with a number that moves the selection of cases. */
export const mannersOf = (manners: Readonly<Record<string, Partial<EmulatorSettings>>>) =>
  Object.entries(manners).map(([name, knobs], at) => [name, knobs, at] as const);

/** A virtual modem whose server has one file. */
export const withFile = (
  profile: Profile,
  bytes: Uint8Array,
  knobs: Partial<EmulatorSettings> = {},
  site: FtpSite = {},
): FtpDesk => ftpDesk(profile, { files: { [PATH]: bytes }, ...site }, knobs);

/** The bytes that a download brought. */
export const bytesOf = ({ values }: Watched<TransferEvent>): Uint8Array =>
  joinBytes(values.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));

/** Downloads the file, then uploads the same bytes under another name. */
export const bothWays = ({ on }: FtpDesk, body: Uint8Array, way: FtpWay | undefined) => ({
  got: on((modem) => ftp.get(modem, server, PATH, way && { way })),
  put: on((modem) => ftp.put(modem, server, UPLOADED, body, way && { way })),
});
