// What more would only keep a page busy for seconds, as the engine knows it, too.

/** The most characters of a program that is run, shown or coloured. The engine counts bytes. */
export const LONGEST_PROGRAM = 256 * 1024
