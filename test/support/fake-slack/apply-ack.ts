import type { Act } from "./act.ts";
import { isJson } from "./fill-blocks.ts";
import { applyViewAck } from "./view-ack.ts";
import type { Json, World } from "./world.ts";
import { writeResponse } from "./write-response.ts";

/** Does what an acknowledgement's body asks for: a message, or what becomes of the modal. */
export function applyAck(world: World, act: Act, body: Json): void {
	const { type } = act.payload;
	if (act.isSubmission) return applyViewAck(world, act, body);
	if (type === "block_suggestion") return applyOptions(world, act, body);
	if (act.kind === "events_api" || Object.keys(body).length === 0) return;
	const url = [...world.responseUrls.values()].find((one) => one.act === act);
	if (!url) {
		world.violations.push(`acknowledgement of ${String(type)}: a message, but there is no place for it`);
		return;
	}
	writeResponse(world, { what: "acknowledgement", url, args: body });
}

function applyOptions(world: World, act: Act, body: Json): void {
	const groups = Array.isArray(body.option_groups) ? body.option_groups.filter(isJson) : [];
	const lists = [body.options, ...groups.map(({ options }) => options)].filter(Array.isArray);
	if (lists.length === 0)
		world.violations.push("acknowledgement of block_suggestion: neither options nor option_groups");
	const options = lists.flat().filter(isJson);
	for (const fault of checkOptions(options)) world.violations.push(`acknowledgement of block_suggestion: ${fault}`);
	act.events.emit("options", options);
}

function checkOptions(_options: readonly Json[]): readonly string[] {
	return [];
}
