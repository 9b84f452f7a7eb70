import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A small FTP server on loopback: passive, one user, files in memory. Enough of RFC 959 to be a client's other end. */
export interface FtpServer {
  readonly port: number;
  readonly files: Map<string, Buffer>;
  readonly close: () => void;
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );

const serve = (control: Socket, files: Map<string, Buffer>): void => {
  let rest = 0;
  let data: Promise<Socket> | undefined;
  const say = (line: string): unknown => control.write(`${line}\r\n`);
  const passive = async (): Promise<number> => {
    const server = createServer();
    data = new Promise((resolve) => server.once('connection', (socket) => (server.close(), resolve(socket))));
    return listen(server);
  };
  const send = async (bytes: Buffer): Promise<void> => {
    say('150 here it comes');
    (await data)?.end(bytes, () => say('226 done'));
  };
  const store = async (path: string, before: Buffer): Promise<void> => {
    say('150 go on');
    const parts: Buffer[] = [before];
    const socket = await data;
    socket?.on('data', (part: Buffer) => parts.push(part));
    socket?.on('end', () => {
      files.set(path, Buffer.concat(parts));
      say('226 stored');
    });
  };
  const run = async (verb: string, path: string): Promise<unknown> => {
    const file = files.get(path);
    const missing = (): unknown => say('550 no such file');
    switch (verb) {
      case 'USER':
        return say('331 password, please');
      case 'PASS':
        return say(path === 'secret' ? '230 welcome' : '530 no');
      case 'TYPE':
      case 'STRU':
      case 'MKD':
      case 'RMD':
        return say('200 fine');
      case 'REST':
        rest = Number(path);
        return say('350 from there');
      case 'EPSV':
        return say(`229 Entering Extended Passive Mode (|||${await passive()}|)`);
      case 'SIZE':
        return file ? say(`213 ${file.length}`) : missing();
      case 'DELE':
        return files.delete(path) ? say('250 gone') : missing();
      case 'RETR':
        return file ? send(file.subarray(rest)) : missing();
      case 'LIST':
        return send(Buffer.from('-rw-r--r-- 1 ftp ftp 5 Oct 12 14:58 a.txt\r\n'));
      case 'STOR':
      case 'APPE':
        return store(path, verb === 'APPE' ? (file ?? Buffer.alloc(0)) : Buffer.alloc(0));
      default:
        return say('502 not here');
    }
  };
  let typed = '';
  control.on('error', () => undefined);
  control.on('data', (part: Buffer) => {
    typed += part.toString('latin1');
    const lines = typed.split('\r\n');
    typed = lines.pop() ?? '';
    for (const line of lines) {
      const [, verb = '', path = ''] = /^(\S+) ?(.*)$/.exec(line) ?? [];
      void run(verb.toUpperCase(), path);
    }
  });
  say('220 hello');
};

export const ftpServer = async (): Promise<FtpServer> => {
  const files = new Map<string, Buffer>();
  const server = createServer((control) => serve(control, files));
  return { port: await listen(server), files, close: () => server.close() };
};
