import { createHash } from "node:crypto";
import type { Card } from "../core/thread/card.ts";

/** Equal for cards that look the same. */
export function cardHash(card: Card): string {
	return createHash("sha256").update(JSON.stringify(card)).digest("hex");
}
