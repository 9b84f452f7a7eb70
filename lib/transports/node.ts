/* Ways to a modem that need Node */
export { serialPort } from './serialPort';
export type { OpenSerialPort, SerialPortOptions, SerialPortSignals } from './serialPort';
export { serialPorts } from './serialPorts';
export type { SerialPortInfo } from './serialPorts';
export { tcp } from './tcp';

/* A session written to a file */
export { recordedTo } from './recordedTo';

/* The emulator's Node side: a real network behind it, a real port in front of it */
export type { Served } from '../emulator/node/attachTo';
export { ftpOrigin } from '../emulator/node/ftpOrigin';
export type { FtpOriginOptions } from '../emulator/node/ftpOrigin';
export { brokerOrigin } from '../emulator/node/brokerOrigin';
export { httpOrigin } from '../emulator/node/httpOrigin';
export type { HttpOriginOptions } from '../emulator/node/httpOrigin';
export { socketOrigin } from '../emulator/node/socketOrigin';
export type { SocketOriginOptions } from '../emulator/node/socketOrigin';
export { servePseudoTerminal } from '../emulator/node/servePseudoTerminal';
export type { ServePseudoTerminalOptions } from '../emulator/node/servePseudoTerminal';
export { serveTcp } from '../emulator/node/serveTcp';
export type { ServeTcpOptions } from '../emulator/node/serveTcp';

/* HTTP, with downloads to files */
export { httpWithDownloads as http } from '../node/httpWithDownloads';
export type { Downloaded, DownloadOptions } from '../node/download';

/* Sockets of a modem for Node's own clients */
export { createFetch } from '../node/createFetch';
export type { ModemFetchOptions, SocketFetchOptions } from '../node/createFetch';
export { duplexOf } from '../node/duplexOf';
export type { DuplexOptions, PortDuplex } from '../node/duplexOf';
export { modemAgent } from '../node/modemAgent';
export type { ModemAgentOptions, ModemAgents, UndiciConnect } from '../node/modemAgent';
export { serveProxy } from '../node/proxy/serveProxy';
export type { ServeProxyOptions } from '../node/proxy/serveProxy';
