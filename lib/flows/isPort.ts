const MOST_PORT = 65_535;

/** Whether a number can be a TCP port. */
export const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= MOST_PORT;
