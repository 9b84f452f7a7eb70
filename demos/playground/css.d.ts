/** A style sheet that the bundler collects. */
declare module '*.css';
