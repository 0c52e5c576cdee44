import type { Answer, Change, InteractionHead, LocalMessage } from "../../src/chat/local/wire.ts";
import type { Card } from "../../src/core/thread/card.ts";
import { type Bot, type BotOptions, startBot } from "./scenario-bot.ts";
import type { Actor, Answered, Options, ScenarioDriver, ScenarioFile, Seen } from "./scenario-driver.ts";
import { type LocalApi, LocalTrouble, openLocalApi } from "./scenario-local-api.ts";

const idOf = (as: Actor) => `local:${as}`;

/** The built-in chat, driven as its page drives it. The settings are read anew at each start. */
export async function openLocalDriver(options: BotOptions): Promise<ScenarioDriver> {
	const seen: Seen[] = [];
	const logs: string[] = [];
	let wake: () => void = () => {};
	const onChange = (change: Change): void => {
		if (change.kind === "message" && change.message.visibleTo === null) seen.push(toSeen(change.message));
		wake();
	};
	let bot: Bot;
	let api: LocalApi;
	let isOpen = false;
	const open = async (): Promise<void> => {
		const settings = { LOCAL_CHAT: "on", LOCAL_CHAT_PORT: "0", ...options.settings };
		bot = await startBot({ ...options, settings });
		if (bot.chatUrl === null) throw new Error("the bot has no local chat");
		// Whatever only one person sees is asked for when it is wanted: the stream carries what all see.
		api = await openLocalApi(bot.chatUrl, "local:nobody", onChange);
		isOpen = true;
	};
	const close = async (how: "stop" | "kill"): Promise<void> => {
		api.close();
		try {
			await bot[how]();
		} finally {
			logs.push(bot.log());
			isOpen = false;
		}
	};
	await open();
	const threadOf = async (caseNumber: string) =>
		(await api.threads()).find((thread) => thread.title.startsWith(`${caseNumber} `)) ?? null;
	const placeOf = async (caseNumber: string | null): Promise<string> => {
		if (caseNumber === null) return "reports";
		const thread = await threadOf(caseNumber);
		if (thread === null) throw new Error(`case ${caseNumber} has no thread`);
		return `thread:${thread.id}`;
	};
	const everyone = async (place: string): Promise<readonly Seen[]> =>
		(await api.messages(place, "local:nobody")).map(toSeen);
	const interact = (head: InteractionHead, file: Uint8Array | null = null) => answered(() => api.interact(head, file));
	return {
		platform: "local",
		commandSign: "/",
		longestText: 4_000,
		dataDir: options.dataDir,
		async runCommand(as, command, given, inThread = null) {
			const { values, file } = split(given);
			const head: InteractionHead = {
				...{ kind: "command", as: idOf(as), channel: await placeOf(inThread), message: null, name: command, values },
				file: file === null ? null : { option: file.option, fileName: file.fileName, bytes: file.bytes.length },
			};
			return interact(head, file?.bytes ?? null);
		},
		press(as, message, label) {
			const button = message.buttons.find((candidate) => candidate.label === label);
			if (button === undefined) throw new Error(`there is no button “${label}” on “${message.title ?? message.text}”`);
			const place = { as: idOf(as), channel: message.place, message: Number(message.id) };
			return answered(() => api.press({ ...place, id: button.id, value: null }), message);
		},
		choose(as, message, value) {
			if (message.menu === null) throw new Error(`there is no menu on “${message.title ?? message.text}”`);
			const { id } = message.menu;
			const place = { as: idOf(as), channel: message.place, message: Number(message.id) };
			return answered(() => api.press({ ...place, id, value }), message);
		},
		submit(as, form, values) {
			const { openedOn, id: name } = form;
			const place = { as: idOf(as), channel: openedOn.place, message: Number(openedOn.id) };
			return interact({ ...place, kind: "form", name, values, file: null });
		},
		async autocomplete(as, command, option, typed) {
			const found = await api.suggestions({ as: idOf(as), channel: "reports", command, option, typed });
			return found.map(({ value }) => value);
		},
		async thread(caseNumber) {
			const thread = await threadOf(caseNumber);
			return thread === null ? [] : everyone(`thread:${thread.id}`);
		},
		channel: (name) => everyone(name),
		async privateReplies(as) {
			const places = ["reports", "cases", "status", ...(await api.threads()).map(({ id }) => `thread:${id}`)];
			const all = await Promise.all(places.map((place) => api.messages(place, idOf(as))));
			const own = all.flat().filter(({ visibleTo }) => visibleTo !== null);
			return own.sort((a, b) => a.id - b.id).map(toSeen);
		},
		isArchived: async (caseNumber) => (await threadOf(caseNumber))?.archived === true,
		everythingPublic: async () => seen,
		platformFaults: async () => [],
		changed(timeoutMs) {
			return new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, timeoutMs);
				wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		},
		log: () => [...logs, isOpen ? bot.log() : ""].join(""),
		async restart(how) {
			await close(how);
			await open();
		},
		close: () => close("stop"),
	};
}

