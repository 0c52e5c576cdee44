import { doneReaction } from "../../src/chat/slack/posting/create-posting.ts";
import { slackCommandSign } from "../../src/chat/slack/slash-command.ts";
import type { FakeSlackOptions } from "./fake-slack/fake-options.ts";
import type { FakeSlack, FakeSlackAnswer, FakeSlackMessage, FakeSlackView } from "./fake-slack/fake-slack.ts";
import { startFakeSlack } from "./fake-slack/start-fake-slack.ts";
import { NoAnswer } from "./no-answer.ts";
import type { BotOptions } from "./scenario-bot.ts";
import { type BotLife, startBotLife } from "./scenario-bot-life.ts";
import type { Actor, Answered, ScenarioDriver, Seen, SeenForm } from "./scenario-driver.ts";
import { onFake, startBoth } from "./scenario-on-fake.ts";
import { runSlackCommand, suggestInSlack } from "./slack-command.ts";
import { readSlackForm, readSlackMessage } from "./slack-reader.ts";

/** A scenario driver that lets its fake Slack be made worse. */
export interface SlackDriver extends ScenarioDriver {
	readonly fake: FakeSlack;
}

/** A form that was opened, and what opened it. */
interface Opened {
	readonly ts: string;
	readonly actionId: string;
	isSentIn: boolean;
}

/** Slack, driven as people drive its client, over a fake of it. */
export async function openSlackDriver(options: BotOptions, server: FakeSlackOptions = {}): Promise<SlackDriver> {
	const { fake, life } = await startBoth(startFakeSlack(server), ({ settings }) =>
		startBotLife({ ...options, settings: { ...settings, LOCAL_CHAT: "off", ...options.settings } }),
	);
	return driveSlack(fake, life);
}

/** The same with a bot that is up already. Its end is the bot's. */
export function driveSlack(fake: FakeSlack, life: BotLife): SlackDriver {
	const forms = new Map<string, Opened>();
	const headlineOf = async (caseNumber: string): Promise<FakeSlackMessage | null> => {
		const messages = await fake.messages(fake.channels.cases);
		return messages.find((message) => toSeen(message).title?.startsWith(`${caseNumber} ·`) === true) ?? null;
	};
	const pressed = async (as: Actor, message: Seen, control: Control): Promise<Answered> => {
		const { id: actionId, label, value = null } = control;
		const answer = await fake.press(as, message.id, actionId, value);
		if (answer.kind !== "view") return answered(label, answer);
		const { view } = answer;
		forms.set(view.id, { ts: message.id, actionId, isSentIn: false });
		return { kind: "form", form: { ...readSlackForm(view), id: view.id, openedOn: message } };
	};
	/** Slack closes a form that is sent in; to send it in once more, a person opens it again where they did before. */
	const openAgain = async (as: Actor, { ts, actionId }: Opened, title: string): Promise<FakeSlackView> => {
		const again = await fake.press(as, ts, actionId);
		if (again.kind === "no-answer") throw new NoAnswer(title);
		if (again.kind !== "view") throw new Error(`the form “${title}” does not open again: ${again.kind}`);
		return again.view;
	};
	const sendIn = async (as: Actor, { id, title }: SeenForm, values: Readonly<Record<string, string>>) => {
		const form = forms.get(id);
		if (form === undefined) throw new Error(`the form “${title}” was not opened here`);
		if (form.isSentIn) return fake.submit(as, (await openAgain(as, form, title)).id, values);
		form.isSentIn = true;
		const answer = await fake.submit(as, id, values);
		// With words at its fields it is still open.
		if (answer.kind === "errors" || answer.kind === "platform-refused") form.isSentIn = false;
		return answer;
	};
	return {
		...onFake({ life, fake, everything: async () => (await fake.history()).map(toSeen) }),
		fake,
		platform: "slack",
		commandSign: slackCommandSign,
		longestText: 3_000,
		async runCommand(as, command, given, inThread = null) {
			const options = inThread === null ? given : { ...given, case: inThread };
			return answered(`/meldkamer ${command}`, await runSlackCommand(fake, as, command, options));
		},
		async press(as, message, label) {
			const button = message.buttons.find((candidate) => candidate.label === label);
			if (button === undefined) throw new Error(`there is no button “${label}” on “${message.title ?? message.text}”`);
			return pressed(as, message, button);
		},
		async choose(as, message, value) {
			if (message.menu === null) throw new Error(`there is no menu on “${message.title ?? message.text}”`);
			return pressed(as, message, { ...message.menu, value });
		},
		submit: async (as, form, values) => answered(form.title, await sendIn(as, form, values)),
		autocomplete: (as, command, option, typed) => suggestInSlack(fake, as, { command, option, typed }),
		async thread(caseNumber) {
			const headline = await headlineOf(caseNumber);
			return headline === null ? [] : (await fake.replies(headline.channel, headline.ts)).map(toSeen);
		},
		channel: async (name) => (await fake.messages(fake.channels[name])).map(toSeen),
		privateReplies: async (as) => (await fake.privateMessages(as)).map(toSeen),
		isArchived: async (caseNumber) => (await headlineOf(caseNumber))?.reactions.includes(doneReaction) === true,
	};
}

interface Control {
	readonly id: string;
	readonly label: string;
	readonly value?: string;
}

const toSeen = (message: FakeSlackMessage): Seen => readSlackMessage(message);

function answered(what: string, answer: FakeSlackAnswer): Answered {
	switch (answer.kind) {
		case "message":
			return { kind: "message", message: toSeen(answer.message) };
		case "view":
			throw new Error(`a form came where none is expected: ${what}`);
		case "errors":
			return { kind: "message", message: wordsInForm(Object.values(answer.errors)) };
		case "quiet":
			return { kind: "quiet" };
		case "no-answer":
			throw new NoAnswer(what);
		case "platform-refused":
			return answer;
	}
}

/** Words at the fields of a form that stays open: who sent it in reads them, and nobody else. */
function wordsInForm(words: readonly string[]): Seen {
	const text = words.join("\n");
	return { id: "", place: "form", title: null, lines: [], text, buttons: [], menu: null, files: [], isPublic: false };
}
