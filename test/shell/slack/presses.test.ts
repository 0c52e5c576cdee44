import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/core/thread/card.ts";
import { cardOf, interactionSuite, messageIn, replyOf, saidIn, textOf } from "./interaction-suite.ts";
import { rawPayloads } from "./raw-payloads.ts";

const pressId = "preview:TST-2026-0001:3:2";
const { fake, open } = interactionSuite();
const heard = async () => (await fake().privateMessages("bram")).length;

describe("a press", () => {
	it("on a button reaches the handlers with who pressed, on which case, and no value", async () => {
		const { asked, logged, post } = await open({ handlers: { onPress: async () => replyOf("Pressed.") } });
		const message = await post(fake().channels.cases, cardOf("A case", pressId));
		expect(saidIn(await fake().press("bram", message, pressId))).toBe("Pressed.");
		const person = { id: `slack:${fake().users.bram.id}`, name: "Bram" };
		expect(asked).toEqual([
			{
				...{ what: "press", name: pressId, values: { value: null } },
				asker: { person, roles: ["volunteer"], platform: "slack", caseNumber: "TST-2026-0001" },
			},
		]);
		expect(logged).toEqual([]);
	});

	it("of a menu brings the choice", async () => {
		const menu = {
			...{ id: "column:TST-2026-0001:3", label: "Column" },
			options: ["0", "1", "2"].map((value) => ({ value, label: `Column ${value}` })),
		};
		const { asked, post } = await open({ handlers: { onPress: async () => replyOf("Chosen.") } });
		const message = await post(fake().channels.cases, { ...cardOf("A case"), menu });
		expect(saidIn(await fake().press("bram", message, menu.id, "2"))).toBe("Chosen.");
		expect(asked).toMatchObject([{ name: menu.id, values: { value: "2" }, asker: { caseNumber: "TST-2026-0001" } }]);
	});

	it("on a link is Slack's own business: nothing is done or said", async () => {
		const before = await heard();
		const link: Card = { ...cardOf("A case"), link: { label: "Advisory", url: "https://advisory.example/1" } };
		const { asked, logged, settled } = await open({
			handlers: { onCommand: async () => ({ kind: "card", card: link }) },
		});
		const card = messageIn(await fake().command("bram", "status"));
		expect(JSON.stringify(card.blocks)).toContain('"action_id":"link"');
		const { press } = rawPayloads(fake());
		expect(await fake().raw("interactive", press("bram", "link", { url: "https://advisory.example/1" }))).toEqual({});
		await settled();
		expect(asked.map(({ what }) => what)).toEqual(["command"]);
		expect(await heard()).toBe(before + 1);
		expect(logged).toEqual([]);
	});

	it("on what an older look of the message had reaches the handlers all the same", async () => {
		const old = "vote:TST-2026-0001:2:valid";
		const { asked } = await open({
			handlers: {
				onCommand: async () => replyOf("One", old),
				onPress: async () => ({ kind: "update", card: cardOf("Two", pressId) }),
			},
		});
		const card = messageIn(await fake().command("bram", "status"));
		await fake().press("bram", card.ts, old);
		expect(saidIn(await fake().press("bram", card.ts, old))).toContain("Two");
		expect(asked.map(({ name }) => name)).toEqual(["status", old, old]);
	});

	it("of an id that is no case's has no case, and of an unknown kind no value", async () => {
		const { asked, settled } = await open();
		const { press } = rawPayloads(fake());
		await fake().raw("interactive", press("bram", "hello"));
		await fake().raw("interactive", press("bram", pressId, { type: "overflow", selected_option: { value: "x" } }));
		await settled();
		expect(asked.map(({ name, asker, values }) => [name, asker.caseNumber, values])).toEqual([
			["hello", null, { value: null }],
			[pressId, "TST-2026-0001", { value: null }],
		]);
	});
});

describe("two people who press at the same time", () => {
	it("each get their own answer", async () => {
		const { post } = await open({ handlers: { onPress: async ({ person }) => replyOf(`For ${person.name}.`) } });
		const message = await post(fake().channels.cases, cardOf("A case", pressId));
		const people = ["anna", "bram", "chris"] as const;
		const answers = await Promise.all(people.map((as) => fake().press(as, message, pressId)));
		expect(answers.map(messageIn).map(({ visibleTo }) => visibleTo)).toEqual(people.map((as) => fake().users[as].id));
		expect(answers.map(messageIn).map(textOf)).toEqual(["For Anna.", "For Bram.", "For Chris."]);
	});
});