/** Options without the file, and the file; a command has at most one. */
function split(options: Options) {
	const values: Record<string, string | number | boolean> = {};
	let file: (ScenarioFile & { readonly option: string }) | null = null;
	for (const [option, value] of Object.entries(options)) {
		if (typeof value === "object") file = { option, ...value };
		else values[option] = value;
	}
	return { values, file };
}

async function answered(ask: () => Promise<Answer>, openedOn: Seen | null = null): Promise<Answered> {
	try {
		const answer = await ask();
		if (answer.kind === "quiet") return { kind: "quiet" };
		if (answer.kind === "message") return { kind: "message", message: toSeen(answer.message) };
		if (openedOn === null) throw new Error("a form without a button");
		const { id, title, inputs } = answer.form;
		const shown = inputs.map(({ name, label, required }) => ({ name, label, required }));
		return { kind: "form", form: { id, title, inputs: shown, openedOn } };
	} catch (fault) {
		if (!(fault instanceof LocalTrouble)) throw fault;
		return { kind: "platform-refused", why: fault.trouble.error };
	}
}

function toSeen({ id, channel, card, visibleTo }: LocalMessage): Seen {
	const menu = card.menu;
	return {
		id: String(id),
		place: channel,
		title: card.title,
		lines: (card.lines ?? []).map(({ text }) => text),
		text: wordsOf(card).join("\n"),
		buttons: (card.buttons ?? []).flat().map(({ label, id: button }) => ({ label, id: button })),
		menu:
			menu === undefined
				? null
				: { ...menu, options: menu.options.map((option) => ({ ...option, hint: option.hint ?? "" })) },
		files: (card.files ?? []).map(({ fileName }) => fileName),
		isPublic: visibleTo === null,
	};
}

function wordsOf(card: Card): string[] {
	const { title, body = [], fields = [], document, table, lines = [], progress } = card;
	const { image, buttons = [], menu, link, note } = card;
	return [
		...(title === null ? [] : [title]),
		...body,
		...fields.map(({ label, value }) => `${label}: ${value}`),
		...(document === undefined ? [] : [document]),
		...(table === undefined ? [] : [table.head, ...table.rows].map((cells) => cells.join(" | "))),
		...lines.map(({ text, detail }) => (detail === undefined ? text : `${text} [${detail}]`)),
		...(progress === undefined ? [] : [progress.label]),
		...(image === undefined ? [] : [image.alt]),
		...buttons.flat().map(({ label }) => label),
		...(menu === undefined ? [] : [menu.label, ...menu.options.map(({ label, hint }) => `${label} ${hint ?? ""}`)]),
		...(link === undefined ? [] : [link.label, link.url]),
		...(note === undefined ? [] : [note]),
	];
}
