import type { APIApplicationCommandAutocompleteInteraction } from "discord.js";
import { fitText } from "../../../core/show/fit-text.ts";
import type { ChatHandlers } from "../../../ports/chat.ts";
import { commandLimits } from "../commands/command-limits.ts";
import type { DiscordOptions } from "../options.ts";
import { toAsker } from "./asker.ts";
import { toTyping } from "./command-call.ts";
import { caseTypedIn } from "./typed-in.ts";

export interface SuggestionsAsked {
	readonly options: DiscordOptions;
	readonly handlers: ChatHandlers;
	readonly timeoutMs: number;
	readonly interaction: APIApplicationCommandAutocompleteInteraction;
}

interface Choice {
	readonly name: string;
	readonly value: string;
}

/** What fits what is typed, within Discord's limits; none when it takes too long or goes wrong. */
export async function suggestions({
	options,
	handlers,
	timeoutMs,
	interaction,
}: SuggestionsAsked): Promise<readonly Choice[]> {
	const typing = toTyping(interaction);
	if (typing === null) return [];
	const find = async () => {
		const asker = toAsker(interaction, options, await caseTypedIn(options, interaction));
		return handlers.onAutocomplete(asker, typing.line, typing.option, typing.typed);
	};
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<null>((resolve) => {
		timer = setTimeout(resolve, timeoutMs, null);
	});
	try {
		const found = await Promise.race([find(), late]);
		if (found === null) options.log.warn("discord.suggestions-late", { what: typing.line });
		return (found ?? []).flatMap(toChoice).slice(0, commandLimits.choices);
	} catch (fault) {
		options.log.error("discord.suggestions-failed", fault, { what: typing.line });
		return [];
	} finally {
		clearTimeout(timer);
	}
}

/** A label can be shortened; a value that is too long cannot, and would be refused with all the others. */
function toChoice({ value, label }: { readonly value: string; readonly label: string }): readonly Choice[] {
	if (value === "" || value.length > commandLimits.choiceValue) return [];
	return [{ value, name: fitText(label === "" ? value : label, commandLimits.choiceName) }];
}
