/** Ways to a modem that have a beginning, and those that are complete. */
export const PORT_PREFIXES = ['tcp://', 'replay:'] as const;
export const PORT_WORDS = ['emulator'] as const;
/** Where systems put serial ports; other paths are completed as files. */
export const PORT_GLOBS = ['/dev/ttyUSB*', '/dev/ttyACM*', '/dev/serial/by-id/*', '/dev/cu.usb*'] as const;
