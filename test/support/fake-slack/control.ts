import type { Actor, ScenarioFile } from "../scenario-driver.ts";
import { type Act, makeAct } from "./act.ts";
import { awaitAnswer } from "./await-answer.ts";
import { meddling } from "./control-meddling.ts";
import { reading } from "./control-reading.ts";
import { ackLimitMs, deliver, repeat } from "./deliver.ts";
import type { FakeSlack, FakeSlackAnswer } from "./fake-slack.ts";
import { isJson } from "./fill-blocks.ts";
import type { Lines } from "./lines.ts";
import { newId } from "./new-id.ts";
import { nextTs } from "./next-ts.ts";
import { openDirect } from "./open-direct.ts";
import { fakeView, viewPayload } from "./open-view.ts";
import { commandPayload, eventPayload } from "./payloads.ts";
import { PlatformRefused } from "./platform-refused.ts";
import { pressElement } from "./press-element.ts";
import { rawAct } from "./raw-act.ts";
import { requireChannel } from "./require-message.ts";
import { shortcutAct } from "./shortcut-act.ts";
import { storeFile } from "./store-file.ts";
import { storeMessage } from "./store-message.ts";
import { submitView } from "./submit-view.ts";
import { suggestAct } from "./suggest-act.ts";
import type { World } from "./world.ts";

/** What the test's side may ask of the fake. */
export type Control = Omit<
	FakeSlack,
	| "settings"
	| "teamId"
	| "appId"
	| "botUserId"
	| "botToken"
	| "appToken"
	| "signingSecret"
	| "channels"
	| "groups"
	| "users"
	| "close"
>;

export function createControl(world: World, lines: Lines): Control {
	const { line } = lines;
	const act = async (make: () => Act): Promise<FakeSlackAnswer> => {
		try {
			return await awaitAnswer(world, line, make());
		} catch (error) {
			if (error instanceof PlatformRefused) return { kind: "platform-refused", why: error.message };
			throw error;
		}
	};
	return {
		...reading(world),
		...meddling(world, lines),
		command: (as, text, channel = world.ids.reportsId) => act(() => commandAct(world, as, text, channel)),
		press: (as, ts, actionId, value = null) => act(() => pressElement(world, { as, ts, actionId, value })),
		async submit(as, viewId, values) {
			const answer = await act(() => submitView(world, as, viewId, values));
			// Whatever came of it: what still stands may be sent in again.
			const view = world.views.get(viewId);
			if (view && answer.kind !== "platform-refused") view.isBusy = false;
			return answer;
		},
		async suggest(as, viewId, blockId, typed) {
			const { act: asked, view } = suggestAct(world, as, viewId, blockId, typed);
			if (!asked) return [];
			const options = await optionsOf(world, lines, asked);
			view.offered.set(blockId, options);
			return options.map((option) => {
				const text = isJson(option.text) ? option.text.text : "";
				return { text: String(text), value: String(option.value) };
			});
		},
		shortcut: (as, callbackId, ts) => act(() => shortcutAct(world, as, callbackId, ts)),
		openHome: (as) => openHome(world, lines, as),
		async home(as) {
			const view = world.homes.get(world.people[as].id);
			return view ? fakeView(view) : null;
		},
		upload: async (as, files, channel = world.ids.reportsId) => uploadFiles(world, as, files, channel),
		raw: (kind, payload) => deliver(world, line, rawAct(world, kind, payload)),
		async repeatLast() {
			if (world.lastAct) await repeat(line, world.lastAct);
		},
		async forge(headers) {
			if (!lines.forge) throw new Error("Nothing to forge in Socket Mode.");
			return lines.forge(commandAct(world, "anna", "help", world.ids.reportsId), headers);
		},
	};
}

function commandAct(world: World, as: Actor, text: string, channel: string): Act {
	const person = world.people[as];
	requireChannel(world, channel);
	if (text.length > 4_000) throw new PlatformRefused("The command is too long.");
	return makeAct(world, {
		kind: "slash_commands",
		userId: person.id,
		payload: commandPayload(world, person, text, channel),
		respondsIn: { conversation: channel, sourceTs: null },
		urlKind: "commands",
	});
}

async function optionsOf(world: World, { line }: Lines, act: Act) {
	const given = new Promise<readonly Readonly<Record<string, unknown>>[]>((resolve) => {
		act.events.once("options", resolve);
	});
	const body = await deliver(world, line, act);
	return body === null ? [] : given;
}

async function openHome(world: World, { line }: Lines, as: Actor) {
	const { id } = world.people[as];
	const home = world.homes.get(id);
	const event = {
		type: "app_home_opened",
		user: id,
		channel: openDirect(world, id).id,
		event_ts: nextTs(),
		tab: "home",
		...(home ? { view: viewPayload(world, home) } : {}),
	};
	const payload = eventPayload(world, event, newId("Ev"));
	const act = makeAct(world, { kind: "events_api", userId: id, payload, hasTrigger: false });
	const published = new Promise<boolean>((resolve) => {
		const done = (isPublished: boolean): void => {
			clearTimeout(timer);
			world.events.off("published", look);
			resolve(isPublished);
		};
		const look = (userId: string): void => {
			if (userId === id) done(true);
		};
		const timer = setTimeout(() => done(false), ackLimitMs);
		world.events.on("published", look);
	});
	await deliver(world, line, act);
	const view = (await published) ? world.homes.get(id) : undefined;
	return view ? fakeView(view) : null;
}

function uploadFiles(world: World, as: Actor, files: readonly ScenarioFile[], channel: string): string {
	const { id } = world.people[as];
	requireChannel(world, channel);
	const fileIds = files.map(({ fileName, bytes }) => storeFile(world, { name: fileName, user: id, bytes }).id);
	return storeMessage(world, { conversation: channel, user: id, text: "", fileIds }).ts;
}
