import type { ChannelName } from "../../src/ports/chat.ts";
import { readDiscordMessage, readDiscordModal } from "./discord-reader.ts";
import type { FakeAnswer, FakeDiscord, FakeMessage } from "./fake-discord/fake-discord.ts";
import type { FakeOptions } from "./fake-discord/fake-options.ts";
import { startFakeDiscord } from "./fake-discord/start-fake-discord.ts";
import { NoAnswer } from "./no-answer.ts";
import type { BotOptions } from "./scenario-bot.ts";
import { type BotLife, startBotLife } from "./scenario-bot-life.ts";
import type { Actor, Answered, ScenarioDriver, Seen, SeenForm } from "./scenario-driver.ts";
import { onFake, startBoth } from "./scenario-on-fake.ts";

/** A scenario driver that lets its fake Discord be made worse. */
export interface DiscordDriver extends ScenarioDriver {
	readonly fake: FakeDiscord;
}

/** A form that was opened, and what opened it. */
interface Opened {
	readonly messageId: string;
	readonly customId: string;
	isSentIn: boolean;
}

/** Discord, driven as people drive its client, over a fake of it. */
export async function openDiscordDriver(options: BotOptions, server: FakeOptions = {}): Promise<DiscordDriver> {
	const { fake, life } = await startBoth(startFakeDiscord(server), ({ settings }) =>
		startBotLife({ ...options, settings: { ...settings, LOCAL_CHAT: "off", ...options.settings } }),
	);
	return driveDiscord(fake, life, server);
}

/** The same with a bot that is up already. Its end is the bot's. */
export function driveDiscord(fake: FakeDiscord, life: BotLife, server: FakeOptions = {}): DiscordDriver {
	const forms = new Map<string, Opened>();
	const threadOf = async (caseNumber: string) =>
		(await fake.threads()).find(({ name }) => name.startsWith(`${caseNumber} `)) ?? null;
	const placeOf = async (caseNumber: string | null): Promise<string> => {
		if (caseNumber === null) return fake.channels.reports;
		const thread = await threadOf(caseNumber);
		if (thread === null) throw new Error(`case ${caseNumber} has no thread`);
		return thread.id;
	};
	const cards = async (name: ChannelName): Promise<readonly Seen[]> => {
		if (name !== "cases" || server.casesIn !== "forum") return (await fake.messages(fake.channels[name])).map(toSeen);
		const posts = (await fake.threads()).filter(({ parentId }) => parentId === fake.channels.forum);
		const heads = posts.map(async ({ id }) => (await fake.messages(id)).filter(({ message }) => message.id === id));
		return (await Promise.all(heads)).flat().map(toSeen);
	};
	/** Who was not let into a private thread sees its headline, and presses there what both have. */
	const withinSight = async (as: Actor, message: Seen, customId: string): Promise<Seen> => {
		if (server.threads !== "private") return message;
		const thread = (await fake.threads()).find(({ id }) => id === message.place);
		if (thread === undefined || thread.memberIds.includes(fake.users[as].id)) return message;
		const headlines = await cards("cases");
		return headlines.find(({ buttons }) => buttons.some(({ id }) => id === customId)) ?? message;
	};
	const pressed = async (as: Actor, message: Seen, component: Component): Promise<Answered> => {
		const { id: customId, label, value = null } = component;
		const answer = await fake.press(as, message.id, customId, value);
		if (answer.kind !== "modal") return answered(label, answer);
		const { id, data } = answer.modal;
		forms.set(id, { messageId: message.id, customId, isSentIn: false });
		const { title, inputs } = readDiscordModal(data);
		return { kind: "form", form: { id, title, inputs, openedOn: message } };
	};
	/** Discord's client closes a form that is sent in; to send it in once more, a person opens it again where they did before. */
	const openForm = async (as: Actor, { id, title }: SeenForm): Promise<string> => {
		const form = forms.get(id);
		if (form === undefined) throw new Error(`the form “${title}” was not opened here`);
		if (!form.isSentIn) {
			form.isSentIn = true;
			return id;
		}
		const again = await fake.press(as, form.messageId, form.customId);
		if (again.kind === "no-answer") throw new NoAnswer(title);
		if (again.kind !== "modal") throw new Error(`the form “${title}” does not open again: ${again.kind}`);
		return again.modal.id;
	};
	return {
		...onFake({ life, fake, everything: async () => (await fake.history()).map(toSeen) }),
		fake,
		platform: "discord",
		commandSign: "/",
		longestText: 4_000,
		async runCommand(as, command, given, inThread = null) {
			return answered(`/${command}`, await fake.command(as, command, given, await placeOf(inThread)));
		},
		async press(as, message, label) {
			const button = message.buttons.find((candidate) => candidate.label === label);
			if (button === undefined) throw new Error(`there is no button “${label}” on “${message.title ?? message.text}”`);
			return pressed(as, await withinSight(as, message, button.id), button);
		},
		choose(as, message, value) {
			if (message.menu === null) throw new Error(`there is no menu on “${message.title ?? message.text}”`);
			return pressed(as, message, { ...message.menu, value });
		},
		async submit(as, form, values) {
			return answered(form.title, await fake.submit(as, await openForm(as, form), values));
		},
		async autocomplete(as, command, option, typed) {
			const found = await fake.autocomplete(as, command, option, typed);
			return found.map(({ value }) => value);
		},
		async thread(caseNumber) {
			const thread = await threadOf(caseNumber);
			if (thread === null) return [];
			// A post of a forum begins with its headline, which has the post's id.
			return (await fake.messages(thread.id)).filter(({ message }) => message.id !== thread.id).map(toSeen);
		},
		channel: (name) => cards(name),
		privateReplies: async (as) => (await fake.privateMessages(as)).map(toSeen),
		isArchived: async (caseNumber) => (await threadOf(caseNumber))?.archived === true,
	};
}

interface Component {
	readonly id: string;
	readonly label: string;
	readonly value?: string;
}

function answered(what: string, answer: FakeAnswer): Answered {
	switch (answer.kind) {
		case "message":
			return { kind: "message", message: toSeen(answer.message) };
		case "modal":
			throw new Error(`a form came where none is expected: ${what}`);
		case "quiet":
			return { kind: "quiet" };
		case "no-answer":
			throw new NoAnswer(what);
		case "platform-refused":
			return answer;
	}
}

function toSeen({ message, visibleTo }: FakeMessage): Seen {
	return readDiscordMessage(message, visibleTo === null);
}
