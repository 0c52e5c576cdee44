import type { Actor, Options, ScenarioFile } from "../scenario-driver.ts";
import { attachmentPayload } from "./message-parts.ts";
import { memberPermissions } from "./permission-bits.ts";
import { keepFile } from "./store-message.ts";
import type { World } from "./world.ts";

/** Discord's own client refuses it; nothing reaches the bot. */
export class PlatformRefused extends Error {
	constructor(why: string) {
		super(why);
		this.name = "PlatformRefused";
	}
}

/** A private thread is there only for its members. */
export function requireSight(world: World, as: Actor, channelId: string): void {
	const thread = world.threads.get(channelId);
	if (!thread && !world.channels.has(channelId)) throw new PlatformRefused("The channel is not there.");
	if (thread?.type === 12 && !thread.memberIds.includes(world.people[as].id)) {
		throw new PlatformRefused(`${as} does not see the private thread.`);
	}
}

interface Typed {
	readonly world: World;
	readonly channelId: string;
	readonly attachments: Record<string, unknown>;
}

type Wire = {
	readonly name: string;
	readonly type: number;
	readonly value?: unknown;
	readonly options?: readonly Wire[];
};
type Loose = Readonly<Record<string, unknown>> & { readonly name: string; readonly type: number };

const types: Readonly<Record<string, string>> = {
	csv: "text/csv",
	txt: "text/plain",
	json: "application/json",
	zip: "application/zip",
};

/** The data of a typed command, checked as Discord's client checks it. */
export function commandData(world: World, as: Actor, line: string, options: Options, channelId: string) {
	requireSight(world, as, channelId);
	const { command, sub, declared } = findCommand(world, as, line);
	for (const name of Object.keys(options)) {
		if (!declared.some((option) => option.name === name)) throw new PlatformRefused(`/${line} has no option ${name}`);
	}
	const typed: Typed = { world, channelId, attachments: {} };
	const wire = declared.flatMap((option): Wire[] => {
		const value = options[option.name];
		if (value === undefined && option.required !== true) return [];
		if (value === undefined) throw new PlatformRefused(`${option.name} is required`);
		return [{ name: option.name, type: option.type, value: wireValue(option, value, typed) }];
	});
	const resolved = Object.keys(typed.attachments).length > 0 ? { resolved: { attachments: typed.attachments } } : {};
	return { ...command, options: sub ? [{ ...sub, options: wire }] : wire, ...resolved };
}

/** The data while somebody types `option`. */
export function autocompleteData(world: World, as: Actor, line: string, name: string, typed: string) {
	const { command, sub, declared } = findCommand(world, as, line);
	const option = declared.find((one) => one.name === name);
	if (!option) throw new PlatformRefused(`/${line} has no option ${name}`);
	if (option.autocomplete !== true) throw new PlatformRefused(`${name} has no suggestions`);
	const wire = [{ name, type: option.type, value: typed, focused: true }];
	return { ...command, options: sub ? [{ ...sub, options: wire }] : wire };
}

function findCommand(world: World, as: Actor, line: string) {
	const [name, subName, ...rest] = line.split(" ");
	const command = world.commands.find((one) => one.name === name && one.type === 1);
	if (!command || rest.length > 0) throw new PlatformRefused(`/${line} is not registered`);
	const needed = command.default_member_permissions;
	if (
		needed !== null &&
		needed !== undefined &&
		(needed === "0" || (memberPermissions & BigInt(needed)) !== BigInt(needed))
	) {
		throw new PlatformRefused(`/${line} is hidden from ${as}: it takes permissions ${needed}`);
	}
	const declared = (command.options ?? []) as unknown as readonly Loose[];
	const base = { id: command.id, name: command.name, type: 1, guild_id: world.ids.guildId };
	const hasSubs = declared.some((option) => option.type === 1);
	if (!hasSubs && subName !== undefined) throw new PlatformRefused(`/${line} is not registered`);
	if (!hasSubs) return { command: base, sub: null, declared };
	const sub = declared.find((option) => option.name === subName);
	if (!sub) throw new PlatformRefused(`/${line} is not registered`);
	return { command: base, sub: { name: sub.name, type: 1 }, declared: (sub.options ?? []) as readonly Loose[] };
}

function wireValue(option: Loose, value: Options[string], typed: Typed): unknown {
	if (typeof value === "object") {
		if (option.type !== 11) throw new PlatformRefused(`${option.name} takes no file`);
		return attach(option, value, typed);
	}
	switch (option.type) {
		case 3:
			return checkedText(option, String(value));
		case 4:
		case 10:
			return checkedNumber(option, value);
		case 5:
			if (typeof value !== "boolean") throw new PlatformRefused(`${option.name} is yes or no`);
			return value;
		default:
			throw new PlatformRefused(`${option.name} takes no text`);
	}
}

function checkedText(option: Loose, value: string): string {
	const choices = option.choices as readonly { readonly value: unknown }[] | undefined;
	if (choices && !choices.some((choice) => choice.value === value)) {
		throw new PlatformRefused(`${value} is no choice of ${option.name}`);
	}
	const max = Number(option.max_length ?? 6000);
	if (value.length > max) throw new PlatformRefused(`${option.name} is longer than ${max}`);
	if (value.length < Number(option.min_length ?? 0)) throw new PlatformRefused(`${option.name} is too short`);
	if (option.required === true && value.trim() === "") throw new PlatformRefused(`${option.name} is required`);
	return value;
}

function checkedNumber(option: Loose, value: string | number | boolean): number {
	const number = typeof value === "number" ? value : Number(String(value).trim() || Number.NaN);
	const isWhole = option.type === 10 || Number.isSafeInteger(number);
	if (!Number.isFinite(number) || !isWhole) throw new PlatformRefused(`${option.name} takes a number`);
	const [min, max] = [option.min_value, option.max_value];
	if (typeof min === "number" && number < min) throw new PlatformRefused(`${option.name} is under ${min}`);
	if (typeof max === "number" && number > max) throw new PlatformRefused(`${option.name} is over ${max}`);
	return number;
}

function attach(option: Loose, file: ScenarioFile, typed: Typed): string {
	const limit = typed.world.options.attachmentSizeLimit;
	if (file.bytes.length > limit) throw new PlatformRefused(`${file.fileName} is over ${limit} bytes`);
	const extension = file.fileName.split(".").at(-1)?.toLowerCase() ?? "";
	const contentType = types[extension] ?? "application/octet-stream";
	const accepted = option.file_types as readonly string[] | undefined;
	const fits = (one: string): boolean => [extension, `.${extension}`, contentType].includes(one.toLowerCase());
	if (accepted && accepted.length > 0 && !accepted.some(fits)) {
		throw new PlatformRefused(`${option.name} takes ${accepted.join(", ")}`);
	}
	const fileName = file.fileName.replaceAll(/[^\w.-]/g, "_");
	const stored = keepFile(typed.world, typed.channelId, { fileName, contentType, bytes: file.bytes, ephemeral: true });
	typed.attachments[stored.id] = attachmentPayload(typed.world, stored);
	return stored.id;
}
