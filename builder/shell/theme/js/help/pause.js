/**
 * How long the coach waits. A module of its own, so that the benchmark can put one without a wait in its place.
 */

/** In ms without a key before the engine is asked: long enough not to interrupt a sentence. */
export const PAUSE = 1000;
