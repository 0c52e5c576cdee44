import { commands } from "../../../commands/index.ts";
import type { SlackDelivery, SlackOptions } from "../../../src/chat/slack/options.ts";
import { openSlack } from "../../../src/chat/slack/slack.ts";
import { createDownload } from "../../../src/download/create-download.ts";
import type { Asker, ChatFault, ChatHandlers, ChatPlatform, OptionValue, Reply } from "../../../src/ports/chat.ts";
import type { Log } from "../../../src/ports/log.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";

export interface LogLine {
	readonly event: string;
	readonly fields: Readonly<Record<string, unknown>>;
}

/** Something that the handlers were asked for, in order of asking. */
export interface Asked {
	readonly what: "command" | "press" | "form" | "home" | "suggestions";
	/** A command's line, or the id of a button or form; empty for the home. */
	readonly name: string;
	readonly asker: Asker;
	/** Of a command or form; of a press its `value`, of suggestions `option` and `typed`. */
	readonly values: Readonly<Record<string, OptionValue | null>>;
}

export interface SlackRoomOptions {
	readonly options?: Partial<SlackOptions>;
	/** In place of those that do nothing but remember. */
	readonly handlers?: Partial<ChatHandlers>;
}

/** The adapter as a hotline opens it, and what it tells. */
export interface SlackRoom {
	readonly platform: ChatPlatform;
	readonly handlers: ChatHandlers;
	readonly asked: readonly Asked[];
	readonly ended: readonly ChatFault[];
	readonly log: readonly LogLine[];
	/** What was logged as an error, the fault itself. */
	readonly faults: readonly unknown[];
	logged(event: string): readonly LogLine[];
}

/** Settings for the fake, in the mode that it is in, in English. */
export function optionsFor(fake: FakeSlack, log: Log): SlackOptions {
	const { settings } = fake;
	const setting = (name: string): string => settings[name] ?? "";
	const list = (name: string): readonly string[] => setting(name).split(",").filter(Boolean);
	return {
		token: fake.botToken,
		delivery: deliveryOf(fake),
		roles: {
			volunteer: { groups: list("SLACK_VOLUNTEER_GROUPS"), people: list("SLACK_VOLUNTEERS") },
			coordinator: { groups: list("SLACK_COORDINATOR_GROUPS"), people: list("SLACK_COORDINATORS") },
		},
		channels: {
			reports: setting("SLACK_CASES_CHANNEL"),
			cases: setting("SLACK_CASES_CHANNEL"),
			status: setting("SLACK_STATUS_CHANNEL"),
		},
		fileHosts: list("SLACK_FILE_HOSTS"),
		deleteUploads: true,
		apiUrl: setting("SLACK_API_URL"),
		language: "en",
		commands: commands.map(({ spec }) => spec),
		maxUploadBytes: 1_000_000,
		download: createDownload(),
		log,
		onEnded: () => {},
	};
}

/** An adapter for the fake; nothing is connected before its `platform.start(handlers)`. */
export function openSlackRoom(fake: FakeSlack, given: SlackRoomOptions = {}): SlackRoom {
	const { log, faults, port } = recordLog();
	const { asked, handlers } = recordAsked(given.handlers);
	const ended: ChatFault[] = [];
	const onEnded = (fault: ChatFault) => void ended.push(fault);
	const platform = openSlack({ ...optionsFor(fake, port), onEnded, ...given.options });
	const logged = (event: string) => log.filter((line) => line.event === event);
	return { platform, handlers, asked, ended, log, faults, logged };
}

export function recordLog() {
	const log: LogLine[] = [];
	const faults: unknown[] = [];
	const keep = (event: string, fields: LogLine["fields"] = {}) => void log.push({ event, fields });
	const port: Log = {
		info: keep,
		warn: keep,
		error(event, fault, fields) {
			faults.push(fault);
			keep(event, fields);
		},
	};
	return { log, faults, port };
}

/** Handlers that remember what they were asked, and say nothing but what a test's own say. */
export function recordAsked(given: Partial<ChatHandlers> = {}) {
	const asked: Asked[] = [];
	const quiet: Reply = { kind: "quiet" };
	const hear = (what: Asked["what"], asker: Asker, name: string, values: Asked["values"] = {}) =>
		void asked.push({ what, name, asker, values });
	const handlers: ChatHandlers = {
		async onCommand(asker, name, values) {
			hear("command", asker, name, values);
			return given.onCommand?.(asker, name, values) ?? quiet;
		},
		async onPress(asker, name, value) {
			hear("press", asker, name, { value });
			return given.onPress?.(asker, name, value) ?? quiet;
		},
		async onForm(asker, name, values) {
			hear("form", asker, name, values);
			return given.onForm?.(asker, name, values) ?? quiet;
		},
		async onHome(asker) {
			hear("home", asker, "");
			return given.onHome?.(asker) ?? [];
		},
		async onAutocomplete(asker, name, option, typed) {
			hear("suggestions", asker, name, { option, typed });
			return given.onAutocomplete?.(asker, name, option, typed) ?? [];
		},
		formFor: (asker, id) => given.formFor?.(asker, id) ?? null,
		formProblems: (command, values) => given.formProblems?.(command, values) ?? {},
	};
	return { asked, handlers };
}

function deliveryOf({ settings, appToken, signingSecret }: FakeSlack): SlackDelivery {
	if (settings.SLACK_MODE === "socket") return { mode: "socket", appToken };
	const { SLACK_HTTP_PORT: port, SLACK_HTTP_HOST: host = "" } = settings;
	return { mode: "http", signingSecret, port: Number(port), host };
}
