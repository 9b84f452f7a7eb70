/** Places that are no serial port: a server, a broker, a page's port, a file of the program itself. */
const TCP = /^tcp:/i;
const BROKER = /^(?:mqtts?|wss?):|broker/i;
const WINDOWS = /^(?:COM\d|\\\\\.\\)/i;
const UNIX = /^\/dev\//;
const SERIAL = new RegExp(`${WINDOWS.source}|${UNIX.source}`, 'i');
const WEB_SERIAL = /^web-serial/;

type Row = readonly [where: RegExp, problem: RegExp, advice: string];

const ANY = /^/;
const FREE_IT = 'close the other program that has it open (fuser shows which)';

/** The first row that fits says what to do. Systems name the problem in words or by its code (errno). */
const ROWS: readonly Row[] = [
  [ANY, /package serialport/, 'install it with npm install serialport'],
  [WINDOWS, /not found/i, 'plug the modem in, and check the name in the Device Manager'],
  [WINDOWS, /access denied/i, 'close the other program that has it open'],
  [UNIX, /ENXIO|ENODEV|EIO|no such device|input\/output/i, 'plug the modem in again, and check its power'],
  [UNIX, /ENOENT|no such/i, 'plug the modem in, and check the name against ls /dev/tty*'],
  [
    UNIX,
    /EACCES|EPERM|permission denied/i,
    'add your user to the group of the port (sudo usermod -aG dialout $USER), then log in again',
  ],
  [SERIAL, /EBUSY|busy|lock|temporarily unavailable/i, FREE_IT],
  [/^tty\w+$/, /ENOENT|no such/i, 'write the whole path, such as /dev/ttyUSB0'],
  [SERIAL, /ENOTTY|inappropriate|not a tty|EINVAL|invalid/i, 'check that the name is that of a serial port'],
  [WEB_SERIAL, /already open/i, 'close the other tab or page that has the port open'],
  [WEB_SERIAL, ANY, 'close other tabs and programs that have the port open, and choose it again'],
  [ANY, /not authori[sz]ed|bad user|identifier/i, 'check user, password and client id at the broker'],
  [ANY, /same name/i, 'start only one of them, or rename one'],
  [ANY, /certificate|self.signed|CERT_|TLS|SSL/i, 'check the certificates of both sides'],
  [ANY, /ECONNREFUSED/, 'start the program that listens there, and check host and port'],
  [ANY, /ECONNRESET|EPIPE/, 'try again, since the other side closed the connection while it was being made'],
  [ANY, /ENOTFOUND|EAI_AGAIN|getaddrinfo/, 'check the host name, and that this machine can resolve names'],
  [
    ANY,
    /EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL/,
    'check the address, and the network of this machine',
  ],
  [ANY, /ETIMEDOUT|no connection within|timed? ?out/i, 'check host, port and firewall'],
  [ANY, /EADDRINUSE/, 'choose another port, or end the program that listens there'],
  [ANY, /ENOENT|no such/i, 'check the path'],
  [ANY, /EACCES|EPERM|permission denied|not permitted/i, 'check the permissions of your user there'],
  [ANY, /EROFS|ENOSPC|EDQUOT|no space/i, 'choose a place that can be written and has free space'],
  [ANY, /EMFILE|ENFILE/, 'close files and ports that are no longer needed'],
  [ANY, /EISDIR|ENOTDIR/, 'name a file, not a directory'],
  [ANY, /EBUSY|busy/i, FREE_IT],
  [ANY, /already/i, 'unsubscribe the other connection first'],
];

/** A problem that the library found itself says what to do: `it speaks MQTT 3 only; use a broker of MQTT 5`. */
const ADVISED = /; \w/;

/** What to do where a port could not be opened, by what the system says of it; nothing where the problem says so itself. */
const opening = (where: string, problem: string): string => {
  const row = ROWS.find(([place, said]) => place.test(where) && said.test(problem));
  return row?.[2] ?? (ADVISED.test(problem) ? '' : unknown(where));
};

const unknown = (where: string): string => {
  if (BROKER.test(where)) return 'check host and port of the broker, and what the broker logs';
  if (TCP.test(where)) return 'check host and port, and what listens there';
  return 'check its name, and which other program uses it';
};

/** What to do where an open port went away: a cable is to blame only where there is one. */
const closing = (where: string): string => {
  if (TCP.test(where))
    return 'check that the server runs and that no other client uses it, since most take one at a time';
  if (BROKER.test(where)) return 'check the broker and the network';
  if (SERIAL.test(where) || WEB_SERIAL.test(where)) return 'check cable and power supply, then open it again';
  return 'open it again';
};

/** What to do about a port, by where it is and what happened there. */
export const portAdvice = Object.freeze({ opening, closing });
