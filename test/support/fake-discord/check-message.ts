import { apiErrors, type FormProblem, invalidForm } from "./api-error.ts";
import { messageProblems, usesComponentsV2 } from "./limits.ts";
import type { Call } from "./route.ts";
import { checkShape } from "./validate.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Answers 50035 and notes a violation when `body` isn't as Discord's schema and `more` say. `before` is where it stands in a list. */
export function refuseBadBody(
	call: Call,
	schema: string,
	body: unknown,
	more: readonly FormProblem[] = [],
	before: readonly number[] = [],
): void {
	const { problems, unknownKeys } = checkShape(schema, body);
	for (const key of unknownKeys.filter((one) => !isOfTheSdk(call, one, body))) note(call, `unknown key ${key}`);
	const all = [...problems, ...more].map((problem) => ({ ...problem, path: [...before, ...problem.path] }));
	for (const problem of all) note(call, `${problem.path.join(".")}: ${problem.message} (${problem.code})`);
	if (all.length > 0) throw invalidForm(all);
}

/** discord.js itself sends these along where Discord's schema doesn't name them, and Discord ignores them. */
function isOfTheSdk(call: Call, key: string, body: unknown): boolean {
	const holder = key
		.split(".")
		.slice(0, -1)
		.reduce<Json>((at, part) => (at[part] ?? {}) as Json, body as Json);
	const name = key.split(".").at(-1) ?? "";
	if ((name === "tts" || name === "enforce_nonce") && holder[name] === false) return true;
	return name === "type" && call.name === "POST /channels/:id/messages/:id/threads";
}

/** Keeps what Discord would let through or what the product promised more strictly. */
export function note(call: Call, what: string): void {
	call.world.violations.push(`${call.name}: ${what}`);
}

/** The checks of everything that puts text before people. `before` is where the message stands in the body. */
export function refuseBadMessage(
	call: Call,
	schema: string,
	whole: unknown,
	message: Json,
	before: readonly string[] = [],
	isEdit = false,
): void {
	const more = messageProblems(message, call.files).map((problem) => ({
		...problem,
		path: [...before, ...problem.path],
	}));
	refuseBadBody(call, schema, whole, more);
	const tooLarge = call.files.filter((file) => file.bytes.length > call.world.options.attachmentSizeLimit);
	if (tooLarge.length > 0) {
		note(call, `a file of ${tooLarge[0]?.bytes.length} bytes is over the limit`);
		throw apiErrors.tooLarge();
	}
	if (!isEdit && isEmpty(call, message)) {
		note(call, "an empty message");
		throw apiErrors.empty();
	}
	const mentions = message.allowed_mentions as Json | null | undefined;
	const parse = mentions?.parse;
	const showsText = isFilled(message.content) || isFilled(message.embeds) || usesComponentsV2(message);
	if (showsText && (!Array.isArray(parse) || parse.length > 0 || mentions?.users || mentions?.roles)) {
		note(call, "allowed_mentions is not {parse: []}");
	}
	if (isFilled(message.nonce) && message.enforce_nonce !== true) note(call, "nonce without enforce_nonce");
}

function isEmpty(call: Call, message: Json): boolean {
	return (
		call.files.length === 0 &&
		!["content", "embeds", "components", "sticker_ids", "poll"].some((key) => isFilled(message[key]))
	);
}

function isFilled(value: unknown): boolean {
	return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== "";
}
