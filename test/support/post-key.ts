import type { PostKey } from "../../src/ports/chat.ts";

/** A key as a test needs it: made for the first time. */
export const postKey = (key: string): PostKey => ({ key, mark: key, again: false });
