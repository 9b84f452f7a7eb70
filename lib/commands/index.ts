/* Commands and URCs of all families, by area; where families differ, the name says which. */
export * from './bearer';
export * from './callUrcs';
export * from './context';
export * from './files';
export * from './filesA76';
export * from './filesSim800';
export * from './ftpA76';
export * from './ftpSim800';
export * from './general';
export * from './http';
export * from './httpA76';
export * from './httpSim7600';
export * from './httpSim800';
export * from './network';
export * from './networkUrcs';
export * from './powerUrcs';
export * from './tls';
