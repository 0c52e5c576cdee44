import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/core/thread/card.ts";
import type { FakeSlackView } from "../../support/fake-slack/fake-slack.ts";
import { readSlackForm } from "../../support/slack-reader.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { cardOf, interactionSuite, messageIn, replyOf, saidIn, textOf, viewIn } from "./interaction-suite.ts";

const pressId = "vote:TST-2026-0001:3:valid";
const { fake, open } = interactionSuite();
const looks = (view: FakeSlackView | null) => JSON.stringify(view?.view.blocks);
const published = async () => (await fake().counts())["views.publish"] ?? 0;

/** Handlers whose home says how often it was made. */
function counting(...ids: readonly string[]) {
	let made = 0;
	return { onHome: async (): Promise<readonly Card[]> => [cardOf(`Look ${++made}.`, ...ids), cardOf("All cases.")] };
}
async function homeOf(as: "bram" | "stranger"): Promise<FakeSlackView> {
	const view = await fake().openHome(as);
	if (view === null) throw new Error("no home was published");
	return view;
}

function tabOpened(tab: string) {
	const event = { type: "app_home_opened", user: fake().users.bram.id, channel: "D1", tab, event_ts: "1.2" };
	return { type: "event_callback", team_id: fake().teamId, event };
}

describe("somebody's App Home", () => {
	it("shows what the handlers give for them, made anew each time that it is opened", async () => {
		const { asked, logged } = await open({ handlers: counting() });
		const home = await homeOf("bram");
		expect(home).toMatchObject({ user: fake().users.bram.id, view: { type: "home" } });
		expect(looks(home)).toMatch(/Look 1\..*All cases\./);
		expect(looks(await homeOf("bram"))).toContain("Look 2.");
		const asker = {
			person: { id: `slack:${fake().users.bram.id}`, name: "Bram" },
			roles: ["volunteer"],
			caseNumber: null,
		};
		expect(asked).toMatchObject([
			{ what: "home", asker },
			{ what: "home", asker },
		]);
		expect(logged).toEqual([]);
	});

	it("of who has no role is what the handlers give for that", async () => {
		const { asked } = await open({ handlers: { onHome: async ({ roles }) => [cardOf(`Roles: ${roles.length}.`)] } });
		expect(looks(await homeOf("stranger"))).toContain("Roles: 0.");
		expect(asked).toHaveLength(1);
	});

	it("says so while Slack does not say who is in the team", async () => {
		const { asked, logged } = await open();
		await fake().trouble([{ kind: "500", share: 1, on: "usergroups" }]);
		expect(looks(await homeOf("bram"))).toContain("Slack does not say now who is in the team");
		expect(asked).toEqual([]);
		expect(new Set(logged.map(({ event }) => event))).toEqual(new Set(["slack.roles-unknown"]));
	});

	it("stays as it was when it cannot be made or shown, and is made the next time", async () => {
		let broken = true;
		const { logged } = await open({
			handlers: {
				async onHome() {
					if (broken) throw new Error("no database");
					return [cardOf("Back.")];
				},
			},
		});
		const before = await published();
		await fake().raw("events_api", tabOpened("home"));
		await waitUntil(() => logged.length === 1);
		expect(await published()).toBe(before);
		broken = false;
		await fake().trouble([{ kind: "internal_error", share: 1, times: 1, on: "views.publish" }]);
		await fake().raw("events_api", tabOpened("home"));
		await waitUntil(() => logged.length === 2);
		expect(looks(await homeOf("bram"))).toContain("Back.");
		expect(logged).toEqual([
			{ event: "slack.home-not-shown", fields: { code: "later" } },
			{ event: "slack.home-not-shown", fields: { code: "later" } },
		]);
	});

	it("is not made for who opens the tab of messages", async () => {
		const { asked, settled } = await open();
		const before = await published();
		for (const tab of ["messages", "about"]) expect(await fake().raw("events_api", tabOpened(tab))).toEqual({});
		await settled();
		expect(asked).toEqual([]);
		expect(await published()).toBe(before);
	});
});

