import type { Instant } from "../core/instant.ts";

/** The time now. */
export type Clock = () => Instant;
