import { rollTrouble } from "../troubles.ts";
import type { SlackTrouble } from "./fake-slack.ts";
import { count, type World } from "./world.ts";

/** The trouble that happens to a request, counted. `file` alone means downloads, not the methods that begin so. */
export function rollSlackTrouble(world: World, name: string): SlackTrouble | null {
	const meant = world.troubles.filter(({ on }) => on !== "file" || name === "file");
	const trouble = rollTrouble(meant, [name]);
	if (trouble) count(world, `trouble ${trouble.kind}`);
	return trouble;
}
