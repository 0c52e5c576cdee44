import type { Act } from "./act.ts";
import { checkOption } from "./check-blocks.ts";
import { checkShape } from "./check-shape.ts";
import { isJson } from "./fill-blocks.ts";
import { limitOf } from "./limits.ts";
import { SlackError } from "./slack-error.ts";
import { applyViewAck } from "./view-ack.ts";
import type { Json, World } from "./world.ts";
import { writeResponse } from "./write-response.ts";

/** Does what an acknowledgement's body asks for: a message, or what becomes of the modal. */
export function applyAck(world: World, act: Act, body: Json): void {
	const { type } = act.payload;
	if (act.isSubmission) applyViewAck(world, act, body);
	else if (type === "block_suggestion") applyOptions(world, act, body);
	else if (act.kind !== "events_api" && Object.keys(body).length > 0) applyMessage(world, act, body);
}

function applyMessage(world: World, act: Act, body: Json): void {
	const { type } = act.payload;
	const url = [...world.responseUrls.values()].find((one) => one.act === act);
	if (!url) {
		world.violations.push(`acknowledgement of ${String(type)}: a message, but there is no place for it`);
		return;
	}
	try {
		writeResponse(world, { what: `acknowledgement of ${String(type ?? "slash_commands")}`, url, args: body });
	} catch (error) {
		// The person sees nothing of it, and the bot hears nothing.
		if (!(error instanceof SlackError)) throw error;
	}
}

function applyOptions(world: World, act: Act, body: Json): void {
	const groups = Array.isArray(body.option_groups) ? body.option_groups.filter(isJson) : [];
	const lists = [body.options, ...groups.map(({ options }) => options)].filter(Array.isArray);
	if (lists.length === 0)
		world.violations.push("acknowledgement of block_suggestion: neither options nor option_groups");
	const options = lists.flat().filter(isJson);
	for (const fault of [...checkOptions(options), ...checkGroups(groups)])
		world.violations.push(`acknowledgement of block_suggestion: ${fault}`);
	act.events.emit("options", options);
}

function checkGroups(groups: readonly Json[]): readonly string[] {
	return groups.flatMap((group, index) => checkShape("OptionGroup", group, `/option_groups/${index}`));
}

function checkOptions(options: readonly Json[]): readonly string[] {
	const most = limitOf("static_select", "options");
	return [
		...(options.length > most ? [`no more than ${most} items allowed [json-pointer:/options]`] : []),
		...options.flatMap((option, index) => checkOption(option, `/options/${index}`)),
	];
}
