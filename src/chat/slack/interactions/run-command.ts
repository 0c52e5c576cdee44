import type { SlashCommand } from "@slack/bolt";
import { mayDo, parseLine } from "../../../core/command/parse-line.ts";
import type { Reply } from "../../../ports/chat.ts";
import { slackWords } from "../words.ts";
import { answerKnown, say } from "./answer.ts";
import type { InteractionContext } from "./context.ts";
import { helpCard } from "./help-card.ts";
import { type Opening, openCommandForm, openCommandMenu } from "./open-form.ts";
import type { Place } from "./place.ts";

/** `/meldkamer …`: runs a command that is whole; opens its form when something is missing, and the list of commands when all is. */
export async function runCommand(context: InteractionContext, typed: SlashCommand): Promise<void> {
	const { user_id: id, user_name: name, team_id: teamId } = typed;
	// A slash command is never typed in a thread.
	const place: Place = { userId: id, responseUrl: typed.response_url, thread: null, onPrivate: false };
	await answerKnown(context, { actor: { id, name, teamId }, place }, (asker) =>
		replyTo(context, { asker, place, triggerId: typed.trigger_id, fromHome: false }, typed.text),
	);
}

async function replyTo(context: InteractionContext, calling: Opening, text: string): Promise<Reply> {
	const { entries, handlers, options } = context;
	const { asker } = calling;
	const line = asTyped(text).trim();
	if (line === "") return openCommandMenu(context, calling);
	if (/^(?:help|hulp|\?)$/i.test(line)) {
		const mine = entries.filter(({ role }) => mayDo(asker.roles, role));
		if (mine.length === 0) return openCommandMenu(context, calling);
		return { kind: "card", card: helpCard(mine, options.language) };
	}
	const parsed = parseLine(line, entries);
	if (parsed.kind === "unknown") return say(slackWords(options.language).unknownCommand(parsed.word));
	const { entry, values, complete } = parsed;
	const asksNothing = entry.options.length === 0;
	// No thread says which case is meant.
	const lacksCase = entry.options.some(({ name, type }) => type === "case" && !(name in values));
	if (complete && !lacksCase && (asksNothing || Object.keys(values).length > 0))
		return handlers.onCommand(asker, entry.path, values);
	return openCommandForm(context, calling, { entry, values, files: null });
}

const characters: ReadonlyMap<string, string> = new Map([
	["&amp;", "&"],
	["&lt;", "<"],
	["&gt;", ">"],
]);

/** Slack sends these three as it does in messages, and no others (docs.slack.dev, "Formatting message text", "Escaping text"). */
function asTyped(text: string): string {
	return text.replaceAll(/&(?:amp|lt|gt);/g, (found) => characters.get(found) ?? found);
}
