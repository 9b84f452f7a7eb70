/** Characters that no name has (A76XX AT manual V1.09 pages 287–304): a line that holds one is somebody else's. */
const NO_NAME = /[\\/:*?"<>|]/;

/** Tells the name of a file from other lines that the modem says while it lists a directory. */
export const isFileName = (line: string): boolean => line !== '' && !NO_NAME.test(line);
