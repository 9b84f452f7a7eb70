/** The cell that the virtual modem camps on: location area and cell, four hexadecimal digits each. */
export const CELL = Object.freeze({ area: '28B4', cell: '9DC1' });
