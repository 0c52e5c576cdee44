import { setTimeout as wait } from "node:timers/promises";
import type { BlockSuggestion, types } from "@slack/bolt";
import { fitText } from "../../../core/show/fit-text.ts";
import { toLabel } from "../../../core/show/plain-text.ts";
import { commandPrefix } from "../../../core/thread/home-cards.ts";
import { controlLimits } from "../limits.ts";
import type { InteractionContext } from "./context.ts";

/** What fits what is typed in a field of a command's form; none when it takes too long, goes wrong, or who types may not know. */
export async function suggest(
	{ handlers, options, people, times }: InteractionContext,
	{ block_id: option, value, user, team, view }: BlockSuggestion,
): Promise<types.Option[]> {
	const callbackId = view?.callback_id ?? "";
	if (!callbackId.startsWith(commandPrefix)) return [];
	const line = callbackId.slice(commandPrefix.length);
	const find = async () => {
		const actor = { id: user.id, name: user.name, teamId: user.team_id ?? team?.id ?? null };
		const { asker } = await people.know(actor, null);
		return handlers.onAutocomplete(asker, line, option, value);
	};
	const finding = find().catch((fault: unknown) => {
		options.log.error("slack.suggestions-failed", fault, { what: line });
		return [];
	});
	const found = await Promise.race([finding, wait(times.suggestMs, null, { ref: false })]);
	if (found === null) options.log.warn("slack.suggestions-late", { what: line });
	return (found ?? []).flatMap(toOption).slice(0, controlLimits.options);
}

/** A label can be shortened; a value that is too long cannot, and would be refused with all the others. */
function toOption({ value, label }: { readonly value: string; readonly label: string }): readonly types.Option[] {
	if (value === "" || value.length > controlLimits.optionValue) return [];
	const text = fitText(toLabel(label === "" ? value : label), controlLimits.optionLabel);
	return [{ value, text: { type: "plain_text", text, emoji: false } }];
}
