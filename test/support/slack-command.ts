import type { KnownBlock } from "@slack/types";
import type { FakeSlack, FakeSlackAnswer, FakeSlackView } from "./fake-slack/fake-slack.ts";
import type { Actor, Options } from "./scenario-driver.ts";

/** What is longer is filled in, not typed. */
const longestTyped = 100;

/** A command with all that belongs to it as one line; null where a file, a tick, or a long or quoted text does. */
function lineOf(command: string, options: Options): string | null {
	const given = Object.entries(options);
	const isPlain = ([, value]: (typeof given)[number]) =>
		typeof value === "string" && value.length <= longestTyped && !/["\n]/.test(value);
	if (given.length === 0 || !given.every(isPlain)) return null;
	return [command, ...given.map(([name, value]) => `${name}:"${String(value)}"`)].join(" ");
}

/** Runs a command as people do in Slack: typed whole where all of it is short text, else by its form. */
export async function runSlackCommand(
	fake: FakeSlack,
	as: Actor,
	command: string,
	options: Options,
): Promise<FakeSlackAnswer> {
	const answer = await fake.command(as, lineOf(command, options) ?? command);
	if (answer.kind !== "view") return answer;
	const { view } = answer;
	for (const name of lookUps(view)) {
		const value = options[name];
		// What fits is chosen from what Slack offers for what is typed; nothing else can be.
		if (value !== undefined) await fake.suggest(as, view.id, name, String(value));
	}
	return fake.submit(as, view.id, options);
}

/** What is offered while an option is typed in the command's form; nothing where it is typed without, or nobody gets the form. */
export async function suggestInSlack(
	fake: FakeSlack,
	as: Actor,
	{ command, option, typed }: { readonly command: string; readonly option: string; readonly typed: string },
): Promise<readonly string[]> {
	const answer = await fake.command(as, command);
	if (answer.kind !== "view" || !lookUps(answer.view).includes(option)) return [];
	const found = await fake.suggest(as, answer.view.id, option, typed);
	return found.map(({ value }) => value);
}

/** Names of the inputs that look up what is typed. */
function lookUps({ view }: FakeSlackView): readonly string[] {
	return (view.blocks as readonly KnownBlock[]).flatMap((block) =>
		block.type === "input" && block.element.type === "external_select" ? [block.block_id ?? ""] : [],
	);
}