describe("a press on the home", () => {
	it("is answered by direct message, and the home is made anew", async () => {
		const { asked, settled } = await open({
			handlers: { ...counting(pressId), onPress: async () => replyOf("Your vote counts.") },
		});
		const home = await homeOf("bram");
		const message = messageIn(await fake().press("bram", home.id, pressId));
		expect([message.channel[0], textOf(message), message.isEphemeral]).toEqual(["D", "Your vote counts.", false]);
		await settled();
		expect(asked.map(({ what }) => what)).toEqual(["home", "press", "home"]);
		expect(asked[1]).toMatchObject({ name: pressId, values: { value: null }, asker: { caseNumber: "TST-2026-0001" } });
		expect(looks(await fake().home("bram"))).toContain("Look 2.");
	});

	it("that opens a form is answered by direct message when that is sent in, and the home shows what came of it", async () => {
		const form = { id: "send:TST-2026-0001:3", title: "Send", submit: "Send" };
		const inputs = [{ name: "number", label: "Case", kind: "line", required: true } as const];
		const { settled } = await open({
			handlers: { ...counting(form.id), formFor: () => ({ ...form, inputs }), onForm: async () => replyOf("Sent.") },
		});
		const view = viewIn(await fake().press("bram", (await homeOf("bram")).id, form.id));
		await settled();
		expect(looks(await fake().home("bram"))).toContain("Look 2.");
		const message = messageIn(await fake().submit("bram", view.id, { number: "TST-2026-0001" }));
		expect([message.channel[0], textOf(message)]).toEqual(["D", "Sent."]);
		await settled();
		expect(looks(await fake().home("bram"))).toContain("Look 3.");
	});

	it("with an answer of files gives one message and no note", async () => {
		const file = { fileName: "problems.csv", mediaType: "text/csv", text: "line,reason\n" } as const;
		const { settled } = await open({
			handlers: {
				...counting(pressId),
				onPress: async () => ({ kind: "card", card: { ...cardOf("All"), files: [file] } }),
			},
		});
		const home = await homeOf("bram");
		const before = (await fake().privateMessages("bram")).length;
		expect(messageIn(await fake().press("bram", home.id, pressId)).files).toMatchObject([{ name: "problems.csv" }]);
		await settled();
		expect(await fake().privateMessages("bram")).toHaveLength(before + 1);
	});
});

describe("what the home offers", () => {
	const offers = counting("command:report", "command:status", "command:nonsense");

	it("opens a command's form, and is answered by direct message", async () => {
		const { asked } = await open({ handlers: { ...offers, onCommand: async () => replyOf("Opened.") } });
		const view = viewIn(await fake().press("bram", (await homeOf("bram")).id, "command:report"));
		expect(readSlackForm(view).id).toBe("command:report");
		const file = { fileName: "list.csv", bytes: Buffer.from("ip") };
		const typed = { title: "Open RDP", category: "other", description: "Found today." };
		const message = messageIn(await fake().submit("bram", view.id, { ...typed, file }));
		expect([message.channel[0], textOf(message)]).toEqual(["D", "Opened."]);
		expect(asked.filter(({ what }) => what === "command")).toMatchObject([{ name: "report", values: typed }]);
	});

	it("runs at once what asks for nothing, and what is no command is the handlers' to refuse", async () => {
		const { asked } = await open({ handlers: { ...offers, onCommand: async (_, line) => replyOf(`Ran ${line}.`) } });
		const home = await homeOf("bram");
		expect(saidIn(await fake().press("bram", home.id, "command:status"))).toBe("Ran status.");
		expect(saidIn(await fake().press("bram", home.id, "command:nonsense"))).toBe("Ran nonsense.");
		expect(asked.filter(({ what }) => what === "press")).toEqual([]);
	});

	it("opens no form for who has no role", async () => {
		await open({ handlers: { ...offers, onCommand: async () => replyOf("Refused.") } });
		const home = await homeOf("stranger");
		expect(saidIn(await fake().press("stranger", home.id, "command:report"))).toBe("Refused.");
	});
});
