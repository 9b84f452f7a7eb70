/** How much of the body that came with a refused status is kept with the error. */
export const mostErrorBytes = 65_536;
