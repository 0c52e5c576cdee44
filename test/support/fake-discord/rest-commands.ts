import type { APIApplicationCommand } from "discord-api-types/v10";
import { apiErrors } from "./api-error.ts";
import { type Json, refuseBadBody } from "./check-message.ts";
import { commandProblems } from "./command-limits.ts";
import { param } from "./rest-messages.ts";
import { ownGuild } from "./rest-server.ts";
import { type Answer, type Call, type Route, route } from "./route.ts";
import { snowflake } from "./snowflakes.ts";
import type { World } from "./world.ts";

const base = "/applications/:application/guilds/:guild/commands";

/** The server's slash commands. */
export const commandRoutes: readonly Route[] = [
	route("GET", base, (call) => {
		ownCommands(call);
		const isFull = call.query.get("with_localizations") === "true";
		return {
			status: 200,
			body: call.world.commands.map((command) => (isFull ? command : unlocalized(command))),
			schema: "ApplicationCommandResponse[]",
		};
	}),
	route("PUT", base, replaceAll),
	route("POST", base, create),
	route("PATCH", `${base}/:command`, (call) => {
		ownCommands(call);
		const old = commandOf(call);
		const body = { ...plainCommand(old), ...(call.body as Json) };
		refuseBadBody(call, "ApplicationCommandUpdateRequest", withNumbers(body), commandProblems(body, []));
		return { status: 200, body: keep(call.world, body), schema: "ApplicationCommandResponse" };
	}),
	route("DELETE", `${base}/:command`, (call) => {
		ownCommands(call);
		const { id } = commandOf(call);
		call.world.commands = call.world.commands.filter((command) => command.id !== id);
		return { status: 204 };
	}),
	route("GET", "/applications/:application/commands", (call) => {
		if (param(call, "application") !== call.world.ids.applicationId) throw apiErrors.missingAccess();
		return { status: 200, body: [] };
	}),
];

function ownCommands(call: Call): void {
	if (param(call, "application") !== call.world.ids.applicationId) throw apiErrors.missingAccess();
	if (call.world.isOut) throw apiErrors.missingAccess();
	ownGuild(call);
}

function commandOf(call: Call): APIApplicationCommand {
	const found = call.world.commands.find(({ id }) => id === param(call, "command"));
	if (!found) throw apiErrors.unknownCommand();
	return found;
}

function replaceAll(call: Call): Answer {
	ownCommands(call);
	const { world } = call;
	const list = (Array.isArray(call.body) ? call.body : []) as readonly Json[];
	const names = list.map((one) => `${one.type ?? 1} ${one.name}`);
	for (const [index, body] of list.entries()) {
		const twice = names.indexOf(names[index] ?? "") !== index;
		const message = "Application command names must be unique";
		const more = twice ? [{ path: ["name"], code: "APPLICATION_COMMANDS_DUPLICATE_NAME", message }] : [];
		const problems = [...commandProblems(body, []), ...more];
		refuseBadBody(call, "ApplicationCommandUpdateRequest", withNumbers(body), problems, [index]);
	}
	if (list.length > 100) throw apiErrors.tooLarge();
	const kept = list.map((body) => made(world, body));
	world.commands = kept;
	world.registrations += 1;
	world.events.emit("changed");
	return { status: 200, body: kept, schema: "ApplicationCommandResponse[]" };
}

function create(call: Call): Answer {
	ownCommands(call);
	const body = (call.body ?? {}) as Json;
	refuseBadBody(call, "ApplicationCommandCreateRequest", withNumbers(body), commandProblems(body, []));
	const isNew = !call.world.commands.some(({ name }) => name === body.name);
	call.world.registrations += 1;
	return { status: isNew ? 201 : 200, body: keep(call.world, body), schema: "ApplicationCommandResponse" };
}

function keep(world: World, body: Json): APIApplicationCommand {
	const command = made(world, body);
	world.commands = [...world.commands.filter(({ name }) => name !== command.name), command];
	world.events.emit("changed");
	return command;
}

/** The schema wants a number; Discord takes and gives a text. */
function withNumbers(body: Json): Json {
	const permissions = body.default_member_permissions;
	return typeof permissions === "string" && /^\d+$/.test(permissions)
		? { ...body, default_member_permissions: Number(permissions) }
		: body;
}

/** A command of a name that was there keeps its id; its version changes with what it says. */
function made(world: World, body: Json): APIApplicationCommand {
	const old = world.commands.find(({ name, type }) => name === body.name && type === (body.type ?? 1));
	const permissions = body.default_member_permissions;
	const plain = {
		application_id: world.ids.applicationId,
		guild_id: world.ids.guildId,
		type: body.type ?? 1,
		name: body.name,
		name_localizations: body.name_localizations ?? null,
		description: body.description ?? "",
		description_localizations: body.description_localizations ?? null,
		default_member_permissions: permissions === null || permissions === undefined ? null : String(permissions),
		contexts: null,
		integration_types: [0],
		nsfw: body.nsfw === true,
		...(isFilled(body.options) ? { options: (body.options as readonly Json[]).map(plainOption) } : {}),
	};
	const isSame = old !== undefined && JSON.stringify(plainCommand(old)) === JSON.stringify(plain);
	const ids = { id: old?.id ?? snowflake(), version: isSame ? old.version : snowflake() };
	return { ...ids, ...plain } as unknown as APIApplicationCommand;
}

function plainCommand(command: APIApplicationCommand): Json {
	const { id: _id, version: _version, ...plain } = command;
	return plain;
}

/** An option as Discord gives it back: what is off or empty is not there. */
function plainOption(option: Json): Json {
	const kept = Object.entries(option).filter(
		([key, value]) =>
			value !== null && value !== undefined && (value !== false || key === "autocomplete") && isFilled(value),
	);
	const inner = isFilled(option.options) ? { options: (option.options as readonly Json[]).map(plainOption) } : {};
	const choices = option.choices as readonly Json[] | undefined;
	return {
		...Object.fromEntries(kept),
		name_localizations: option.name_localizations ?? null,
		description_localizations: option.description_localizations ?? null,
		...inner,
		...(isFilled(choices)
			? { choices: choices?.map((one) => ({ ...one, name_localizations: one.name_localizations ?? null })) }
			: {}),
	};
}

function isFilled(value: unknown): boolean {
	return value !== null && value !== undefined && (!Array.isArray(value) || value.length > 0);
}

function unlocalized(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(unlocalized);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => !key.endsWith("_localizations"))
			.map(([key, item]) => [key, unlocalized(item)]),
	);
}
