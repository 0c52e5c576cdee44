import type { Tone } from "../thread/card.ts";

/** A tone as a shape, for who sees no colours. */
export const toneSigns: Readonly<Record<Tone, string>> = {
	neutral: "•",
	busy: "⏳",
	good: "✅",
	warn: "⚠️",
	bad: "❌",
};
