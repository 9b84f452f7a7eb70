const BAD_HOST = /[\s"'<>\\^`{|}@%,/?#]/;

/** Whether a text can be a host's name or address. */
export const isHost = (text: string): boolean => text !== '' && !BAD_HOST.test(text);

const MAX_PORT = 65_535;

/** Whether a number can be a TCP port. */
export const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= MAX_PORT;
